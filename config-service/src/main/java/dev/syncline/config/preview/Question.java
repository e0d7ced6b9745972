package dev.syncline.config.preview;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.kit.web.ApiException;
import org.jspecify.annotations.Nullable;

/// A question to a database that is not waited for longer than the patience for it.
///
/// @param answer null where there is none
/// @param refusal why there is none
record Question<T>(@Nullable T answer, @Nullable String refusal) {

    /// Asks at once; several can be under way at the same time.
    static <T> CompletableFuture<Question<T>> ask(Duration patience, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> failure == null ? new Question<>(answer, null) : new Question<>(null, reason(failure, patience)));
    }

    private static String reason(Throwable failure, Duration patience) {
        return switch (failure instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : failure) {
            case SyncException refused -> refused.failure().message();
            case ApiException refused -> refused.detail();
            case TimeoutException _ -> "It did not answer within %d s; ask for fewer tables at once".formatted(patience.toSeconds());
            case RuntimeException e -> throw e;
            case Throwable other -> throw new IllegalStateException("A question to a database failed", other);
        };
    }
}
