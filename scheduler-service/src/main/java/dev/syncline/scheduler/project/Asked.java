package dev.syncline.scheduler.project;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What config-service has just said of some projects. Until it is closed, runs of these projects can begin.
public final class Asked implements AutoCloseable {

    private final Map<Long, Known> projects;
    private final Runnable end;

    Asked(Map<Long, Known> projects, Runnable end) {
        this.projects = Map.copyOf(projects);
        this.end = end;
    }

    /// One of those that were asked about.
    public Known of(long project) {
        return Objects.requireNonNull(projects.get(project));
    }

    /// Which projects were asked about.
    public Set<Long> projects() {
        return projects.keySet();
    }

    @Override
    public void close() {
        end.run();
    }
}
