package dev.syncline.config.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.syncline.config.connection.TrialCheck.State;
import dev.syncline.config.connection.TrialCheck.Subject;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.MayCreate;
import org.jspecify.annotations.Nullable;

/// What a test of a connection has looked at, thing by thing.
final class TrialChecks {

    private static final int PLACES_NAMED = 5;

    private TrialChecks() {}

    /// Of a session that is open.
    ///
    /// @param impostor what answers instead of a database of the connection's kind; null where that is right
    /// @param problems what would stop all loads
    /// @param warnings what would stop some
    static List<TrialCheck> of(
            ConnectionSettings settings,
            Dialect dialect,
            Connection session,
            String version,
            @Nullable String impostor,
            List<String> problems,
            List<String> warnings)
            throws SQLException {
        List<TrialCheck> checks = new ArrayList<>();
        checks.add(TrialCheck.ok(Subject.REACHED, "A database answers at %s:%d".formatted(settings.host(), settings.port())));
        checks.add(tls(settings, dialect, session));
        checks.add(TrialCheck.ok(Subject.LOGIN, "The server takes user '%s' and its secret".formatted(settings.user())));
        checks.add(TrialCheck.ok(Subject.DATABASE, settings.database() == null
                ? "The user may ask the server for its databases"
                : "The user may use database '%s'".formatted(settings.database())));
        checks.add(impostor == null ? TrialCheck.ok(Subject.VERSION, version) : TrialCheck.of(Subject.VERSION, State.FAILED, impostor));
        if (settings.writable()) {
            if (impostor == null) {
                checks.add(mayCreate(dialect, session));
                checks.add(problems.isEmpty()
                        ? TrialCheck.ok(Subject.BULK_LOAD, "Nothing is known that would stop loads")
                        : TrialCheck.of(Subject.BULK_LOAD, State.FAILED, problems.getFirst()));
                problems.stream().skip(1).forEach(problem -> checks.add(TrialCheck.of(Subject.BULK_LOAD, State.FAILED, problem)));
                warnings.forEach(warning -> checks.add(TrialCheck.of(Subject.SETTINGS, State.WARNING, warning)));
            } else {
                checks.add(TrialCheck.skipped(Subject.MAY_CREATE));
                checks.add(TrialCheck.skipped(Subject.BULK_LOAD));
            }
        }
        return checks;
    }

    /// Of one that could not be opened, or broke.
    static List<TrialCheck> failed(ConnectionSettings settings, FailureCode code, String message) {
        Subject failed = switch (code) {
            case UNREACHABLE, CONNECTION_LOST -> Subject.REACHED;
            case MISCONFIGURED -> Subject.TLS;
            case LOGIN_REFUSED, EXHAUSTED -> Subject.LOGIN;
            case PERMISSION_DENIED, NOT_FOUND, NOT_WRITABLE, TABLE_CHANGED, UNSUPPORTED_TYPE, UNUSABLE_NAME, UNUSABLE_VALUE, LOCKED, IN_USE, TIMED_OUT,
                    UNPROVEN, STALLED, SERVICE_UNAVAILABLE, DEPENDENCY, INTERNAL -> Subject.DATABASE;
        };
        return Arrays.stream(Subject.values())
                .filter(subject -> subject != Subject.SETTINGS)
                .filter(subject -> settings.writable() || subject.compareTo(Subject.MAY_CREATE) < 0)
                .map(subject -> subject == failed ? TrialCheck.of(failed, State.FAILED, message) : around(settings, subject, failed))
                .toList();
    }

    private static TrialCheck around(ConnectionSettings settings, Subject subject, Subject failed) {
        if (subject.compareTo(failed) > 0) {
            return TrialCheck.skipped(subject);
        }
        return switch (subject) {
            case REACHED -> TrialCheck.ok(subject, "A database answers at %s:%d".formatted(settings.host(), settings.port()));
            // Who is refused has learnt nothing of the session.
            case TLS -> new TrialCheck(subject, State.UNKNOWN, "Not known, for there is no session", null);
            case LOGIN -> TrialCheck.ok(subject, "The server takes user '%s' and its secret".formatted(settings.user()));
            case DATABASE, VERSION, MAY_CREATE, BULK_LOAD, SETTINGS -> TrialCheck.skipped(subject);
        };
    }

    private static TrialCheck tls(ConnectionSettings settings, Dialect dialect, Connection session) throws SQLException {
        return switch (dialect.encryption(settings, session)) {
            case ENCRYPTED -> TrialCheck.ok(Subject.TLS, "The connection is encrypted");
            case UNKNOWN -> new TrialCheck(Subject.TLS, State.UNKNOWN, "The server does not say whether the connection is encrypted", null);
            case PLAIN -> new TrialCheck(
                    Subject.TLS,
                    State.WARNING,
                    "The connection is not encrypted: whoever listens on the way can read the secret and the rows",
                    dialect.descriptor().options().stream().anyMatch(option -> option.name().equals("tls"))
                            ? "set up TLS at the server and choose another value of the option tls, or keep to a network that you trust"
                            : "keep to a network that you trust");
        };
    }

    private static TrialCheck mayCreate(Dialect dialect, Connection session) throws SQLException {
        String word = dialect.descriptor().schemaWord();
        MayCreate mayCreate = dialect.target().mayCreate(session);
        return switch (mayCreate.extent()) {
            case EVERYWHERE -> TrialCheck.ok(Subject.MAY_CREATE, "The user may make %ss and tables".formatted(word));
            case PLACES -> new TrialCheck(
                    Subject.MAY_CREATE,
                    State.WARNING,
                    "The user may make tables in these %ss only: %s".formatted(word, some(mayCreate.places())),
                    "let projects write there, or run the statements that a project's page of grants has");
            case NOWHERE -> new TrialCheck(
                    Subject.MAY_CREATE,
                    State.WARNING,
                    "The user may make no tables yet",
                    "save the project, and run the statements that its page of grants has");
            case UNKNOWN -> new TrialCheck(Subject.MAY_CREATE, State.UNKNOWN, "The server does not say where the user may make tables", null);
        };
    }

    private static String some(List<String> places) {
        String named = String.join(", ", places.stream().limit(PLACES_NAMED).toList());
        return places.size() > PLACES_NAMED ? "%s and %d more".formatted(named, places.size() - PLACES_NAMED) : named;
    }
}
