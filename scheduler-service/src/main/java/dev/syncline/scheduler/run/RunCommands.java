package dev.syncline.scheduler.run;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.kit.message.DatabaseAway;
import dev.syncline.scheduler.SchedulerMetrics;
import dev.syncline.scheduler.leftover.LeftOvers;
import dev.syncline.scheduler.leftover.Sweeps;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.store.SchedulerTransactions;
import dev.syncline.scheduler.work.Assigner;
import dev.syncline.scheduler.work.WorkItem;
import dev.syncline.scheduler.work.WorkProperties;
import dev.syncline.scheduler.work.WorkRepository;
import dev.syncline.scheduler.work.WorkState;
import dev.syncline.scheduler.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Everything that can change runs: each in one transaction, at whose end what has become free is given away.
@Component
public class RunCommands {

    private static final Logger log = LoggerFactory.getLogger(RunCommands.class);

    private final SchedulerTransactions transactions;
    private final RunCoordinator coordinator;
    private final WorkAnswers answers;
    private final RunAdmission admission;
    private final Assigner assigner;
    private final Workers workers;
    private final WorkRepository works;
    private final WorkProperties properties;
    private final LeftOvers leftOvers;
    private final Sweeps sweeps;
    private final SchedulerMetrics metrics;
    private final Containment containment;

    RunCommands(
            SchedulerTransactions transactions,
            RunCoordinator coordinator,
            WorkAnswers answers,
            RunAdmission admission,
            Assigner assigner,
            Workers workers,
            WorkRepository works,
            WorkProperties properties,
            LeftOvers leftOvers,
            Sweeps sweeps,
            SchedulerMetrics metrics,
            Containment containment) {
        this.transactions = transactions;
        this.coordinator = coordinator;
        this.answers = answers;
        this.admission = admission;
        this.assigner = assigner;
        this.workers = workers;
        this.works = works;
        this.properties = properties;
        this.leftOvers = leftOvers;
        this.sweeps = sweeps;
        this.metrics = metrics;
        this.containment = containment;
    }

    void answered(List<WorkResult> results) {
        // What only says that nothing is left of a load that is over decides nothing, and needs no transaction.
        List<WorkResult> news = leftOvers.withoutCleanedUp(results);
        if (!news.isEmpty()) {
            decide((_, unit) -> answers.answered(unit, news));
        }
    }

    void announced(List<WorkerAnnounced> announcements) {
        decide((transaction, unit) -> workers.announced(transaction, announcements).forEach(waiting ->
                containment.of(unit, waiting.item().runId(), () -> {
                    unit.fetched(List.of(waiting.item()));
                    TableLines.waits(unit, waiting.item(), waiting.waitsFor());
                })));
    }

    /// Decides something of which somebody waits for the answer.
    public <T> T inTransaction(Function<SchedulerTransaction, T> decision) {
        return inTransaction((transaction, _) -> decision.apply(transaction));
    }

    <T> T inTransaction(BiFunction<SchedulerTransaction, UnitOfWork, T> decision) {
        AtomicBoolean decided = new AtomicBoolean();
        return withCareWhereItFails(
                decided::get,
                careful -> transactions.decide(transaction -> {
                    UnitOfWork unit = coordinator.unit(transaction, careful);
                    decided.set(false);
                    T answer = decision.apply(transaction, unit);
                    decided.set(true);
                    handOut(transaction, unit);
                    return answer;
                }));
    }

    /// @param by whoever asks for it
    void cancel(UUID run, String by) {
        decide((_, unit) -> containment.of(unit, run, () -> coordinator.cancel(unit, run, by)));
    }

    /// Ends one table of a run, or tries it again, while the run goes on.
    ///
    /// @param by whoever asks for it
    /// @return why it is not done, or nothing
    Optional<String> onTable(UUID run, UUID table, TableWish wish, String by) {
        return inTransaction((_, unit) -> {
            unit.fetchTables(List.of(table));
            Optional<String> objection = wish.objection(unit, run, table);
            if (objection.isEmpty()) {
                containment.of(unit, run, () -> wish.grant(coordinator, unit, table, by));
            }
            return objection;
        });
    }

    /// What time alone brings: leases that end, retries that are due.
    void timePassed() {
        decide((transaction, unit) -> {
            List<WorkItem> overdue = works.findOverdue(transaction.now(), workers.silent(transaction));
            if (!unit.isCareful()) {
                unit.fetched(overdue);
            }
            overdue.forEach(item -> containment.of(unit, item.runId(), () -> {
                if (unit.isCareful()) {
                    unit.fetched(List.of(item));
                }
                unit.item(item.id()).ifPresent(present -> overdue(unit, present));
            }));
            unit.save();
            sweeps.plan(transaction);
            admission.judgeWaiting(unit);
        });
    }

    private void overdue(UnitOfWork unit, WorkItem item) {
        if (!item.open()) {
            return; // ended by what happened to another one
        }
        if (item.state() != WorkState.QUEUED) {
            metrics.leaseExpired();
        }
        answers.overdue(unit, item, properties);
    }

    /// Decides something and hands out the work that follows.
    void decide(BiConsumer<SchedulerTransaction, UnitOfWork> decision) {
        withCareWhereItFails(
                () -> true,
                careful -> transactions.decide(transaction -> {
                    UnitOfWork unit = coordinator.unit(transaction, careful);
                    decision.accept(transaction, unit);
                    handOut(transaction, unit);
                    return transaction;
                }));
    }

    /// @param worthIt whether the failure may be that of a run of which the decision is not
    private static <T> T withCareWhereItFails(BooleanSupplier worthIt, Function<Boolean, T> whole) {
        try {
            return whole.apply(false);
        } catch (RuntimeException e) {
            if (DatabaseAway.isCauseOf(e) || !worthIt.getAsBoolean()) {
                throw e;
            }
            log.warn("A transaction has failed, and is taken again with care: {}", e.toString());
            return whole.apply(true);
        }
    }

    private void handOut(SchedulerTransaction transaction, UnitOfWork unit) {
        unit.save();
        admission.admit(unit);
        unit.save();
        coordinator.feed(unit);
        unit.save();
        assigner.assign(transaction);
        containment.condemnUnreadable(unit);
        unit.trace().tellAfterCommit();
    }
}
