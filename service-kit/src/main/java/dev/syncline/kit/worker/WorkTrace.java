package dev.syncline.kit.worker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.kit.observe.TraceStep;

/// What a worker tells of a piece of work to its run's trace: the work itself, and the steps of a load in it.
final class WorkTrace {

    private WorkTrace() {}

    /// @param worker who has done it
    static List<TraceStep> of(Work work, WorkResult result, List<LogLine> said, String worker, Instant began, Instant ended) {
        if (work instanceof Work.SweepTarget) {
            return List.of(); // of no run
        }
        String id = "%s/%d".formatted(work.id(), work.fence());
        List<TraceStep> steps = new ArrayList<>();
        TraceStep whole = TraceStep.of(work.runId(), WorkNames.of(work), id, began, ended)
                .within(work.id().toString())
                .with("worker", worker)
                .with("table", WorkNames.table(work))
                .with("connection", work.connection());
        steps.add(told(whole, result));
        Instant since = began;
        for (LogLine line : said) {
            if (line.step() != null) {
                String name = switch (line.step()) {
                    case LOADED -> "take";
                    case PROVEN -> "proof";
                    case SWAPPED -> "swap";
                };
                steps.add(TraceStep.of(work.runId(), name, id + "/" + name, since, line.at()).within(id));
                since = line.at();
            }
        }
        return steps;
    }

    private static TraceStep told(TraceStep step, WorkResult result) {
        return switch (result) {
            case WorkResult.TableExtracted extracted -> step.with("rows", extracted.manifest().rows()).with("bytes", extracted.manifest().bytes());
            case WorkResult.TableLoaded loaded -> step.with("rows", loaded.rows()).with("bytes", loaded.bytes());
            case WorkResult.WorkFailed failed -> step.failed("%s: %s".formatted(failed.failure().code(), failed.failure().message()));
            case WorkResult.WorkStopped _ -> step.failed("stopped");
            case WorkResult.TablesDiscovered _, WorkResult.DiscoveryFinished _, WorkResult.TargetInspected _, WorkResult.ExtractionStarted _,
                    WorkResult.LoadCleanedUp _, WorkResult.TargetSwept _, WorkResult.WorkRefused _ -> step;
        };
    }
}
