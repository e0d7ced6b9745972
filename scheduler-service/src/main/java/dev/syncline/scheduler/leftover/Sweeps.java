package dev.syncline.scheduler.leftover;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.work.Work.EndedLoad;
import dev.syncline.contracts.work.Work.SweepTarget;
import dev.syncline.contracts.work.WorkResult.Look;
import dev.syncline.contracts.work.WorkResult.TargetSwept;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.work.WorkItem;
import dev.syncline.scheduler.work.WorkRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Has targets looked into for as long as loads may have left something there: one piece of work for each target, whatever the number of loads.
@Component
public class Sweeps {

    private static final Logger log = LoggerFactory.getLogger(Sweeps.class);

    private final LeftOvers leftOvers;
    private final WorkRepository works;
    private final LeftOverProperties properties;

    Sweeps(LeftOvers leftOvers, WorkRepository works, LeftOverProperties properties) {
        this.leftOvers = leftOvers;
        this.works = works;
        this.properties = properties;
    }

    /// Queues the looks that are due.
    public void plan(SchedulerTransaction transaction) {
        int room = properties.atOnce() - works.countSweeps();
        if (room > 0) {
            leftOvers.dueTargets(transaction.now(), room).forEach(target -> queue(transaction, target));
        }
    }

    // It takes moments where the target is there, so it need not wait behind loads that take hours.
    private void queue(SchedulerTransaction transaction, long target) {
        UUID id = UUID.randomUUID();
        List<EndedLoad> loads = leftOvers.take(id, target, transaction.now(), properties.loads());
        works.save(List.of(WorkItem.queued(new SweepTarget(id, 0, id, target, loads), null, Priority.HIGH, transaction.now())));
    }

    /// Before a run loads into targets, what is known to be left there is looked at once more.
    public void hurry(SchedulerTransaction transaction, Collection<Long> targets) {
        if (leftOvers.hurry(targets, transaction.now())) {
            plan(transaction);
        }
    }

    /// Takes what a look has shown.
    public void swept(SchedulerTransaction transaction, WorkItem item, TargetSwept result) {
        Map<UUID, LookState> before = leftOvers.ofSweep(item.id());
        Map<UUID, LookState> after = new HashMap<>();
        Set<UUID> gone = new HashSet<>();
        for (Look look : result.looks()) {
            LookState state = before.remove(look.load());
            if (state == null) {
                continue; // its holder was quicker
            }
            Optional<LookState> next = next(state, look, transaction.now());
            next.ifPresentOrElse(it -> after.put(look.load(), it), () -> gone.add(look.load()));
        }
        Failure why = result.failure() == null ? new Failure(FailureCode.INTERNAL, "The look ended early; the loader's log says why") : result.failure();
        before.forEach((load, state) -> after.put(load, state.targetAway(transaction.now(), why)));
        end(transaction, item, after, gone);
    }

    private Optional<LookState> next(LookState state, Look look, Instant now) {
        return look.left().isEmpty() ? state.nothingFound(now, properties.settle()) : Optional.of(state.stillThere(now, look.left(), look.failure()));
    }

    /// Nobody could look.
    public void failed(SchedulerTransaction transaction, WorkItem item, Failure failure) {
        Map<UUID, LookState> after = new HashMap<>();
        leftOvers.ofSweep(item.id()).forEach((load, state) -> after.put(
                load,
                failure.code() == FailureCode.NOT_FOUND ? state.connectionGone(transaction.now(), failure) : state.targetAway(transaction.now(), failure)));
        end(transaction, item, after, Set.of());
    }

    private void end(SchedulerTransaction transaction, WorkItem item, Map<UUID, LookState> after, Set<UUID> gone) {
        leftOvers.delete(gone);
        leftOvers.save(after, transaction.now());
        works.delete(item.id());
        log.info("sweep={} target={} gone={} kept={}", item.id(), item.work().connection(), gone.size(), after.size());
    }
}
