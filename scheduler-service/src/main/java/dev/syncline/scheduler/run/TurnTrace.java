package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.work.Work;
import dev.syncline.kit.observe.TraceStep;
import dev.syncline.kit.observe.Traces;
import dev.syncline.kit.worker.WorkNames;
import dev.syncline.scheduler.run.state.RunState;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.work.WorkItem;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What one turn has to tell to the traces of its runs; told once it is committed.
final class TurnTrace {

    private final Traces traces;
    private final SchedulerTransaction transaction;
    private final long began = System.nanoTime();
    private final Set<UUID> touched = new LinkedHashSet<>();
    private final List<TraceStep> steps = new ArrayList<>();

    TurnTrace(Traces traces, SchedulerTransaction transaction) {
        this.traces = traces;
        this.transaction = transaction;
    }

    /// Something of a run has been decided.
    void touched(UUID run) {
        if (traces.on()) {
            touched.add(run);
        }
    }

    /// A piece of work is done with, from when it was queued.
    void ended(WorkItem item) {
        if (traces.on() && !(item.work() instanceof Work.SweepTarget)) {
            steps.add(TraceStep.of(item.runId(), "work", item.id().toString(), item.enqueuedAt(), transaction.now())
                    .with("kind", WorkNames.of(item.work()))
                    .with("table", WorkNames.table(item.work()))
                    .with("worker", item.worker())
                    .with("fence", item.fence())
                    .with("losses", item.losses()));
        }
    }

    /// A run is over.
    void ended(Run run, RunRepository.Tally tally) {
        if (!traces.on()) {
            return;
        }
        Instant now = transaction.now();
        steps.add(TraceStep.of(run.id(), "trigger", "trigger", run.requestedAt(), run.beganAt() == null ? now : run.beganAt())
                .with("origin", run.cause().origin().name().toLowerCase(Locale.ROOT))
                .with("priority", run.priority()));
        steps.add(TraceStep.run(run.id(), run.requestedAt(), now, Map.of(), failure(run, tally))
                .with("project", run.projectId())
                .with("outcome", StateColumns.of(run.state()).word())
                .with("tables", tally.tables())
                .with("failed", tally.failed())
                .with("rows", run.rows())
                .with("bytes", run.bytes()));
    }

    private static @Nullable String failure(Run run, RunRepository.Tally tally) {
        return run.state() instanceof RunState.Failed(var failure)
                ? failure == null ? "%d of %d tables failed".formatted(tally.failed(), tally.tables()) : "%s: %s".formatted(failure.code(), failure.message())
                : null;
    }

    /// Nothing of a run is stored.
    void forget(UUID run) {
        touched.remove(run);
        steps.removeIf(step -> step.run().equals(run));
    }

    void tellAfterCommit() {
        if (!touched.isEmpty() || !steps.isEmpty()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    tell();
                }
            });
        }
    }

    private void tell() {
        Instant ended = transaction.now().plusNanos(System.nanoTime() - began);
        touched.forEach(run -> steps.add(TraceStep.of(run, "turn", "turn/" + transaction.number(), transaction.now(), ended).with("number", transaction.number())));
        traces.record(steps);
    }
}
