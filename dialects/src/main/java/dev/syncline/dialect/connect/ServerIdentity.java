package dev.syncline.dialect.connect;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/// Who the server behind a session says it is, whatever address, name, port or forwarder led there.
///
/// @param database the same text for all sessions in which a schema's and a table's name mean the same table, of whatever kind the connection is; null
///     where that is not known
/// @param reason why it is not known, as the end of a sentence; null where it is
public record ServerIdentity(@Nullable String database, @Nullable String reason) {

    /// A server that is made of another's files says that it is that server (a snapshot, `pg_basebackup`, a copied data directory). Only its owner knows
    /// better.
    public static final ConnectionOption OPTION = new ConnectionOption(
            "identity",
            List.of("server", "address"),
            "By what databases are told apart: by what the server says it is, or by host and port, for a server that was made of a copy of another one's files",
            "Told apart by");

    private static final Set<FailureCode> NO_ANSWER = EnumSet.of(FailureCode.CONNECTION_LOST, FailureCode.UNREACHABLE, FailureCode.TIMED_OUT);

    public static ServerIdentity of(String database) {
        return new ServerIdentity(database, null);
    }

    public static ServerIdentity unknown(String reason) {
        return new ServerIdentity(null, reason);
    }

    /// By what databases are told apart in any case: what the server says, or else the address.
    public String orAddressOf(ConnectionSettings settings) {
        return database != null
                ? database
                : "address:%s:%d/%s".formatted(settings.host().toLowerCase(Locale.ROOT), settings.port(), Objects.requireNonNullElse(settings.database(), ""));
    }

    /// What is known when a server has refused to say; throws where it has not answered at all.
    public static ServerIdentity refused(Dialect dialect, SQLException e) throws SQLException {
        if (NO_ANSWER.contains(dialect.classify(e))) {
            throw e;
        }
        return unknown("the server does not say who it is: %s".formatted(dialect.reason(e)));
    }

    /// What is known of a connection whose owner has chosen that addresses are compared; null where the server is to be asked.
    public static @Nullable ServerIdentity chosen(ConnectionSettings settings) {
        return "address".equals(settings.options().get(OPTION.name()))
                ? unknown("the option '%s' of the connection is 'address'".formatted(OPTION.name()))
                : null;
    }
}
