package dev.syncline.kit.worker;

import dev.syncline.contracts.work.WorkResult;
import dev.syncline.kit.message.NeverTaken;
import org.apache.kafka.common.errors.AuthorizationException;
import tools.jackson.core.JacksonException;

/// The broker will never take this result; to try again would be for ever.
final class Unsendable extends RuntimeException {

    private Unsendable(WorkResult result, Throwable cause) {
        super("%s of %s".formatted(cause.getClass().getSimpleName(), result.getClass().getSimpleName()), cause);
    }

    /// @throws Unsendable where the failure comes again with the same result
    static void throwIfEver(WorkResult result, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (comesAgain(cause)) {
                throw new Unsendable(result, rootOf(cause));
            }
        }
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    private static boolean comesAgain(Throwable cause) {
        return NeverTaken.isCauseOf(cause)
                || cause instanceof AuthorizationException
                || cause instanceof JacksonException
                || cause instanceof StackOverflowError;
    }
}
