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
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.scheduler.SchedulerMetrics;
import dev.syncline.scheduler.leftover.Sweeps;
import dev.syncline.scheduler.project.Known;
import dev.syncline.scheduler.project.PresentProjects;
import dev.syncline.scheduler.run.RunQueue.Candidate;
import dev.syncline.scheduler.run.state.RunInput;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.store.SchedulerTransactions;
import dev.syncline.scheduler.work.WorkItem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;


/// Lets runs begin when nothing is in their way. Everything here happens in a transaction.
@Component
class RunAdmission {

    // One message to a worker stays far below Kafka's limit of 1 MiB, whatever the names.
    private static final int TABLES_PER_DISCOVERY = 2_000;

    // A transaction stays short, and what has begun gets its work meanwhile.
    private static final int BEGUN_AT_ONCE = 25;

    private static final Logger log = LoggerFactory.getLogger(RunAdmission.class);

    private final SchedulerTransactions transactions;
    private final PresentProjects present;
    private final RunRepository runs;
    private final RunQueue queue;
    private final RunNotes notes;
    private final RunCoordinator coordinator;
    private final Outbox outbox;
    private final Sweeps sweeps;
    private final RunProperties properties;
    private final SchedulerMetrics metrics;
    private final Containment containment;

    RunAdmission(
            SchedulerTransactions transactions,
            PresentProjects present,
            RunRepository runs,
            RunQueue queue,
            RunNotes notes,
            RunCoordinator coordinator,
            Outbox outbox,
            Sweeps sweeps,
            RunProperties properties,
            SchedulerMetrics metrics,
            Containment containment) {
        this.transactions = transactions;
        this.present = present;
        this.runs = runs;
        this.queue = queue;
        this.notes = notes;
        this.coordinator = coordinator;
        this.outbox = outbox;
        this.sweeps = sweeps;
        this.properties = properties;
        this.metrics = metrics;
        this.containment = containment;
    }

    /// Lets go, or ends, what waits for other projects.
    void judgeWaiting(UnitOfWork unit) {
        Map<UUID, List<Dependency>> waiting = new LinkedHashMap<>();
        queue.findDependencies().forEach(it -> waiting.computeIfAbsent(it.run(), _ -> new ArrayList<>()).add(it));
        waiting.forEach((run, dependencies) -> containment.of(unit, run, () -> {
            dependencies.stream().filter(Dependency::changed).forEach(dependency -> {
                queue.save(dependency);
                notes.add(unit.transaction(), run, "Dependency: " + dependency.reason());
            });
            Dependency.judge(dependencies, unit.transaction().now()).ifPresent(input -> {
                coordinator.tell(unit, run, input);
                metrics.waited(unit.run(run).requestedAt(), unit.transaction().now());
            });
        }));
    }

    /// Lets runs begin, by priority, as far as there is room. While config-service is asked about one, none of a lower priority that has been asked about
    /// already goes before it.
    void admit(UnitOfWork unit) {
        Priority awaited = Priority.LOW;
        for (Candidate candidate : queue.findNext(unit.transaction().now(), BEGUN_AT_ONCE, properties.active())) {
            if (isAskedAbout(candidate) && candidate.priority().compareTo(awaited) > 0) {
                continue;
            }
            Optional<Known> known = known(candidate);
            if (known.isPresent()) {
                containment.of(unit, candidate.id(), () -> beginOrFail(unit, candidate, known.get()));
            } else if (candidate.priority().compareTo(awaited) < 0) {
                awaited = candidate.priority();
            }
        }
    }

    // A run that cannot begin must not keep the others from it, nor whoever has this transaction from what it is for. What has begun is stored
    // before the next one is tried, which would undo it with its own.
    private void beginOrFail(UnitOfWork unit, Candidate queued, Known known) {
        transactions.attempt(() -> {
            begin(unit, queued, known);
            unit.save();
        }).ifPresent(e -> {
            log.error("run={} project={} cannot begin", queued.id(), queued.revision().projectId(), e);
            unit.forget(queued.id());
            unfit(unit, queued.id(), new Failure(
                    FailureCode.INTERNAL, "The run could not begin; the scheduler's log says why, at run=%s".formatted(queued.id())));
        });
    }

