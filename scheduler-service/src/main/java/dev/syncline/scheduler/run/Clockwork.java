package dev.syncline.scheduler.run;

import java.time.Duration;

import dev.syncline.scheduler.store.Turns;
import dev.syncline.scheduler.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Lets time pass for runs.
@Component
class Clockwork {

    private static final Logger log = LoggerFactory.getLogger(Clockwork.class);
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Decisions decisions;
    private final Turns turns;
    private final Workers workers;
    private boolean failing;

    Clockwork(Decisions decisions, Turns turns, Workers workers) {
        this.decisions = decisions;
        this.turns = turns;
        this.workers = workers;
    }

    @Scheduled(fixedDelay = 1000)
    void tick() {
        try {
            decisions.timePassed();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("Cannot look for leases that have ended, will go on trying", e);
                failing = true;
            }
        }
    }

    @Scheduled(fixedDelay = 3_600_000)
    void forgetWorkers() {
        turns.take(turn -> workers.forget(turn.now().minus(FORGOTTEN)));
    }
}
