package dev.syncline.scheduler.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.FieldRefusal;
import dev.syncline.kit.web.Preconditions;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.project.Asked;
import dev.syncline.scheduler.project.Known;
import dev.syncline.scheduler.project.KnownProjects;
import dev.syncline.scheduler.project.PresentProjects;
import dev.syncline.scheduler.run.RunCommands;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.store.SchedulerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Saves, changes and deletes plans. What was due under the old words is decided on by the old words first.
@Component
class ExecutionPlans {

    private static final Logger log = LoggerFactory.getLogger(ExecutionPlans.class);
    private static final Problem CIRCLE = new Problem("dependency-circle", HttpStatus.BAD_REQUEST, "Projects would wait for each other");
    private static final int SHOWN = 5;

    private final PlanRepository plans;
    private final KnownProjects projects;
    private final PresentProjects present;
    private final PlanFirings firings;
    private final RunCommands commands;
    private final SchedulerTransactions transactions;

    ExecutionPlans(PlanRepository plans, KnownProjects projects, PresentProjects present, PlanFirings firings, RunCommands commands, SchedulerTransactions transactions) {
        this.plans = plans;
        this.projects = projects;
        this.present = present;
        this.firings = firings;
        this.commands = commands;
        this.transactions = transactions;
    }

    PlanPreview preview(ExecutionPlan plan) {
        return PlanPreview.of(plan, transactions.now(), SHOWN);
    }

    StoredPlan create(ExecutionPlan plan) {
        expectKnown(plan);
        long id = commands.inTransaction(transaction -> {
            expectNoCircle(plan, 0);
            return plans.insert(transaction, plan, PlanFirings.next(plan, transaction.now()));
        });
        log.info("plan={} project={} created", id, plan.projectId());
        return read(id);
    }

    StoredPlan edit(long id, @Nullable String ifMatch, ExecutionPlan plan) {
        expectKnown(plan);
        change(id, ifMatch, (transaction, before, asked) -> {
            expectNoCircle(plan, id);
            handleUntilNow(transaction, before, asked);
            plans.update(transaction, id, plan, PlanFirings.next(plan, transaction.now()), null);
        });
        log.info("plan={} project={} changed", id, plan.projectId());
        return read(id);
    }

    /// What was due while it was not enabled is due no more.
    StoredPlan enable(long id, String ifMatch, boolean enabled) {
        change(id, ifMatch, (transaction, before, asked) -> {
            if (before.plan().enabled() == enabled) {
                return;
            }
            if (!before.readable()) {
                throw new ApiException(Problem.INVALID, "This version cannot read what is stored of plan %d; save it again".formatted(id));
            }
            handleUntilNow(transaction, before, asked);
            ExecutionPlan plan = before.plan().enabled(enabled);
            plans.update(transaction, id, plan, PlanFirings.next(plan, transaction.now()), null);
        });
        log.info("plan={} enabled={}", id, enabled);
        return read(id);
    }

    void delete(long id, @Nullable String ifMatch) {
        change(id, ifMatch, (transaction, before, asked) -> {
            handleUntilNow(transaction, before, asked);
            plans.delete(id);
        });
        log.info("plan={} deleted", id);
    }

    // What it has been due for until now may make runs of the project that it has been for until now.
    private void change(long id, @Nullable String ifMatch, Changing changing) {
        long project = read(id).plan().projectId();
        try (Asked asked = present.ask(List.of(project))) {
            commands.inTransaction(transaction -> {
                StoredPlan before = read(id);
                Preconditions.check("Plan " + id, ifMatch, before.version());
                if (before.plan().projectId() != project) {
                    throw new ApiException(Problem.STALE, "Somebody else has just changed plan %d; look at it again".formatted(id));
                }
                changing.change(transaction, before, asked);
                return id;
            });
        }
    }

    @FunctionalInterface
    private interface Changing {
        void change(SchedulerTransaction transaction, StoredPlan before, Asked asked);
    }

    StoredPlan read(long id) {
        return plans.find(id).orElseThrow(() -> new ApiException(Problem.NOT_FOUND, "There is no plan %d".formatted(id)));
    }

    private void handleUntilNow(SchedulerTransaction transaction, StoredPlan stored, Asked asked) {
        StoredPlan present = stored;
        while (present.nextDue() != null && !present.nextDue().isAfter(transaction.now())) {
            firings.fire(transaction, present, asked);
            present = read(stored.id());
        }
    }

    private void expectKnown(ExecutionPlan plan) {
        List<Long> named = new ArrayList<>(List.of(plan.projectId()));
        plan.dependencies().forEach(dependency -> named.add(dependency.projectId()));
        try (Asked asked = present.ask(named)) {
            named.stream().filter(project -> isUnknown(project, asked.of(project))).findFirst().ifPresent(project -> {
                String message = "There is no project %d; save it first, or check the id".formatted(project);
                throw new ApiException(Problem.INVALID, message, FieldRefusal.findings(project.equals(plan.projectId()) ? "projectId" : "dependencies", message));
            });
        }
    }

    private boolean isUnknown(long project, Known known) {
        return known.doubt() == null ? known.revision().isEmpty() : projects.await(project, 0).isEmpty();
    }

    private void expectNoCircle(ExecutionPlan plan, long id) {
        if (plan.dependencies().isEmpty()) {
            return;
        }
        long project = plan.projectId();
        List<DependencyGraph.Edge> edges = new ArrayList<>(plans.findDependencies(id));
        plan.dependencies().forEach(dependency -> edges.add(new DependencyGraph.Edge(project, dependency.projectId())));
        new DependencyGraph(edges).circleThrough(project).ifPresent(circle -> {
            throw new ApiException(
                    CIRCLE,
                    "Projects would wait for each other for ever: %s; take one of these dependencies away"
                            .formatted(circle.stream().map(String::valueOf).collect(Collectors.joining(" waits for "))));
        });
    }

    /// The instants are by the database's clock, as is what becomes of them.
    Instant now() {
        return transactions.now();
    }
}
