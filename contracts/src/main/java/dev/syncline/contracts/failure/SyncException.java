package dev.syncline.contracts.failure;

import org.jspecify.annotations.Nullable;

/// Work cannot go on; carries the failure that is recorded.
public class SyncException extends RuntimeException {

    private final FailureCode code;

    public SyncException(FailureCode code, String message) {
        this(code, message, null);
    }

    public SyncException(FailureCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }

    public Failure failure() {
        return new Failure(code, String.valueOf(getMessage()));
    }
}
