package dev.syncline.scheduler.run;

import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
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
import org.springframework.stereotype.Component;

/// Everything that can change runs: each in one turn, at whose end what has become free is given away.
@Component
public class Decisions {

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
            SchedulerMetrics metrics) {
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
        return turns.decide(turn -> {
            Desk desk = conductor.desk(turn);
            T answer = decision.apply(turn, desk);
            handOut(turn, desk);
            return answer;
        });
    }

    void cancel(UUID run) {
        decide((_, desk) -> conductor.cancel(desk, run));
    }

    /// What time alone brings: leases that end, retries that are due.
    void timePassed() {
        decide((turn, desk) -> {
            List<WorkItem> overdue = works.findOverdue(turn.now(), workers.silent(turn));
            desk.fetched(overdue);
            overdue.forEach(item -> overdue(desk, item.id()));
            desk.save();
            sweeps.plan(turn);
            orders.judgeWaiting(desk);
        });
    }

    private void overdue(Desk desk, UUID id) {
        WorkItem item = desk.item(id).orElseThrow();
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
        turns.take(turn -> {
            Desk desk = conductor.desk(turn);
            decision.accept(turn, desk);
            handOut(turn, desk);
        });
    }

    private void handOut(Turn turn, Desk desk) {
        desk.save();
        orders.admit(desk);
        desk.save();
        conductor.feed(desk);
        desk.save();
        assigner.assign(turn);
    }
}
