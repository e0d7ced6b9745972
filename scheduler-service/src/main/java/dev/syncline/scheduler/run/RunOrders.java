package dev.syncline.scheduler.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.scheduler.SchedulerMetrics;
import dev.syncline.scheduler.leftover.Sweeps;
import dev.syncline.scheduler.project.Known;
import dev.syncline.scheduler.project.PresentProjects;
import dev.syncline.scheduler.project.Projects;
import dev.syncline.scheduler.run.RunQueue.Candidate;
import dev.syncline.scheduler.run.RunRepository.RunKey;
import dev.syncline.scheduler.store.Turn;
import dev.syncline.scheduler.store.Turns;
import dev.syncline.scheduler.work.WorkItem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/// Takes orders for runs, and lets runs begin when nothing is in their way. Everything here happens in a turn.
@Component
public class RunOrders {

    // One message to a worker stays far below Kafka's limit of 1 MiB, whatever the names.
    private static final int TABLES_PER_DISCOVERY = 2_000;

    // A turn stays short, and what has begun gets its work meanwhile.
    private static final int BEGUN_AT_ONCE = 25;

    private static final RunKey NO_KEY = new RunKey(null, "");

    private static final Logger log = LoggerFactory.getLogger(RunOrders.class);

    private final Turns turns;
    private final Projects projects;
    private final PresentProjects present;
    private final RunRepository runs;
    private final RunQueue queue;
    private final RunNotes notes;
    private final Conductor conductor;
    private final Outbox outbox;
    private final Sweeps sweeps;
    private final RunProperties properties;
    private final SchedulerMetrics metrics;
    private final Containment containment;

    RunOrders(
            Turns turns,
            Projects projects,
            PresentProjects present,
            RunRepository runs,
            RunQueue queue,
            RunNotes notes,
            Conductor conductor,
            Outbox outbox,
            Sweeps sweeps,
            RunProperties properties,
            SchedulerMetrics metrics,
            Containment containment) {
        this.containment = containment;
        this.turns = turns;
        this.projects = projects;
        this.present = present;
        this.runs = runs;
        this.queue = queue;
        this.notes = notes;
        this.conductor = conductor;
        this.outbox = outbox;
        this.sweeps = sweeps;
        this.properties = properties;
        this.metrics = metrics;
    }

    /// What speaks against an order as long as its project is not saved differently.
    public Optional<String> objection(RunOrder order) {
        return TargetTables.objection(order.revision(), order.wanted());
    }

    /// Makes a run that begins when its turn has come, or joins one that has not begun and does as much (A19).
    public Placed placeOrJoin(Turn turn, RunOrder order) {
        return queue.findToJoin(order)
                .map(run -> {
                    notes.add(turn, run, causeOf(order.cause()) + " joined this run, which had not begun");
                    return new Placed(run, true);
                })
                .orElseGet(() -> new Placed(place(turn, order), false));
    }

    /// Makes a run that begins when its turn has come.
    public UUID place(Turn turn, RunOrder order) {
        return place(turn, order, NO_KEY);
    }

    UUID place(Turn turn, RunOrder order, RunKey key) {
        ProjectRevision revision = order.revision();
        RunState state = order.patience() == null ? new RunState.Queued() : new RunState.Waiting();
        Run run = new Run(
                UUID.randomUUID(), revision.projectId(), revision.projectName(), revision.source().id(), revision.targets(),
                order.partitions(properties.partitions()), order.retry() == null ? properties.retryPolicy() : order.retry(), order.singleTable(), order.cause(),
                order.priority(), order.alerting(), turn.now(), null, state, 0, 0, null);
        runs.insert(turn, run, order, key);
        notes.add(turn, run.id(), causeOf(order.cause()) + " asked for it");
        if (order.fullOnce()) {
            notes.add(turn, run.id(), "It extracts incremental tables in full, this once, as was asked for");
        }
        if (order.patience() != null) {
            Map<Long, String> names = new LinkedHashMap<>();
            order.patience().projects().forEach(project ->
                    names.put(project, projects.find(project).map(ProjectRevision::projectName).orElse("?")));
            queue.waitFor(run.id(), names);
            notes.add(turn, run.id(), "It waits until %s for %s".formatted(order.patience().until(), names));
        }
        return run.id();
    }

    /// Lets go, or ends, what waits for other projects.
    void judgeWaiting(Desk desk) {
        Map<UUID, List<Dependency>> waiting = new LinkedHashMap<>();
        queue.findDependencies().forEach(it -> waiting.computeIfAbsent(it.run(), _ -> new ArrayList<>()).add(it));
        waiting.forEach((run, dependencies) -> containment.of(desk, run, () -> {
            dependencies.stream().filter(Dependency::changed).forEach(dependency -> {
                queue.save(dependency);
                notes.add(desk.turn(), run, "Dependency: " + dependency.reason());
            });
            Dependency.judge(dependencies, desk.turn().now()).ifPresent(news -> {
                conductor.tell(desk, run, news);
                metrics.waited(desk.run(run).requestedAt(), desk.turn().now());
            });
        }));
    }

    /// Lets runs begin, by priority, as far as there is room.
    void admit(Desk desk) {
        queue.findNext(desk.turn().now(), BEGUN_AT_ONCE, properties.active())
                .forEach(candidate -> containment.of(desk, candidate.id(), () -> beginOrFail(desk, candidate)));
    }

