package dev.syncline.allinone.launcher;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// Why a command cannot go on, in one line; the log has the rest.
final class Reason {

    private Reason() {}

    /// Our own sentences come before what they were caused by; of others' wrappers, such as Spring's, the innermost says most.
    static String of(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            boolean wraps = e instanceof CompletionException || e instanceof ExecutionException;
            if (!wraps && isOurs(e) && e.getMessage() != null) {
                return firstLine(e);
            }
        }
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : firstLine(root);
    }

    private static boolean isOurs(Throwable e) {
        return (e instanceof IllegalStateException || e instanceof UncheckedIOException)
                && e.getStackTrace().length > 0
                && e.getStackTrace()[0].getClassName().startsWith("dev.syncline.");
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
