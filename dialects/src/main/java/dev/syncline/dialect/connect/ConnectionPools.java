package dev.syncline.dialect.connect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.failure.TlsTrouble;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import org.jspecify.annotations.Nullable;

/// Open sessions by connection, so that a small table does not pay for a login.
public final class ConnectionPools implements AutoCloseable {

    /// What a driver reports where no database answers as one.
    private static final Set<FailureCode> NO_ANSWER =
            EnumSet.of(FailureCode.UNREACHABLE, FailureCode.CONNECTION_LOST, FailureCode.TIMED_OUT, FailureCode.INTERNAL);

    private static final int ANYTHING = 1105;

    /// HikariCP takes error 1105 for the end of a session; it is the number that Doris gives to almost all that it refuses.
    private static final SQLExceptionOverride REFUSALS = new SQLExceptionOverride() {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            boolean refusal = e.getErrorCode() == ANYTHING && !String.valueOf(e.getSQLState()).startsWith("08");
            return refusal ? Override.DO_NOT_EVICT : Override.CONTINUE_EVICT;
        }
    };

    private final NetworkPolicy network;
    private final int limit;
    private final Duration idle;
    private final Map<Key, Pool> pools = new ConcurrentHashMap<>();

    /// @param limit the most sessions of one connection, for reading and for writing each
    /// @param idle how long an unused session stays open, at least 10 s
    public ConnectionPools(NetworkPolicy network, int limit, Duration idle) {
        this.network = network;
        this.limit = limit;
        this.idle = idle;
    }

    /// A session, to be given back by closing it. Its settings are pinned, it is in auto-commit.
    ///
    /// @throws SyncException with `UNREACHABLE`, `LOGIN_REFUSED`, …; with `EXHAUSTED` where all sessions are in use, with `NOT_WRITABLE`
    ///     where the connection's owner has not allowed writing
    public Connection borrow(ConnectionSettings settings, Access access) {
        retire(other -> other.id() == settings.id() && other.version() < settings.version());
        if (access == Access.WRITE && !settings.writable()) {
            throw new SyncException(
                    FailureCode.NOT_WRITABLE,
                    "Cannot write to connection '%s': it does not allow write operations; allow them in the connection's settings"
                            .formatted(settings.name()));
        }
        Key key = new Key(settings.id(), settings.version(), access);
        return pools.computeIfAbsent(key, _ -> new Pool(settings, access)).borrow();
    }

    /// Closes all sessions, also those in use.
    @Override
    public void close() {
        pools.values().forEach(Pool::close);
        pools.clear();
    }

    /// Asks how a connection is reached; where it has been deleted, its sessions end.
    public ConnectionSettings retiringDeleted(long id, Supplier<ConnectionSettings> question) {
        try {
            return question.get();
        } catch (SyncException e) {
            if (e.code() == FailureCode.NOT_FOUND) {
                retire(key -> key.id() == id);
            }
            throw e;
        }
    }

    /// Pools of an older version, for reading and for writing, end when their last session has been given back; until then they stay in the map.
    private void retire(Predicate<Key> which) {
        pools.forEach((key, pool) -> {
            if (which.test(key)) {
                pool.retire(() -> pools.remove(key, pool));
            }
        });
    }

    private record Key(long id, long version, Access access) {}

    /// Opens its first session when it is first used, under its own lock: a server that does not answer holds up nobody else.
    private final class Pool {

        private final ConnectionSettings settings;
        private final Access access;
        private final Dialect dialect;
        private @Nullable HikariDataSource sessions;

        Pool(ConnectionSettings settings, Access access) {
            this.settings = settings;
            this.access = access;
            this.dialect = Dialects.of(settings.kind());
        }

        Connection borrow() {
            try {
                return living(open());
            } catch (PoolInitializationException e) {
                throw failure(e.getCause());
            } catch (SQLException e) {
                throw failure(e.getCause() == null ? e : e.getCause());
            }
        }

        /// HikariCP does not look at a session that was used half a second ago; one that was interrupted meanwhile is over.
        private Connection living(HikariDataSource from) throws SQLException {
            while (true) {
                Connection session = from.getConnection();
                if (session.isValid(Math.toIntExact(Math.max(1, network.connect().toSeconds())))) {
                    return session;
                }
                from.evictConnection(session);
            }
        }

        private synchronized HikariDataSource open() {
            if (sessions == null) {
                sessions = new HikariDataSource(config());
            }
            return sessions;
        }

        private HikariConfig config() {
            HikariConfig config = new HikariConfig();
            config.setPoolName("connection-%d-%d-%s".formatted(settings.id(), settings.version(), access));
            config.setDataSource(dialect.dataSource(settings, network, access));
            config.setMaximumPoolSize(limit);
            config.setMinimumIdle(0);
            config.setIdleTimeout(idle.toMillis());
            config.setConnectionTimeout(Math.max(1000, network.connect().toMillis()));
            config.setInitializationFailTimeout(1);
            config.setExceptionOverride(REFUSALS);
            return config;
        }

        synchronized void retire(Runnable whenEnded) {
            if (sessions == null) {
                whenEnded.run();
                return;
            }
            sessions.getHikariPoolMXBean().softEvictConnections();
            if (sessions.getHikariPoolMXBean().getActiveConnections() == 0) {
                sessions.close();
                whenEnded.run();
            }
        }

        synchronized void close() {
            if (sessions != null) {
                sessions.close();
            }
        }

        private SyncException failure(@Nullable Throwable cause) {
            return switch (cause) {
                case SQLTransientConnectionException e when e.getCause() == null -> none(e);
                case SQLException e -> refused(e);
                case null, default -> unreachable(cause);
            };
        }

        /// Nobody has refused: either all sessions are in use, or one is being opened and gets no answer.
        private SyncException none(SQLException e) {
            if (sessions == null || sessions.getHikariPoolMXBean().getActiveConnections() < limit) {
                return unreachable(e);
            }
            return new SyncException(
                    FailureCode.EXHAUSTED,
                    "Cannot open connection '%s' (%s:%d): all %d sessions of this worker are in use and none came free in time; see in the database whether they work or wait for something, run fewer tables at a time, or allow the worker more sessions"
                            .formatted(settings.name(), settings.host(), settings.port(), limit),
                    e);
        }

        private SyncException refused(SQLException e) {
            Optional<String> tls = TlsTrouble.behind(e);
            if (tls.isPresent()) {
                return new SyncException(FailureCode.MISCONFIGURED, cannotOpen(tls.get()), e);
            }
            FailureCode code = dialect.classify(e);
            return NO_ANSWER.contains(code) ? unreachable(e) : failure(code, dialect.reason(e), e);
        }

        /// In the same words whether the address is denied, the name unknown, the port closed or filtered: nobody learns about our network.
        private SyncException unreachable(@Nullable Throwable cause) {
            return failure(FailureCode.UNREACHABLE, "no database answers there", cause);
        }

        private SyncException failure(FailureCode code, String reason, @Nullable Throwable cause) {
            return new SyncException(code, cannotOpen(reason + Advice.after(code)), cause);
        }

        private String cannotOpen(String reason) {
            return "Cannot open connection '%s' (%s:%d): %s".formatted(settings.name(), settings.host(), settings.port(), reason);
        }
    }
}
