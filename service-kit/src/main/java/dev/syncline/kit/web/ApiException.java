package dev.syncline.kit.web;

/// A request that cannot be granted.
public final class ApiException extends RuntimeException {

    private final Problem problem;

    /// @param detail what was attempted, on what, and what to do; never a secret
    public ApiException(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
