package dev.syncline.config.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.failure.TlsTrouble;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.OwnServer;
import dev.syncline.kit.connection.OwnAddresses;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Opens sessions on databases of users, in bounded time. A caller cannot tell a closed port from a filtered one, a denied address or a name that
/// nobody knows: all are reported in the same words after the same time.
@Component
public class DatabaseSessions {

    private static final Logger log = LoggerFactory.getLogger(DatabaseSessions.class);
    private static final Problem BUSY = new Problem("busy", HttpStatus.TOO_MANY_REQUESTS, "Too many databases are being asked at once");
    /// The driver is given a little less than what a caller waits, so that its own time-out is reported in time.
    private static final double DRIVERS_SHARE = 0.9;

    private final CatalogNetworkProperties network;
    private final List<OwnServer> own;
    private final Semaphore free;

    DatabaseSessions(CatalogNetworkProperties network, OwnAddresses own) {
        this.network = network;
        this.own = OwnServer.of(own.servers(), own.shared(), own.databases());
        this.free = new Semaphore(network.sessions());
    }

    /// Runs a piece of work in a session of its own, with the silence that a catalogue query may keep.
    ///
    /// @throws SyncException where the database cannot be reached or refuses
    public <T> T ask(ConnectionSettings settings, Work<T> work) {
        return ask(settings, network.silence(), work);
    }

    /// @param silence how long a statement may stay without an answer
    /// @throws SyncException where the database cannot be reached or refuses
    <T> T ask(ConnectionSettings settings, Duration silence, Work<T> work) {
        if (!free.tryAcquire()) {
            throw new ApiException(BUSY, "%d databases are being asked at this moment; try again shortly".formatted(network.sessions()));
        }
        try {
            Dialect dialect = Dialects.of(settings.kind());
            Duration driver = Duration.ofMillis((long) (network.connect().toMillis() * DRIVERS_SHARE));
            try (Connection session = open(dialect, settings, new NetworkPolicy(network.allowLocal(), driver, silence, own))) {
                return work.in(dialect, session);
            } catch (SQLException e) {
                throw failed(dialect, settings, e);
            }
        } finally {
            free.release();
        }
    }

    private Connection open(Dialect dialect, ConnectionSettings settings, NetworkPolicy policy) {
        long deadline = System.nanoTime() + network.connect().toNanos();
        CompletableFuture<Connection> opening = new CompletableFuture<>();
        Thread.ofVirtual().name("open-session").start(() -> {
            try {
                Connection session = dialect.dataSource(settings, policy).getConnection();
                if (!opening.complete(session)) {
                    session.close(); // nobody waits for it any more
                }
            } catch (SQLException | RuntimeException | Error e) {
                opening.completeExceptionally(e);
            }
        });
        try {
            return opening.get(network.connect().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            opening.cancel(false);
            if (opening.isDone() && !opening.isCompletedExceptionally()) {
                closeQuietly(opening.resultNow());
            }
            throw unreachable(settings, e);
        } catch (ExecutionException e) {
            SyncException refusal = refusal(dialect, settings, e.getCause() == null ? e : e.getCause());
            if (refusal.code() == FailureCode.UNREACHABLE) {
                waitUntil(deadline);
            }
            throw refusal;
        } catch (InterruptedException e) {
            opening.cancel(false);
            Thread.currentThread().interrupt();
            throw unreachable(settings, e);
        }
    }

    /// What the database itself has answered; everything else looks like no answer at all.
    private static SyncException refusal(Dialect dialect, ConnectionSettings settings, Throwable cause) {
        Optional<String> tls = TlsTrouble.behind(cause);
        if (tls.isPresent()) {
            return new SyncException(FailureCode.MISCONFIGURED, "The server at %s:%d is not spoken to: %s".formatted(settings.host(), settings.port(), tls.get()), cause);
        }
        FailureCode code = switch (cause) {
            case SQLException e -> dialect.classify(e);
            case SyncException e -> e.code();
            default -> FailureCode.INTERNAL;
        };
        return switch (code) {
            case LOGIN_REFUSED -> new SyncException(code, "%s:%d refuses the user or the secret; check both, and whether the user may log in from here"
                    .formatted(settings.host(), settings.port()), cause);
            case PERMISSION_DENIED -> new SyncException(code, "%s:%d lets the user log in but not use the database; grant it the right to connect"
                    .formatted(settings.host(), settings.port()), cause);
            case NOT_FOUND -> new SyncException(code, "The server at %s:%d has no database of that name; check the name, also its letter case"
                    .formatted(settings.host(), settings.port()), cause);
            case EXHAUSTED -> new SyncException(code, "The server at %s:%d has no connection left; try again later or raise its limit"
                    .formatted(settings.host(), settings.port()), cause);
            case MISCONFIGURED -> new SyncException(code, "The server at %s:%d does not offer what the connection's options ask for; compare its encryption with them"
                    .formatted(settings.host(), settings.port()), cause);
            // ClickHouse with readonly = 1 refuses even settings; which ours are is no secret, for it answered after the login.
            case NOT_WRITABLE -> new SyncException(
                    code, "The server at %s:%d lets the user log in and change nothing, not even its session's settings; give it a profile that is not read-only (ClickHouse: readonly = 0)"
                            .formatted(settings.host(), settings.port()), cause);
            case UNREACHABLE, CONNECTION_LOST, TABLE_CHANGED, UNSUPPORTED_TYPE, UNUSABLE_NAME, UNUSABLE_VALUE, LOCKED, IN_USE,
                    TIMED_OUT, UNPROVEN, STALLED, SERVICE_UNAVAILABLE, DEPENDENCY, INTERNAL -> unreachable(settings, cause);
        };
    }

    private static SyncException unreachable(ConnectionSettings settings, Throwable cause) {
        log.info("connection={} host={} port={} cannot be reached: {}", settings.id(), settings.host(), settings.port(), cause.getClass().getSimpleName());
        return new SyncException(
                FailureCode.UNREACHABLE,
                "No %s database answers at %s:%d; check host, port and encryption, that a firewall lets this server through, and that this installation may reach such an address"
                        .formatted(Dialects.of(settings.kind()).descriptor().title(), settings.host(), settings.port()),
                cause);
    }

    private static SyncException failed(Dialect dialect, ConnectionSettings settings, SQLException e) {
        log.warn("connection={} sqlState={} a question to the database failed", settings.id(), e.getSQLState());
        return dialect.failure("read the catalogue of connection '%s'".formatted(settings.name()), e);
    }

    private static void waitUntil(long deadline) {
        try {
            TimeUnit.NANOSECONDS.sleep(deadline - System.nanoTime());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            log.debug("A session that nobody waits for did not close", e);
        }
    }

    /// Something to do in a session.
    @FunctionalInterface
    public interface Work<T> {
        T in(Dialect dialect, Connection session) throws SQLException;
    }
}
