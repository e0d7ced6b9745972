package dev.syncline.scheduler.work;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.work.WorkerKind;

/// Who gets which work: a pure choice among what is free.
final class Matching {

    /// Work that may be given, in the order of the queue.
    ///
    /// @param refusedBy workers that do not know such work
    record Candidate(UUID id, Seat seat, Set<String> refusedBy) {}

    /// A worker that lives.
    ///
    /// @param free slots that hold no work
    record Free(String worker, WorkerKind kind, int free) {}

    /// A connection as one kind of worker uses it.
    record Seat(WorkerKind kind, long connection) {}

    record Match(UUID id, String worker) {}

    private final Map<Seat, Integer> taken;
    private final WorkProperties limits;
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<Free> workers;

    private Matching(List<Free> workers, Map<Seat, Integer> taken, WorkProperties limits) {
        this.workers = workers;
        this.taken = new HashMap<>(taken);
        this.limits = limits;
        workers.forEach(worker -> slots.put(worker.worker(), worker.free()));
    }

    /// @param taken how many pieces of work use each connection now
    static List<Match> of(List<Candidate> queue, List<Free> workers, Map<Seat, Integer> taken, WorkProperties limits) {
        Matching matching = new Matching(workers, taken, limits);
        List<Match> matches = new ArrayList<>();
        for (Candidate candidate : queue) {
            matching.find(candidate).ifPresent(matches::add);
        }
        return matches;
    }

    private Optional<Match> find(Candidate candidate) {
        if (taken.getOrDefault(candidate.seat(), 0) >= limit(candidate.seat().kind())) {
            return Optional.empty();
        }
        // The one with the most room, so that work spreads.
        return workers.stream()
                .filter(worker -> worker.kind() == candidate.seat().kind() && room(worker) > 0 && !candidate.refusedBy().contains(worker.worker()))
                .max(Comparator.comparingInt(this::room))
                .map(worker -> {
                    slots.merge(worker.worker(), -1, Integer::sum);
                    taken.merge(candidate.seat(), 1, Integer::sum);
                    return new Match(candidate.id(), worker.worker());
                });
    }

    private int room(Free worker) {
        return slots.getOrDefault(worker.worker(), 0);
    }

    private int limit(WorkerKind kind) {
        return switch (kind) {
            case EXTRACTOR -> limits.perSource();
            case LOADER -> limits.perTarget();
        };
    }
}
