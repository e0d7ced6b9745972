package dev.syncline.scheduler.plan;

import dev.syncline.scheduler.run.Decisions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Looks for plans that are due. Every instance does; a turn at a time decides, so that it does not matter which of them is first, or dies.
@Component
class PlanTimer {

    private static final Logger log = LoggerFactory.getLogger(PlanTimer.class);

    private final PlanRepository plans;
    private final Fires fires;
    private final Decisions decisions;
    private boolean failing;

    PlanTimer(PlanRepository plans, Fires fires, Decisions decisions) {
        this.plans = plans;
        this.fires = fires;
        this.decisions = decisions;
    }

    @Scheduled(fixedDelay = 500)
    void tick() {
        try {
            boolean more = plans.anyDue();
            while (more) {
                more = decisions.inTurn(fires::fireDue);
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("Cannot look for plans that are due, will go on trying", e);
                failing = true;
            }
        }
    }
}
