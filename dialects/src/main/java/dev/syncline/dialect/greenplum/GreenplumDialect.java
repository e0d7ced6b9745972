package dev.syncline.dialect.greenplum;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import javax.sql.DataSource;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Encryption;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.PostgreSqlProtocol;
import dev.syncline.dialect.connect.ServerIdentity;
import dev.syncline.dialect.load.WorkerAddress;
import dev.syncline.dialect.postgresql.PostgreSqlDialect;
import dev.syncline.dialect.read.PageSize;
import dev.syncline.dialect.read.ParallelTables;
import dev.syncline.dialect.read.TableStreams;

/// Greenplum 6, a PostgreSQL 9.4 on many segments, and 7, a PostgreSQL 12; reached through the coordinator.
public final class GreenplumDialect implements Dialect {

    static final DatabaseKind KIND = new DatabaseKind("greenplum");

    private final PostgreSqlDialect shared = new PostgreSqlDialect();
    private final Descriptor descriptor = new Descriptor(
            KIND,
            "Greenplum",
            5432,
            "schema",
            true,
            false,
            // It is read by nobody, and written by one session per table.
            shared.descriptor().options().stream().filter(option -> !Set.of(PageSize.OPTION, ParallelTables.OPTION, TableStreams.OPTION).contains(option)).toList(),
            Set.of(ValueTrouble.DATE_OUT_OF_RANGE, ValueTrouble.NOT_A_NUMBER),
            null,
            GreenplumProperties.ALL);
    private final TargetDialect target;

    public GreenplumDialect() {
        this(new GreenplumFlavour(), GreenplumFlavour::new);
    }

    /// For tests, whose flavour leaves out what PostgreSQL cannot parse.
    ///
    /// @param reachableAt the same for a worker from whom segments fetch rows
    GreenplumDialect(GreenplumFlavour variant, Function<WorkerAddress, GreenplumFlavour> reachableAt) {
        this.target = new GreenplumTarget(
                PostgreSqlDialect.target(this, variant), worker -> PostgreSqlDialect.target(this, reachableAt.apply(worker)));
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public DataSource dataSource(ConnectionSettings settings, NetworkPolicy network, Access access) {
        return PostgreSqlDialect.oldKernelSessions(settings, network);
    }

    @Override
    public String quote(String name) {
        return shared.quote(name);
    }

    @Override
    public NameLimit nameLimit() {
        return shared.nameLimit();
    }

    /// Greenplum says with the states of wrong types and tables that keys, distribution and partitions do not go together, and with one of its own that
    /// segments cannot be reached.
    @Override
    public FailureCode classify(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case "42P16", "42809" -> FailureCode.MISCONFIGURED;
            case "58M01" -> FailureCode.CONNECTION_LOST;
            default -> shared.classify(e);
        };
    }

    @Override
    public String reason(SQLException e) {
        return shared.reason(e);
    }

    @Override
    public Set<ValueTrouble> troubles(SQLException e) {
        return shared.troubles(e);
    }

    @Override
    public boolean isFull(SQLException e) {
        return shared.isFull(e);
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
        return PostgreSqlProtocol.impostor(session, true);
    }

    @Override
    public void interrupt(Connection session) {
        shared.interrupt(session);
    }

    @Override
    public TargetDialect target() {
        return target;
    }
}
