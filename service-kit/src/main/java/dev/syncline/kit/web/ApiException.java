package dev.syncline.kit.web;

import java.util.Map;

/// A request that cannot be granted.
public final class ApiException extends RuntimeException {

    private final Problem problem;
    private final transient Map<String, Object> properties;

    /// @param detail what was attempted, on what, and what to do; never a secret
    public ApiException(Problem problem, String detail) {
        this(problem, detail, Map.of());
    }

    /// @param properties more members of the problem detail, for programs: such as the id of what is in the way
    public ApiException(Problem problem, String detail, Map<String, ?> properties) {
        super(detail);
        this.problem = problem;
        this.properties = Map.copyOf(properties);
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> properties() {
        return properties;
    }
}
