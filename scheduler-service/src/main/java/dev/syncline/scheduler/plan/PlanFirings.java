package dev.syncline.scheduler.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.PlanMissed;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.scheduler.SchedulerMetrics;
import dev.syncline.scheduler.plan.Fire.Outcome;
import dev.syncline.scheduler.project.Asked;
import dev.syncline.scheduler.run.RunOrder;
import dev.syncline.scheduler.run.RunSubmission;
import dev.syncline.scheduler.run.RunSubmission.Placed;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.store.SchedulerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Decides what becomes of each instant at which a plan is due: once, whoever does it and however late (A19). Everything here happens in a transaction,
/// by the database's clock, and is stored in that transaction together with the runs it makes.
@Component
class PlanFirings {

    private static final Logger log = LoggerFactory.getLogger(PlanFirings.class);

    // A plan of every minute that nobody looked after for a month has 43,200 due instants; a transaction takes some of them.
    private static final int INSTANTS_AT_ONCE = 1_000;
    static final int PLANS_AT_ONCE = 50;

    private static final String SET_ASIDE =
            "It could not be executed when it was due, and is not due any more; the scheduler's log says why, at plan=%d. Save it again once that is mended";

    private final SchedulerTransactions transactions;
    private final PlanRepository plans;
    private final RunSubmission submission;
    private final Outbox outbox;
    private final PlanProperties properties;
    private final SchedulerMetrics metrics;

    PlanFirings(SchedulerTransactions transactions, PlanRepository plans, RunSubmission submission, Outbox outbox, PlanProperties properties, SchedulerMetrics metrics) {
        this.transactions = transactions;
        this.plans = plans;
        this.submission = submission;
        this.outbox = outbox;
        this.properties = properties;
        this.metrics = metrics;
    }

    /// Decides on plans that are due.
    ///
    /// @param asked what config-service has just said; plans of other projects have to wait until it has been asked about them
    /// @return whether there may be more
    boolean fireDue(SchedulerTransaction transaction, Asked asked) {
        List<StoredPlan> due = plans.findDue(transaction.now(), PLANS_AT_ONCE);
        boolean more = due.size() == PLANS_AT_ONCE;
        for (StoredPlan plan : due) {
            more |= plan.readable() && !asked.projects().contains(projectOf(plan.plan())) || fireAlone(transaction, plan, asked);
        }
        return more;
    }

    // A plan that cannot be executed is set aside: it must not keep the others from being executed, in this transaction and in each that follows.
    private boolean fireAlone(SchedulerTransaction transaction, StoredPlan plan, Asked asked) {
        AtomicBoolean more = new AtomicBoolean();
        Optional<RuntimeException> failure = plan.readable()
                ? transactions.attempt(() -> more.set(fire(transaction, plan, asked)))
                : Optional.of(new IllegalStateException(plan.note()));
        failure.ifPresent(e -> {
            log.error("plan={} project={} cannot be executed, and is set aside", plan.id(), plan.plan().projectId(), e);
            plans.setAside(plan.id(), plan.readable() ? SET_ASIDE.formatted(plan.id()) : String.valueOf(plan.note()));
            metrics.contained("plan");
        });
        return failure.isEmpty() && more.get();
    }

    /// Decides on what has been due since the last look at this plan.
    ///
    /// @return whether it is due still, as there was more than a transaction takes
    boolean fire(SchedulerTransaction transaction, StoredPlan stored, Asked asked) {
        ExecutionPlan plan = stored.plan();
        // One more than a transaction takes: what is replaced needs a later one that is executed for it.
        List<Instant> known = plan.enabled()
                ? plan.calendar().due(stored.handledUntil(), transaction.now(), INSTANTS_AT_ONCE + 1)
                : List.of();
        boolean more = known.size() > INSTANTS_AT_ONCE;
        List<Instant> due = more ? known.subList(0, INSTANTS_AT_ONCE) : known;
        Instant until = more ? due.getLast() : later(transaction.now(), stored.handledUntil());
        Instant next = next(plan, until);
        plans.handled(stored.id(), until, next);
        if (!due.isEmpty()) {
            Optional<ProjectRevision> project = asked.of(projectOf(plan)).revision();
            Instant punctual = transaction.now().minus(properties.missedAfter());
            List<Instant> missed = due.stream().filter(at -> at.isBefore(punctual)).toList();
            List<Fire> firings = new ArrayList<>(missed(transaction, stored, project, missed, more));
            due.stream().skip(missed.size()).map(at -> execute(transaction, stored, project, at, true, null)).forEach(firings::add);
            plans.insertFires(stored.id(), firings);
            if (!missed.isEmpty()) {
                tell(transaction, stored, project, missed, firings);
            }
            if (project.isEmpty()) {
                plans.update(transaction, stored.id(), plan.disabled(), null, "Disabled by itself, because project %d was deleted".formatted(projectOf(plan)));
                return false;
            }
        }
        return next != null && !next.isAfter(transaction.now());
    }

