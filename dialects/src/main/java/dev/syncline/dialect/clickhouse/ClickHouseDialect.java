package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.DayRange;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Encryption;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.ServerIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// ClickHouse from 24.8 on, over HTTP; measured on 26.7.
public final class ClickHouseDialect implements Dialect {

    private static final Logger log = LoggerFactory.getLogger(ClickHouseDialect.class);

    static final DatabaseKind KIND = new DatabaseKind("clickhouse");

    private static final Descriptor DESCRIPTOR = new Descriptor(
            KIND,
            "ClickHouse",
            8123,
            "database",
            false,
            false,
            List.of(new ConnectionOption(
                    "tls",
                    List.of("disable", "verify-identity"),
                    "Whether the connection is encrypted (usually port 8443), and the server has to prove its name",
                    "Encryption"),
            ServerIdentity.OPTION),
            Set.of(ValueTrouble.NUL_CHARACTER),
            new DayRange("1900-01-01", "2299-12-31"),
            ClickHouseProperties.ALL);

    private final ClickHouseTarget target = new ClickHouseTarget(this);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public DataSource dataSource(ConnectionSettings settings, NetworkPolicy network, Access access) {
        return ClickHouseSessions.of(settings, network);
    }

    /// There is no way between: over HTTP nothing is encrypted, over HTTPS everything.
    @Override
    public Encryption encryption(ConnectionSettings settings, Connection session) {
        return ClickHouseSessions.isEncrypted(settings) ? Encryption.ENCRYPTED : Encryption.PLAIN;
    }

    @Override
    public String quote(String name) {
        return ClickHouseNames.quote(name);
    }

    @Override
    public NameLimit nameLimit() {
        return ClickHouseNames.LIMIT;
    }

    @Override
    public FailureCode classify(SQLException e) {
        return ClickHouseErrors.classify(e);
    }

    @Override
    public String reason(SQLException e) {
        return ClickHouseErrors.reason(e);
    }

    @Override
    public Set<ValueTrouble> troubles(SQLException e) {
        return ClickHouseErrors.troubles(e);
    }

    @Override
    public boolean isFull(SQLException e) {
        return ClickHouseErrors.isFull(e);
    }

    /// Each server makes its id when it first starts (Reference, "serverUUID"); anybody may ask.
    @Override
    public ServerIdentity identity(Connection session) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery("SELECT toString(serverUUID())")) {
            return rows.next() ? ServerIdentity.of("clickhouse:" + rows.getString(1)) : ServerIdentity.unknown("the server does not say who it is");
        } catch (SQLException e) {
            return ServerIdentity.refused(this, e);
        }
    }

    /// A closed connection alone would leave the statement to its end.
    @Override
    public void interrupt(Connection session) {
        try {
            try {
                session.unwrap(ClickHouseHttp.class).interrupt();
            } finally {
                session.abort(Runnable::run);
            }
        } catch (SQLException e) {
            log.debug("The session was over already", e);
        }
    }

    @Override
    public TargetDialect target() {
        return target;
    }
}
