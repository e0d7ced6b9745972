package dev.syncline.config.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.connect.ServerIdentity;
import dev.syncline.kit.web.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Asks servers who they are, in bounded time and outside of transactions, and keeps what they said with their connections.
@Component
public class Identities {

    // Fewer than the sessions that there may be: others want some, too.
    private static final int AT_ONCE = 8;

    private final ConnectionRepository repository;
    private final Connections connections;
    private final DatabaseSessions sessions;

    Identities(ConnectionRepository repository, Connections connections, DatabaseSessions sessions) {
        this.repository = repository;
        this.connections = connections;
        this.sessions = sessions;
    }

    /// What is known of a connection's server now.
    ///
    /// @param database which database it is; what it said before where it does not answer; null where it is not known
    /// @param note what has to be told, as the end of a sentence; null where the server has said who it is
    public record Known(@Nullable String database, @Nullable String note) {}

    /// Asks in a session that is open anyway.
    public ServerIdentity ask(ConnectionSettings settings, Dialect dialect, Connection session) throws SQLException {
        ServerIdentity answer = dialect.identity(settings, session);
        repository.learn(settings.id(), settings.version(), answer.database());
        return answer;
    }

    /// Asks all of them at the same time.
    public Map<Long, CompletableFuture<Known>> ask(Collection<Long> ids, Duration patience) {
        Semaphore room = new Semaphore(AT_ONCE);
        Map<Long, CompletableFuture<Known>> asked = new LinkedHashMap<>();
        ids.forEach(id -> asked.put(id, CompletableFuture.supplyAsync(() -> ask(id, room), Thread::startVirtualThread)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> failure == null ? known(answer) : before(id, reason(failure, patience)))));
        return asked;
    }

    public static Map<Long, Known> join(Map<Long, CompletableFuture<Known>> asked) {
        Map<Long, Known> answers = new LinkedHashMap<>();
        asked.forEach((id, answer) -> answers.put(id, answer.join()));
        return answers;
    }

    public static Known known(ServerIdentity answer) {
        return new Known(answer.database(), answer.reason());
    }

    /// What a server that does not answer has said before.
    ///
    /// @param reason null where somebody else tells it
    public Known before(long id, @Nullable String reason) {
        return new Known(repository.find(id).map(SavedConnection::identity).orElse(null), reason);
    }

    private ServerIdentity ask(long id, Semaphore room) {
        ConnectionSettings settings = connections.settings(id);
        room.acquireUninterruptibly();
        try {
            return sessions.ask(settings, (dialect, session) -> ask(settings, dialect, session));
        } finally {
            room.release();
        }
    }

    private static String reason(Throwable failure, Duration patience) {
        return switch (failure instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : failure) {
            case SyncException refused -> refused.failure().message();
            case ApiException busy -> busy.detail();
            case TimeoutException _ -> "it did not answer within %d s".formatted(patience.toSeconds());
            case RuntimeException e -> throw e;
            case Throwable other -> throw new IllegalStateException("Cannot ask a server who it is", other);
        };
    }
}
