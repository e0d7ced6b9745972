package dev.syncline.scheduler.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.scheduler.project.KnownProjects;
import dev.syncline.scheduler.run.RunRepository.RunKey;
import dev.syncline.scheduler.run.state.RunState;
import dev.syncline.scheduler.store.SchedulerTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes what is asked for and makes runs of it, which begin once they are admitted. Everything here happens in a transaction.
@Component
public class RunSubmission {

    private static final RunKey NO_KEY = new RunKey(null, "");

    private final KnownProjects projects;
    private final RunRepository runs;
    private final RunQueue queue;
    private final RunNotes notes;
    private final RunProperties properties;

    RunSubmission(KnownProjects projects, RunRepository runs, RunQueue queue, RunNotes notes, RunProperties properties) {
        this.projects = projects;
        this.runs = runs;
        this.queue = queue;
        this.notes = notes;
        this.properties = properties;
    }

    /// What speaks against an order as long as its project is not saved differently.
    public Optional<String> objection(RunOrder order) {
        return TargetTables.objection(order.revision(), order.wanted());
    }

    /// Makes a run that begins when its turn has come, or joins one that has not begun and does as much (A19).
    public Placed placeOrJoin(SchedulerTransaction transaction, RunOrder order) {
        return queue.findToJoin(order)
                .map(run -> {
                    notes.add(transaction, run, causeOf(order.cause(), order.by()) + " joined this run, which had not begun");
                    return new Placed(run, true);
                })
                .orElseGet(() -> new Placed(place(transaction, order), false));
    }

    /// Makes a run that begins when its turn has come.
    public UUID place(SchedulerTransaction transaction, RunOrder order) {
        return place(transaction, order, NO_KEY);
    }

    UUID place(SchedulerTransaction transaction, RunOrder order, RunKey key) {
        ProjectRevision revision = order.revision();
        RunState state = order.patience() == null ? new RunState.Queued() : new RunState.Waiting();
        Run run = new Run(
                UUID.randomUUID(), revision.projectId(), revision.projectName(), revision.source().id(), revision.targets(),
                order.partitions(properties.partitions()), order.retry() == null ? properties.retryPolicy() : order.retry(), order.singleTable(), order.cause(),
                order.priority(), order.alerting(), transaction.now(), null, state, 0, 0, 0, 0, null);
        runs.insert(transaction, run, order, key);
        notes.add(transaction, run.id(), causeOf(order.cause(), order.by()) + " asked for it");
        if (order.fullOnce()) {
            notes.add(transaction, run.id(), "It extracts incremental tables in full, this once, as was asked for");
        }
        if (order.patience() != null) {
            Map<Long, String> names = new LinkedHashMap<>();
            order.patience().projects().forEach(project ->
                    names.put(project, projects.find(project).map(ProjectRevision::projectName).orElse("?")));
            queue.waitFor(run.id(), names);
            notes.add(transaction, run.id(), "It waits until %s for %s".formatted(order.patience().until(), names));
        }
        return run.id();
    }

    private static String causeOf(RunCause cause, @Nullable String by) {
        String somebody = by == null ? "Somebody" : by;
        return switch (cause) {
            case RunCause.Manual _ -> somebody;
            case RunCause.Plan(long id, String name, var dueAt) -> "Plan \"%s\" (%d), due at %s,".formatted(name, id, dueAt);
            case RunCause.Event(String source, String id) -> "The event %s of %s".formatted(id, source);
            case RunCause.Repeat(UUID run, boolean failedOnly) ->
                failedOnly ? "%s, who wanted the failed tables of run %s again,".formatted(somebody, run) : "%s, who wanted run %s again,".formatted(somebody, run);
        };
    }

    /// @param joined whether the run was waiting already
    public record Placed(UUID run, boolean joined) {}
}
