package dev.syncline.config.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.text.Printable;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.connect.ServerIdentity;
import org.springframework.stereotype.Component;

/// Tries whether a connection works.
@Component
class ConnectionTester {

    /// Together with the time to log in it stays under ten seconds.
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final int LONGEST_VERSION = 200;

    private final DatabaseSessions sessions;
    private final Identities identities;

    ConnectionTester(DatabaseSessions sessions, Identities identities) {
        this.sessions = sessions;
        this.identities = identities;
    }

    ConnectionTrial test(ConnectionSettings settings) {
        long start = System.nanoTime();
        try {
            return sessions.ask(settings, SILENCE, (dialect, session) -> {
                long millis = millisSince(start);
                Optional<String> impostor = dialect.impostor(session);
                String version = version(dialect, session);
                if (impostor.isPresent()) {
                    String hint = anotherKind(settings, dialect, impostor.get());
                    return ConnectionTrial.failed(
                            FailureCode.MISCONFIGURED, hint, millis, TrialChecks.of(settings, dialect, session, version, hint, List.of(), List.of()));
                }
                ServerIdentity identity = identities.ask(settings, dialect, session);
                List<String> problems = problems(settings, dialect, session);
                List<String> warnings = warnings(settings, dialect, session);
                return ConnectionTrial.worked(
                        version, millis, identity, problems, warnings, TrialChecks.of(settings, dialect, session, version, null, problems, warnings));
            });
        } catch (SyncException e) {
            String hint = e.failure().message();
            return ConnectionTrial.failed(e.code(), hint, millisSince(start), TrialChecks.failed(settings, e.code(), hint));
        }
    }

    private static String anotherKind(ConnectionSettings settings, Dialect dialect, String answering) {
        String title = dialect.descriptor().title();
        return "What answers at %s:%d is a %s and no %s, which has other types and statements; choose the kind of connection for it, or the address of a %s"
                .formatted(settings.host(), settings.port(), answering, title, title);
    }

    /// What every load would meet, such as a server that takes no rows from a client.
    private static List<String> problems(ConnectionSettings settings, Dialect dialect, Connection session) throws SQLException {
        return settings.writable() ? dialect.target().problems(session, List.of()) : List.of();
    }

    private static List<String> warnings(ConnectionSettings settings, Dialect dialect, Connection session) throws SQLException {
        return settings.writable() ? dialect.target().warnings(session) : List.of();
    }

    /// The server's own words, and a server may say anything.
    private static String version(Dialect dialect, Connection session) throws SQLException {
        String words = Printable.line(dialect.version(session));
        return words.substring(0, Math.min(words.length(), LONGEST_VERSION));
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
