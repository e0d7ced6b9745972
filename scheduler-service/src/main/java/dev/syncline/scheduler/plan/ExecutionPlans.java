package dev.syncline.scheduler.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Preconditions;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.project.Asked;
import dev.syncline.scheduler.project.Known;
import dev.syncline.scheduler.project.PresentProjects;
import dev.syncline.scheduler.project.Projects;
import dev.syncline.scheduler.run.Decisions;
import dev.syncline.scheduler.store.Turn;
import dev.syncline.scheduler.store.Turns;
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
    private final Projects projects;
    private final PresentProjects present;
    private final Fires fires;
    private final Decisions decisions;
    private final Turns turns;

    ExecutionPlans(PlanRepository plans, Projects projects, PresentProjects present, Fires fires, Decisions decisions, Turns turns) {
        this.plans = plans;
        this.projects = projects;
        this.present = present;
        this.fires = fires;
        this.decisions = decisions;
        this.turns = turns;
    }

    PlanPreview preview(ExecutionPlan plan) {
        return PlanPreview.of(plan, turns.now(), SHOWN);
    }

    StoredPlan create(ExecutionPlan plan) {
        expectKnown(plan);
        long id = decisions.inTurn(turn -> {
            expectNoCircle(plan, 0);
            return plans.insert(turn, plan, Fires.next(plan, turn.now()));
        });
        log.info("plan={} project={} created", id, plan.projectId());
        return read(id);
    }

    StoredPlan edit(long id, @Nullable String ifMatch, ExecutionPlan plan) {
        expectKnown(plan);
        change(id, ifMatch, (turn, before, asked) -> {
            expectNoCircle(plan, id);
            handleUntilNow(turn, before, asked);
            plans.update(turn, id, plan, Fires.next(plan, turn.now()), null);
        });
        log.info("plan={} project={} changed", id, plan.projectId());
        return read(id);
    }

    void delete(long id, @Nullable String ifMatch) {
        change(id, ifMatch, (turn, before, asked) -> {
            handleUntilNow(turn, before, asked);
            plans.delete(id);
        });
        log.info("plan={} deleted", id);
    }

    // What it has been due for until now may make runs of the project that it has been for until now.
    private void change(long id, @Nullable String ifMatch, Changing changing) {
        long project = Objects.requireNonNull(read(id).plan().projectId());
        try (Asked asked = present.ask(List.of(project))) {
            decisions.inTurn(turn -> {
                StoredPlan before = read(id);
                Preconditions.check("Plan " + id, ifMatch, before.version());
                if (Objects.requireNonNull(before.plan().projectId()) != project) {
                    throw new ApiException(Problem.STALE, "Somebody else has just changed plan %d; look at it again".formatted(id));
                }
                changing.change(turn, before, asked);
                return id;
            });
        }
    }

    @FunctionalInterface
    private interface Changing {
        void change(Turn turn, StoredPlan before, Asked asked);
    }

    StoredPlan read(long id) {
        return plans.find(id).orElseThrow(() -> new ApiException(Problem.NOT_FOUND, "There is no plan %d".formatted(id)));
    }

    private void handleUntilNow(Turn turn, StoredPlan stored, Asked asked) {
        StoredPlan present = stored;
        while (present.nextDue() != null && !present.nextDue().isAfter(turn.now())) {
            fires.fire(turn, present, asked);
            present = read(stored.id());
        }
    }

    private void expectKnown(ExecutionPlan plan) {
        List<Long> named = new ArrayList<>(List.of(Objects.requireNonNull(plan.projectId())));
        plan.dependencies().forEach(dependency -> named.add(dependency.projectId()));
        try (Asked asked = present.ask(named)) {
            named.stream().filter(project -> isUnknown(project, asked.of(project))).findFirst().ifPresent(project -> {
                throw new ApiException(
                        Problem.INVALID, "There is no project %d; save it first, or check the id".formatted(project));
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
        long project = Objects.requireNonNull(plan.projectId());
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
        return turns.now();
    }
}
