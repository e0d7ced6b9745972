package dev.syncline.scheduler.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// What waits for what.
///
/// @param nodes the projects that have a plan with dependencies, or that such a plan waits for
/// @param edges one for each dependency of a plan
/// @param waiting the runs that wait now
record PlanGraph(List<Node> nodes, List<Edge> edges, List<Waiting> waiting) {

    /// @param lastState how the project's latest run stands or ended, or null
    record Node(long projectId, String projectName, boolean deleted, @Nullable UUID lastRun, @Nullable String lastState, @Nullable Instant nextDue) {}

    /// @param projectId the project that is executed by the plan
    /// @param waitsFor the one that must have succeeded first
    record Edge(long projectId, long waitsFor, long planId, String planName, boolean enabled, Duration dependencyWait) {}

    /// @param state where the project that is waited for stands, as in runs
    record Waiting(UUID runId, long projectId, long waitsFor, String state, @Nullable UUID satisfyingRun, @Nullable Instant until) {}
}
