package dev.syncline.scheduler.run;

import java.util.List;
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
import dev.syncline.scheduler.store.Turn;
import dev.syncline.scheduler.store.Turns;
import dev.syncline.scheduler.work.Assigner;
import dev.syncline.scheduler.work.WorkItem;
import dev.syncline.scheduler.work.WorkProperties;
import dev.syncline.scheduler.work.WorkRepository;
import dev.syncline.scheduler.work.WorkState;
import dev.syncline.scheduler.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Everything that can change runs: each in one turn, at whose end what has become free is given away.
@Component
public class Decisions {

    private static final Logger log = LoggerFactory.getLogger(Decisions.class);

    private final Turns turns;
    private final Conductor conductor;
    private final RunOrders orders;
    private final Assigner assigner;
    private final Workers workers;
    private final WorkRepository works;
    private final WorkProperties properties;
    private final LeftOvers leftOvers;
    private final Sweeps sweeps;
    private final SchedulerMetrics metrics;
    private final Containment containment;

    Decisions(
            Turns turns,
            Conductor conductor,
            RunOrders orders,
            Assigner assigner,
            Workers workers,
            WorkRepository works,
            WorkProperties properties,
            LeftOvers leftOvers,
            Sweeps sweeps,
            SchedulerMetrics metrics,
            Containment containment) {
        this.turns = turns;
        this.conductor = conductor;
        this.orders = orders;
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
        // What only says that nothing is left of a load that is over decides nothing, and needs no turn.
        List<WorkResult> news = leftOvers.withoutCleanedUp(results);
        if (!news.isEmpty()) {
            decide((_, desk) -> conductor.answered(desk, news));
        }
    }

    void announced(List<WorkerAnnounced> announcements) {
        decide((turn, _) -> workers.announced(turn, announcements));
    }

    /// Decides something of which somebody waits for the answer.
    public <T> T inTurn(Function<Turn, T> decision) {
        return inTurn((turn, _) -> decision.apply(turn));
    }

    <T> T inTurn(BiFunction<Turn, Desk, T> decision) {
        AtomicBoolean decided = new AtomicBoolean();
        return withCareWhereItFails(
                decided::get,
                careful -> turns.decide(turn -> {
                    Desk desk = conductor.desk(turn, careful);
                    decided.set(false);
                    T answer = decision.apply(turn, desk);
                    decided.set(true);
                    handOut(turn, desk);
                    return answer;
                }));
    }

    void cancel(UUID run) {
        decide((_, desk) -> containment.of(desk, run, () -> conductor.cancel(desk, run)));
    }

    /// What time alone brings: leases that end, retries that are due.
    void timePassed() {
        decide((turn, desk) -> {
            List<WorkItem> overdue = works.findOverdue(turn.now(), workers.silent(turn));
            if (!desk.isCareful()) {
                desk.fetched(overdue);
            }
            overdue.forEach(item -> containment.of(desk, item.runId(), () -> {
                if (desk.isCareful()) {
                    desk.fetched(List.of(item));
                }
                desk.item(item.id()).ifPresent(present -> overdue(desk, present));
            }));
            desk.save();
            sweeps.plan(turn);
            orders.judgeWaiting(desk);
        });
    }

    private void overdue(Desk desk, WorkItem item) {
        if (!item.open()) {
            return; // ended by what happened to another one
        }
        if (item.state() != WorkState.QUEUED) {
            metrics.leaseExpired();
        }
        conductor.overdue(desk, item, properties.losses());
    }

    /// Decides something and hands out the work that follows.
    void decide(BiConsumer<Turn, Desk> decision) {
        withCareWhereItFails(
                () -> true,
                careful -> turns.decide(turn -> {
                    Desk desk = conductor.desk(turn, careful);
                    decision.accept(turn, desk);
                    handOut(turn, desk);
                    return turn;
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
            log.warn("A turn has failed, and is taken again with care: {}", e.toString());
            return whole.apply(true);
        }
    }

    private void handOut(Turn turn, Desk desk) {
        desk.save();
        orders.admit(desk);
        desk.save();
        conductor.feed(desk);
        desk.save();
        assigner.assign(turn);
        containment.condemnUnreadable(desk);
    }
}