    // A run that cannot begin must not keep the others from it, nor whoever has this turn from what it is for. What has begun is stored
    // before the next one is tried, which would undo it with its own.
    private void beginOrFail(Desk desk, Candidate queued) {
        turns.attempt(() -> {
            begin(desk, queued);
            desk.save();
        }).ifPresent(e -> {
            log.error("run={} project={} cannot begin", queued.id(), queued.revision().projectId(), e);
            desk.forget(queued.id());
            unfit(desk, queued.id(), new Failure(
                    FailureCode.INTERNAL, "The run could not begin; the scheduler's log says why, at run=%s".formatted(queued.id())));
        });
    }

    private void begin(Desk desk, Candidate queued) {
        Optional<Known> known = known(queued);
        if (known.isEmpty()) {
            return; // it begins as soon as config-service has been asked
        }
        Optional<ProjectRevision> present = known.get().revision();
        if (present.isEmpty()) {
            unfit(desk, queued.id(), new Failure(
                    FailureCode.NOT_FOUND, "Project %d does not exist any more; delete its plans too".formatted(queued.revision().projectId())));
            return;
        }
        ProjectRevision revision = present.get();
        if (revision.revision() != queued.revision().revision()) {
            queue.freeze(queued.id(), revision);
        }
        List<TableName> tables = queued.tables() == null ? revision.tables() : queued.tables();
        Optional<String> objection = TargetTables.objection(revision, tables);
        if (objection.isPresent()) {
            unfit(desk, queued.id(), new Failure(FailureCode.UNUSABLE_NAME, objection.get()));
            return;
        }
        Map<TableName, UUID> overlaps = runs.findOverlaps(TargetTables.databases(revision), targetsOf(revision, tables), queued.id());
        if (!overlaps.isEmpty()) {
            queue.lookAgainLater(desk.turn(), queued.id());
            return;
        }
        begin(desk, queued.id(), revision, tables, !queued.singleTable() && queued.tables() == null);
        noteDoubt(desk.turn(), queued.id(), revision, known.get().doubt());
    }

    // What was asked for with a configuration of its own keeps it (A20).
    private Optional<Known> known(Candidate queued) {
        return switch (queued.cause()) {
            case RunCause.Plan _, RunCause.Event _ -> present.fresh(queued.revision().projectId());
            case RunCause.Manual _, RunCause.Repeat _ -> Optional.of(new Known(Optional.of(queued.revision()), null));
        };
    }

    /// Writes down which revision was taken where config-service could not be asked, and why.
    ///
    /// @param doubt null where it could
    void noteDoubt(Turn turn, UUID run, ProjectRevision revision, @Nullable String doubt) {
        if (doubt != null) {
            notes.add(turn, run, "%s, so revision %d was taken, the last one that had arrived here".formatted(doubt, revision.revision()));
        }
    }

    private void unfit(Desk desk, UUID run, Failure failure) {
        conductor.tell(desk, run, new RunNews.Unfit(failure));
    }

    /// @param everything whether tables that have appeared since are looked for
    void begin(Desk desk, UUID id, ProjectRevision revision, List<TableName> tables, boolean everything) {
        Turn turn = desk.turn();
        int pieces = Math.ceilDiv(tables.size(), TABLES_PER_DISCOVERY);
        runs.claimTargets(id, TargetTables.databases(revision), targetsOf(revision, tables));
        conductor.tell(desk, id, new RunNews.Admitted(pieces));
        Run run = desk.run(id).began(turn.now());
        desk.put(run);
        notes.add(turn, id, "It began with revision %d of project \"%s\", %d tables".formatted(revision.revision(), revision.projectName(), tables.size()));
        if (run.cause() instanceof RunCause.Plan plan) {
            metrics.began(plan.dueAt(), turn.now());
        }
        outbox.add(
                Topics.RUNS,
                id.toString(),
                CloudEvent.of(new RunEvent.RunStarted(
                        id, run.projectId(), revision.projectName(), run.cause().origin(), turn.now(), run.cause())));
        sweeps.hurry(turn, connections(revision));
        for (int piece = 0; piece < pieces; piece++) {
            List<TableName> some = tables.subList(
                    piece * TABLES_PER_DISCOVERY, Math.min(tables.size(), (piece + 1) * TABLES_PER_DISCOVERY));
            Work work = new Work.DiscoverTables(
                    Ids.discovery(id, piece), 0, id, revision.source().id(), connections(revision), some, run.partitions(),
                    piece == 0 && everything ? revision.watched() : List.of(), values(revision), kinds(revision));
            desk.put(WorkItem.queued(work, null, run.priority(), turn.now()));
        }
    }

    static List<TableName> targetsOf(ProjectRevision revision, List<TableName> tables) {
        return tables.stream().map(revision::targetOf).toList();
    }

    private static String causeOf(RunCause cause) {
        return switch (cause) {
            case RunCause.Manual _ -> "Somebody";
            case RunCause.Plan(long id, String name, var dueAt) -> "Plan \"%s\" (%d), due at %s,".formatted(name, id, dueAt);
            case RunCause.Event(String source, String id) -> "The event %s of %s".formatted(id, source);
            case RunCause.Repeat(UUID run, boolean failedOnly) ->
                failedOnly ? "Somebody who wanted the failed tables of run %s again".formatted(run) : "Somebody who wanted run %s again".formatted(run);
        };
    }

    private static Map<ValueTrouble, ValueAction> values(ProjectRevision revision) {
        return requireNonNull(requireNonNull(revision.policy()).values());
    }

    private static List<DatabaseKind> kinds(ProjectRevision revision) {
        return revision.targets().stream().map(ConnectionRef::kind).distinct().toList();
    }

    private static List<Long> connections(ProjectRevision revision) {
        return revision.targets().stream().map(ConnectionRef::id).toList();
    }

    /// @param joined whether the run was waiting already
    public record Placed(UUID run, boolean joined) {}
}