    private void begin(UnitOfWork unit, Candidate queued, Known known) {
        Optional<ProjectRevision> present = known.revision();
        if (present.isEmpty()) {
            unfit(unit, queued.id(), new Failure(
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
            unfit(unit, queued.id(), new Failure(FailureCode.UNUSABLE_NAME, objection.get()));
            return;
        }
        Map<TableName, UUID> overlaps = runs.findOverlaps(TargetTables.databases(revision), TargetTables.of(revision, tables), queued.id());
        if (!overlaps.isEmpty()) {
            queue.lookAgainLater(unit.transaction(), queued.id());
            return;
        }
        begin(unit, queued.id(), revision, tables, !queued.singleTable() && queued.tables() == null);
        noteDoubt(unit.transaction(), queued.id(), revision, known.doubt());
    }

    // What was asked for with a configuration of its own keeps it (A20).
    private static boolean isAskedAbout(Candidate queued) {
        return switch (queued.cause()) {
            case RunCause.Plan _, RunCause.Event _ -> true;
            case RunCause.Manual _, RunCause.Repeat _ -> false;
        };
    }

    /// @return nothing while config-service has not been asked
    private Optional<Known> known(Candidate queued) {
        return isAskedAbout(queued) ? present.fresh(queued.revision().projectId()) : Optional.of(new Known(Optional.of(queued.revision()), null));
    }

    /// Writes down which revision was taken where config-service could not be asked, and why.
    ///
    /// @param doubt null where it could
    void noteDoubt(SchedulerTransaction transaction, UUID run, ProjectRevision revision, @Nullable String doubt) {
        if (doubt != null) {
            notes.add(transaction, run, "%s, so revision %d was taken, the last one that had arrived here".formatted(doubt, revision.revision()));
        }
    }

    private void unfit(UnitOfWork unit, UUID run, Failure failure) {
        coordinator.tell(unit, run, new RunInput.Unfit(failure));
    }

    /// @param everything whether tables that have appeared since are looked for
    void begin(UnitOfWork unit, UUID id, ProjectRevision revision, List<TableName> tables, boolean everything) {
        SchedulerTransaction transaction = unit.transaction();
        int pieces = Math.max(1, Math.ceilDiv(tables.size(), TABLES_PER_DISCOVERY));
        runs.claimTargets(id, TargetTables.databases(revision), TargetTables.of(revision, tables));
        coordinator.tell(unit, id, new RunInput.Admitted(pieces));
        Run run = unit.run(id).began(transaction.now());
        unit.put(run);
        notes.add(transaction, id, "It began with revision %d of project \"%s\", %d tables".formatted(revision.revision(), revision.projectName(), tables.size()));
        if (run.cause() instanceof RunCause.Plan plan) {
            metrics.began(plan.dueAt(), transaction.now());
        }
        outbox.add(
                Topics.RUNS,
                id.toString(),
                CloudEvent.of(new RunEvent.RunStarted(
                        id, run.projectId(), revision.projectName(), run.cause().origin(), transaction.now(), run.cause())));
        sweeps.hurry(transaction, connections(revision));
        for (int piece = 0; piece < pieces; piece++) {
            List<TableName> some = tables.subList(
                    piece * TABLES_PER_DISCOVERY, Math.min(tables.size(), (piece + 1) * TABLES_PER_DISCOVERY));
            Work work = new Work.DiscoverTables(
                    WorkIds.discovery(id, piece), 0, id, revision.source().id(), connections(revision), some, run.partitions(),
                    piece == 0 && everything ? revision.watched() : List.of(), values(revision), kinds(revision));
            unit.put(WorkItem.queued(work, null, run.priority(), transaction.now()));
        }
    }

    private static Map<ValueTrouble, ValueAction> values(ProjectRevision revision) {
        return revision.policy().values();
    }

    private static List<DatabaseKind> kinds(ProjectRevision revision) {
        return revision.targets().stream().map(ConnectionRef::kind).distinct().toList();
    }

    private static List<Long> connections(ProjectRevision revision) {
        return revision.targets().stream().map(ConnectionRef::id).toList();
    }
}
