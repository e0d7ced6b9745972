package dev.syncline.notification.alert;

import dev.syncline.contracts.run.PlanMissed;
import dev.syncline.notification.mail.MailModel;

/// What the mail about a missed schedule says.
record MissedModel(
        String plan, String project, String missed, String first, String last, String caughtUp, String link, String advice, String subject)
        implements MailModel {

    static MissedModel of(PlanMissed plan, Links links) {
        return new MissedModel(
                AlertWords.name(plan.planName()),
                AlertWords.name(plan.projectName()),
                times(plan.missed()),
                AlertWords.time(plan.first()),
                AlertWords.time(plan.last()),
                caughtUp(plan),
                links.plan(plan.planId()),
                advice(plan),
                "[Syncline] %s missed its schedule %s".formatted(AlertWords.shortName(plan.projectName()), times(plan.missed())));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String caughtUp(PlanMissed plan) {
        return plan.caughtUp() == 0
                ? "None is caught up, as the plan says"
                : "%d of %d %s executed now, as the plan says".formatted(plan.caughtUp(), plan.missed(), plan.caughtUp() == 1 ? "is" : "are");
    }

    private static String advice(PlanMissed plan) {
        return plan.caughtUp() == 0
                ? "Execute the project now if its data cannot wait until the plan is next due."
                : "Nothing for the data: the project is executed now.";
    }
}