    private static long projectOf(ExecutionPlan plan) {
        return plan.projectId();
    }

    /// When a plan is due next.
    static @Nullable Instant next(ExecutionPlan plan, Instant after) {
        return plan.enabled() ? plan.calendar().next(after, 1).stream().findFirst().orElse(null) : null;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<Fire> missed(SchedulerTransaction transaction, StoredPlan stored, Optional<ProjectRevision> project, List<Instant> missed, boolean more) {
        List<Fire> firings = new ArrayList<>();
        for (int i = 0; i < missed.size(); i++) {
            Instant at = missed.get(i);
            boolean last = i == missed.size() - 1 && !more;
            firings.add(switch (stored.plan().missed()) {
                case SKIP -> new Fire(at, Outcome.SKIPPED, null, "Missed, as no scheduler was there; the plan says to skip it", transaction.now());
                case FIRE_ALL -> execute(transaction, stored, project, at, false, "Missed, as no scheduler was there; executed later");
                case FIRE_ONCE -> last
                        ? execute(transaction, stored, project, at, true, "Missed, as no scheduler was there; executed later, once for all that were missed")
                        : new Fire(at, Outcome.REPLACED, null, "Missed, as no scheduler was there; a later one is executed for it", transaction.now());
            });
        }
        return firings;
    }

    private Fire execute(SchedulerTransaction transaction, StoredPlan stored, Optional<ProjectRevision> project, Instant at, boolean mayJoin, @Nullable String reason) {
        ExecutionPlan plan = stored.plan();
        if (project.isEmpty()) {
            return new Fire(at, Outcome.REFUSED, null, "Project %d is not known here; it may have been deleted".formatted(plan.projectId()), transaction.now());
        }
        metrics.fired();
        RunOrder order = order(transaction, stored, project.get(), at);
        if (!mayJoin) {
            return new Fire(at, Outcome.RUN, submission.place(transaction, order), reason, transaction.now());
        }
        Placed placed = submission.placeOrJoin(transaction, order);
        return placed.joined()
                ? new Fire(at, Outcome.JOINED, placed.run(), "A run of the project that had not begun stands for it", transaction.now())
                : new Fire(at, Outcome.RUN, placed.run(), reason, transaction.now());
    }

    private static RunOrder order(SchedulerTransaction transaction, StoredPlan stored, ProjectRevision revision, Instant at) {
        ExecutionPlan plan = stored.plan();
        List<Long> dependencies = plan.dependencies().stream().map(ExecutionPlan.DependsOn::projectId).toList();
        return new RunOrder(
                revision,
                null,
                false,
                new RunCause.Plan(stored.id(), plan.name(), at),
                plan.priority(),
                plan.retryPolicy(),
                plan.alerting().frozen(),
                dependencies.isEmpty()
                        ? null
                        : new RunOrder.Patience(dependencies, transaction.now().plus(plan.dependencyWait())));
    }

    private void tell(SchedulerTransaction transaction, StoredPlan stored, Optional<ProjectRevision> project, List<Instant> missed, List<Fire> firings) {
        ExecutionPlan plan = stored.plan();
        int caughtUp = (int) firings.stream().limit(missed.size()).filter(fire -> fire.runId() != null).count();
        metrics.missed(missed.size());
        log.warn(
                "plan={} project={} missed={} first={} last={} caught-up={}",
                stored.id(), plan.projectId(), missed.size(), missed.getFirst(), missed.getLast(), caughtUp);
        outbox.add(
                Topics.RUNS,
                "plan/" + stored.id(),
                CloudEvent.of(new PlanMissed(
                        stored.id(), plan.name(), projectOf(plan), project.map(ProjectRevision::projectName).orElse("?"), missed.size(),
                        missed.getFirst(), missed.getLast(), caughtUp, plan.alerting().frozen(), transaction.now())));
    }
}
