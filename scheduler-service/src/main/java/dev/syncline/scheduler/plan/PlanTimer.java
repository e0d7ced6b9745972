package dev.syncline.scheduler.plan;

import dev.syncline.scheduler.project.Asked;
import dev.syncline.scheduler.project.PresentProjects;
import dev.syncline.scheduler.run.RunCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Looks for plans that are due. Every instance does; a transaction at a time decides, so that it does not matter which of them is first, or dies.
@Component
class PlanTimer {

    private static final Logger log = LoggerFactory.getLogger(PlanTimer.class);

    private final PlanRepository plans;
    private final PresentProjects projects;
    private final PlanFirings firings;
    private final RunCommands commands;
    private boolean failing;

    PlanTimer(PlanRepository plans, PresentProjects projects, PlanFirings firings, RunCommands commands) {
        this.plans = plans;
        this.projects = projects;
        this.firings = firings;
        this.commands = commands;
    }

    @Scheduled(fixedDelay = 500)
    void tick() {
        try {
            boolean more = plans.anyDue();
            while (more) {
                more = fireSome();
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("Cannot look for plans that are due, will go on trying", e);
                failing = true;
            }
        }
    }

    private boolean fireSome() {
        try (Asked asked = projects.ask(plans.findProjectsDue(PlanFirings.PLANS_AT_ONCE))) {
            return commands.inTransaction(transaction -> firings.fireDue(transaction, asked));
        }
    }
}
