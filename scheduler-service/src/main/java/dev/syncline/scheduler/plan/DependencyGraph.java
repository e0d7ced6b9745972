package dev.syncline.scheduler.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which projects wait for which, over all plans.
final class DependencyGraph {

    private final Map<Long, Set<Long>> waitsFor = new HashMap<>();

    DependencyGraph(Iterable<Edge> edges) {
        edges.forEach(edge -> waitsFor.computeIfAbsent(edge.project(), _ -> new HashSet<>()).add(edge.waitsFor()));
    }

    record Edge(long project, long waitsFor) {}

    /// A way from a project by its dependencies back to itself: each waits for the next, the last is the first again.
    Optional<List<Long>> circleThrough(long project) {
        Map<Long, Long> reachedFrom = new HashMap<>();
        Deque<Long> open = new ArrayDeque<>(List.of(project));
        while (!open.isEmpty()) {
            long at = open.removeFirst();
            for (long next : waitsFor.getOrDefault(at, Set.of())) {
                if (next == project) {
                    return Optional.of(way(project, at, reachedFrom));
                }
                if (reachedFrom.putIfAbsent(next, at) == null) {
                    open.addLast(next);
                }
            }
        }
        return Optional.empty();
    }

    private static List<Long> way(long project, long last, Map<Long, Long> reachedFrom) {
        List<Long> way = new ArrayList<>(List.of(project));
        for (Long at = last; at != null && at != project; at = reachedFrom.get(at)) {
            way.addFirst(at);
        }
        way.addFirst(project);
        return way;
    }
}
