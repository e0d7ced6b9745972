package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Encryption;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.MySqlProtocol;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.ServerIdentity;
import dev.syncline.dialect.read.PageSize;
import dev.syncline.dialect.read.ParallelTables;
import dev.syncline.dialect.read.TableStreams;

/// MySQL from 8.0.17 on.
public final class MySqlDialect implements Dialect {

    /// The kind of the shapes read here.
    static final DatabaseKind KIND = new DatabaseKind("mysql");

    private static final Descriptor DESCRIPTOR = new Descriptor(
            KIND,
            "MySQL",
            3306,
            "database",
            false,
            true,
            List.of(new ConnectionOption(
                    "tls",
                    List.of("prefer", "disable", "require", "verify-identity"),
                    "Whether the connection is encrypted, and whether the server has to prove its name",
                    "Encryption"),
            ServerIdentity.OPTION, PageSize.OPTION, ParallelTables.OPTION, TableStreams.OPTION),
            Set.of(ValueTrouble.ZERO_DATE, ValueTrouble.NUL_CHARACTER),
            null,
            List.of());

    private final MySqlSource source = new MySqlSource(this);
    private final MySqlTarget target = new MySqlTarget(this);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public DataSource dataSource(ConnectionSettings settings, NetworkPolicy network, Access access) {
        return MySqlSessions.of(settings, network, access);
    }

    @Override
    public String quote(String name) {
        return MySqlNames.quote(name);
    }

    @Override
    public NameLimit nameLimit() {
        return MySqlNames.LIMIT;
    }

    @Override
    public FailureCode classify(SQLException e) {
        return MySqlErrors.classify(e);
    }

    @Override
    public String reason(SQLException e) {
        return MySqlErrors.reason(e);
    }

    @Override
    public Set<ValueTrouble> troubles(SQLException e) {
        return MySqlErrors.troubles(e);
    }

    @Override
    public boolean isFull(SQLException e) {
        return MySqlErrors.isFull(e);
    }

    /// In an open session nobody logs in: "access denied" is what others than administrators are told of a definer who is not there any more (measured on
    /// 8.0.33).
    @Override
    public SyncException failure(String attempted, SQLException e) {
        return e.getErrorCode() == MySqlPresence.ACCESS_DENIED || e.getErrorCode() == MySqlErrors.NO_SUCH_DEFINER
                ? new SyncException(
                        FailureCode.MISCONFIGURED,
                        "Cannot %s: the user who defined a view, function or trigger of it is not there any more, or may not use what it uses; create it anew"
                                .formatted(attempted),
                        e)
                : Dialect.super.failure(attempted, e);
    }

    /// Of the session, by what the server says (Reference Manual 8.0, 5.1.10 "Server Status Variables"): a proxy between may still read what it passes on.
    @Override
    public Encryption encryption(ConnectionSettings settings, Connection session) throws SQLException {
        try (Statement query = session.createStatement(); ResultSet row = query.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_cipher'")) {
            if (!row.next()) {
                return Encryption.UNKNOWN;
            }
            String cipher = row.getString(2);
            return cipher == null || cipher.isEmpty() ? Encryption.PLAIN : Encryption.ENCRYPTED;
        }
    }

    @Override
    public ServerIdentity identity(Connection session) throws SQLException {
        return MySqlProtocol.ofServer(this, session);
    }

    @Override
    public Optional<String> impostor(Connection session) throws SQLException {
        return MySqlProtocol.impostor(session, "mysql");
    }

    @Override
    public Grantee grantee(ConnectionSettings settings, Connection session) throws SQLException {
        return MySqlGrants.grantee(settings, session);
    }

    @Override
    public void interrupt(Connection session) {
        MySqlInterrupt.end(session);
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
