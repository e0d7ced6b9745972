package dev.syncline.loader;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.kit.worker.WorkHandler;
import dev.syncline.loader.session.TargetInspection;
import dev.syncline.loader.write.TableLoading;

/// What a loader can do.
final class LoaderWork implements WorkHandler {

    private final TargetInspection inspection;
    private final TableLoading loading;

    LoaderWork(TargetInspection inspection, TableLoading loading) {
        this.inspection = inspection;
        this.loading = loading;
    }

    @Override
    public WorkResult handle(Work work, Assignment assignment) throws InterruptedException {
        return switch (work) {
            case Work.InspectTarget inspect -> inspection.inspect(inspect, assignment);
            case Work.LoadTable load -> loading.load(load, assignment);
            case Work.CleanUpLoad cleanUp -> loading.cleanUp(cleanUp);
            case Work.SweepTarget sweep -> loading.sweep(sweep);
            case Work.DiscoverTables _, Work.ExtractTable _ ->
                throw new SyncException(FailureCode.INTERNAL, "A loader was given work for an extractor");
        };
    }
}
