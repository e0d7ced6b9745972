package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Encryption;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.PostgreSqlProtocol;
import dev.syncline.dialect.connect.ServerIdentity;
import dev.syncline.dialect.read.Packing;
import dev.syncline.dialect.read.PageSize;
import dev.syncline.dialect.read.ParallelTables;
import dev.syncline.dialect.read.TableStreams;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL from 12 on.
public final class PostgreSqlDialect implements Dialect {

    private static final Logger log = LoggerFactory.getLogger(PostgreSqlDialect.class);

    /// The kind of the shapes read here.
    /// Its id.
    public static final DatabaseKind KIND = new DatabaseKind("postgresql");

    private static final Descriptor DESCRIPTOR = new Descriptor(
            KIND,
            "PostgreSQL",
            5432,
            "schema",
            true,
            true,
            List.of(new ConnectionOption(
                    "tls",
                    List.of("prefer", "disable", "require", "verify-identity"),
                    "Whether the connection is encrypted, and whether the server has to prove its name",
                    "Encryption"),
            ServerIdentity.OPTION, PageSize.OPTION, ParallelTables.OPTION, TableStreams.OPTION, Packing.OPTION),
            Set.of(ValueTrouble.DATE_OUT_OF_RANGE, ValueTrouble.NOT_A_NUMBER),
            null,
            List.of());

    private final PostgreSqlSource source = new PostgreSqlSource(this);
    private final TargetDialect target = target(this, PostgreSqlVariant.PLAIN);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public DataSource dataSource(ConnectionSettings settings, NetworkPolicy network, Access access) {
        return PostgreSqlSessions.of(settings, network, PostgreSqlSessions.pins(access));
    }

    /// The target of a database that is made of PostgreSQL.
    public static TargetDialect target(Dialect dialect, PostgreSqlVariant variant) {
        return new PostgreSqlTarget(dialect, variant);
    }

    /// Sessions of a database that is made of PostgreSQL 9.4 or later, for writing.
    public static DataSource oldKernelSessions(ConnectionSettings settings, NetworkPolicy network) {
        return PostgreSqlSessions.of(settings, network, PostgreSqlSessions.pins(Access.WRITE));
    }

    @Override
    public String quote(String name) {
        return PostgreSqlNames.quote(name);
    }

    @Override
    public NameLimit nameLimit() {
        return PostgreSqlNames.LIMIT;
    }

    @Override
    public FailureCode classify(SQLException e) {
        return PostgreSqlErrors.classify(e);
    }

    @Override
    public String reason(SQLException e) {
        return PostgreSqlErrors.reason(e);
    }

    @Override
    public Set<ValueTrouble> troubles(SQLException e) {
        return PostgreSqlErrors.troubles(e);
    }

    @Override
    public boolean isTransactionTooLong(SQLException e) {
        return PostgreSqlErrors.isTransactionTooLong(e);
    }

    @Override
    public boolean isFull(SQLException e) {
        return PostgreSqlErrors.isFull(e);
    }

    @Override
    public Encryption encryption(ConnectionSettings settings, Connection session) throws SQLException {
        return PostgreSqlProtocol.encryption(session);
    }

    @Override
    public ServerIdentity identity(Connection session) throws SQLException {
        return PostgreSqlProtocol.ofServer(this, session);
    }

    @Override
    public Optional<String> impostor(Connection session) throws SQLException {
        return PostgreSqlProtocol.impostor(session, false);
    }

    /// The cancel ends a statement that waits for a lock or builds an index, the closed socket ends the transaction.
    @Override
    public void interrupt(Connection session) {
        try {
            try {
                session.unwrap(PGConnection.class).cancelQuery();
            } finally {
                session.abort(Runnable::run);
            }
        } catch (SQLException e) {
            log.debug("The session was over already", e);
        }
    }

    @Override
    public SourceDialect source() {
        return source;
    }

    @Override
    public TargetDialect target() {
        return target;
    }
}
