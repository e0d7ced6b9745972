package dev.syncline.extractor;

import java.time.Clock;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.extractor.full.TableExtraction;
import dev.syncline.extractor.schema.TableDiscovery;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.kit.worker.WorkHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an extractor can do, and how it says that it could not. A reader leaves nothing behind but records that nobody will read.
final class ExtractorWork implements WorkHandler {

    private static final Logger log = LoggerFactory.getLogger(ExtractorWork.class);

    private final TableDiscovery discovery;
    private final TableExtraction extraction;
    private final Clock clock;

    ExtractorWork(TableDiscovery discovery, TableExtraction extraction, Clock clock) {
        this.discovery = discovery;
        this.extraction = extraction;
        this.clock = clock;
    }

    @Override
    public WorkResult handle(Work work, Assignment assignment) throws Exception {
        try {
            return switch (work) {
                case Work.DiscoverTables discover -> discovery.discover(discover, assignment);
                case Work.ExtractTable extract -> extraction.extract(extract, assignment);
                case Work.InspectTarget _, Work.LoadTable _, Work.CleanUpLoad _, Work.SweepTarget _ ->
                    throw new SyncException(FailureCode.INTERNAL, "An extractor was given work for a loader");
            };
        } catch (Assignment.Stopped e) {
            return stopped(work, e.reason());
        } catch (SyncException e) {
            Assignment.Stop reason = assignment.stopReason();
            return reason == null ? failed(work, e) : stopped(work, reason);
        }
    }

    private WorkResult stopped(Work work, Assignment.Stop reason) {
        log.info("run={} work={} fence={} stopped: {}", work.runId(), work.id(), work.fence(), reason);
        return new WorkResult.WorkStopped(work.runId(), work.id(), work.fence(), tableRunOf(work), true, clock.instant());
    }

    private WorkResult failed(Work work, SyncException e) {
        Failure failure = e.failure();
        log.warn("run={} work={} fence={} failed: {} {}", work.runId(), work.id(), work.fence(), failure.code(), failure.message(), e.getCause());
        return new WorkResult.WorkFailed(work.runId(), work.id(), work.fence(), tableRunOf(work), failure, true, clock.instant());
    }

    private static @Nullable UUID tableRunOf(Work work) {
        return work instanceof Work.ExtractTable extract ? extract.tableRunId() : null;
    }
}
