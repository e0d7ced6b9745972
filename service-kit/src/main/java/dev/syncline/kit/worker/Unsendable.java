package dev.syncline.kit.worker;

import dev.syncline.contracts.work.WorkResult;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
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
                throw new Unsendable(result, cause);
            }
        }
    }

    private static boolean comesAgain(Throwable cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof RecordBatchTooLargeException
                || cause instanceof SerializationException
                || cause instanceof InvalidTopicException
                || cause instanceof AuthorizationException
                || cause instanceof JacksonException
                || cause instanceof StackOverflowError;
    }
}
