package dev.syncline.kit.message;

import java.util.Set;

import dev.syncline.contracts.Topics;

/// Which of the long-lived topics a service reads or writes: it makes these where they are missing, and needs a right on no other. The scheduler uses all.
public record UsedTopics(Set<String> names) {

    private static final UsedTopics ALL = of(
            Topics.PROJECTS, Topics.RUNS, Topics.TRIGGERS, Topics.WORK, Topics.WORKERS, Topics.RESULTS, Topics.AUDIT, Topics.DEAD_LETTERS);

    public UsedTopics {
        names = Set.copyOf(names);
    }

    public static UsedTopics of(String... names) {
        return new UsedTopics(Set.of(names));
    }

    public static UsedTopics all() {
        return ALL;
    }

    /// Of a service that does nothing but the work it is given.
    public static UsedTopics ofWorker() {
        return of(Topics.WORK, Topics.WORKERS, Topics.RESULTS);
    }
}
