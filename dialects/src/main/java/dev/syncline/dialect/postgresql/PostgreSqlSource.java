package dev.syncline.dialect.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.DayRange;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.postgresql.PostgreSqlCatalog.Found;
import dev.syncline.dialect.read.Comparisons;
import dev.syncline.dialect.read.FurtherReaders;
import dev.syncline.dialect.read.Glance;
import dev.syncline.dialect.read.Glance.Suspicion;
import dev.syncline.dialect.read.Indexed;
import dev.syncline.dialect.read.Packing;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.SourceFacts;
import dev.syncline.dialect.read.ValueRules;
import org.jspecify.annotations.Nullable;

/// PostgreSQL as a source.
final class PostgreSqlSource implements SourceDialect {

    private final PostgreSqlDialect dialect;

    PostgreSqlSource(PostgreSqlDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public List<String> schemas(Connection session) throws SQLException {
        return PostgreSqlCatalog.schemas(session);
    }

    @Override
    public List<TableSummary> tables(Connection session, String schema) throws SQLException {
        return PostgreSqlCatalog.tables(session, schema);
    }

    @Override
    public List<Listed> names(Connection session, String schema) throws SQLException {
        return PostgreSqlCatalog.names(session, schema);
    }

    @Override
    public Grants grants(Grantee to, Collection<TableName> tables, Set<String> whole) {
        return PostgreSqlGrants.source(to, tables, whole);
    }

    @Override
    public List<DiscoveredTable> discover(Connection session, List<TableName> tables) throws SQLException {
        Map<TableName, Found> found = PostgreSqlCatalog.find(session, tables);
        List<DiscoveredTable> discovered = new ArrayList<>(tables.size());
        for (TableName table : tables) {
            discovered.add(discover(table, found.get(table)));
        }
        return discovered;
    }

    private static DiscoveredTable discover(TableName table, @Nullable Found found) {
        if (found == null) {
            return failed(table, FailureCode.NOT_FOUND, "Table %s is not there; check the name, or that it has not been dropped".formatted(table));
        }
        if (!found.readable()) {
            return failed(
                    table,
                    FailureCode.PERMISSION_DENIED,
                    "Cannot read all of table %s; grant USAGE on its schema and SELECT on it to the connection's user".formatted(table));
        }
        if (found.hidesRows()) {
            return failed(
                    table,
                    FailureCode.PERMISSION_DENIED,
                    "Row-level security of table %s would hide rows from the connection's user; use a user with BYPASSRLS".formatted(table));
        }
        if (!found.filled()) {
            return failed(
                    table,
                    FailureCode.MISCONFIGURED,
                    "Materialized view %s has never been filled; run REFRESH MATERIALIZED VIEW %s, or leave it out".formatted(table, PostgreSqlNames.quote(table)));
        }
        for (Column column : found.columns()) {
            if (column.type() instanceof ColumnType.Undecided(String declaration)) {
                return failed(
                        table,
                        FailureCode.UNSUPPORTED_TYPE,
                        "Column \"%s\" of table %s has the type %s, which cannot be copied yet; leave the table out, or copy a view without the column"
                                .formatted(column.name(), table, declaration));
            }
        }
        if (found.columns().isEmpty()) {
            return failed(table, FailureCode.UNSUPPORTED_TYPE, "Table %s has no columns; leave it out".formatted(table));
        }
        TableShape shape = new TableShape(PostgreSqlDialect.KIND, found.columns(), found.primaryKey());
        return new DiscoveredTable(table, shape, found.estimatedRows(), found.estimatedBytes(), null);
    }

    private static DiscoveredTable failed(TableName table, FailureCode code, String message) {
        return new DiscoveredTable(table, null, -1, -1, new Failure(code, message));
    }

    @Override
    public Set<TableName> withoutIndex(Connection session, Map<TableName, List<String>> columns) throws SQLException {
        Map<TableName, List<Indexed>> indexes = PostgreSqlCatalog.indexes(session, columns.keySet());
        Set<TableName> found = PostgreSqlCatalog.tablesAmong(session, columns.keySet());
        found.removeIf(table -> indexes.getOrDefault(table, List.of()).stream().anyMatch(index -> index.beginsWith(columns.getOrDefault(table, List.of()))));
        return found;
    }

    @Override
    public Map<TableName, String> cautions(Connection session, List<TableName> tables) throws SQLException {
        Map<TableName, String> cautions = new HashMap<>();
        List<TableName> leading = PostgreSqlSnapshot.leadingElsewhere(session, tables);
        PostgreSqlSnapshot.uncovered(session, leading).forEach((table, uncovered) -> cautions.put(table, PostgreSqlSnapshot.caution(table, uncovered)));
        return cautions;
    }

    @Override
    public String select(TableName table, TableShape shape) {
        return PostgreSqlExpressions.select(table, shape);
    }

    @Override
    public Glance glance(Connection session, TableName table, List<Suspicion> suspicions, Duration atMost) throws SQLException {
        return PostgreSqlGlance.take(session, table, suspicions, atMost);
    }

    @Override
    public SourceFacts facts() {
        return new SourceFacts(true, false, false, false);
    }

    @Override
    public List<ValueTrouble> troubles(ColumnType type, DayRange days) {
        return switch (type) {
            case ColumnType.Date _, ColumnType.Timestamp _, ColumnType.Instant _ -> List.of(ValueTrouble.DATE_OUT_OF_RANGE);
            case ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _ -> List.of(ValueTrouble.NOT_A_NUMBER);
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Text _, ColumnType.Binary _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _,
                    ColumnType.Duration _, ColumnType.Interval _, ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _, ColumnType.Geometry _,
                    ColumnType.Undecided _ -> List.of();
        };
    }

    @Override
    public Comparisons comparisons() {
        return PostgreSqlComparisons.INSTANCE;
    }

    @Override
    public Packing packing(Connection session, ReadPlan plan) throws SQLException {
        return PackedColumns.packing(session, plan);
    }

    @Override
    public ReadReport read(Connection session, ReadPlan plan, RowSink sink, FurtherReaders helpers) throws SQLException, IOException {
        ValueRules rules = new ValueRules(PostgreSqlDialect.KIND, plan.policy().values(), plan.targetKinds());
        TransactionLimit limit = TransactionLimit.of(session);
        session.setAutoCommit(false);
        try {
            lock(session, plan.table());
            Found found = expectShape(session, plan, rules);
            ReadReport report = new PostgreSqlStreams(session, plan, found, rules).read(sink, helpers);
            session.commit();
            session.setAutoCommit(true);
            return report;
        } catch (SQLException e) {
            rollBack(session, e);
            throw PostgreSqlErrors.BAD_CHARACTER.equals(e.getSQLState()) ? new BadCharacters(session, plan).named(e) : limit.explained(e);
        } catch (IOException | RuntimeException | Error e) {
            rollBack(session, e);
            throw e;
        }
    }

    /// A snapshot that is older than a rewrite of the table sees it empty, without an error (measured on 15.18). So the lock comes first: LOCK
    /// takes no snapshot, the first query after it does.
    private static void lock(Connection session, TableName table) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SAVEPOINT before_lock");
            try {
                statement.execute("LOCK TABLE %s IN ACCESS SHARE MODE".formatted(PostgreSqlNames.quote(table)));
            } catch (SQLException e) {
                // Materialized views and foreign tables cannot be locked; whether a view was refreshed meanwhile is seen by its file.
                if (!"42809".equals(e.getSQLState())) {
                    throw e;
                }
                statement.execute("ROLLBACK TO SAVEPOINT before_lock");
            }
        }
    }

    /// The columns only: another primary key does not change what is read.
    private static Found expectShape(Connection session, ReadPlan plan, ValueRules rules) throws SQLException {
        TableName table = plan.table();
        Found found = PostgreSqlCatalog.find(session, List.of(table)).get(table);
        DiscoveredTable now = discover(table, found);
        if (now.failure() != null) {
            throw new SyncException(now.failure().code(), now.failure().message());
        }
        Objects.requireNonNull(found);
        if (!plan.shape().columns().equals(rules.applyTo(Objects.requireNonNull(now.shape())).columns()) || found.rewritten()) {
            throw new SyncException(
                    FailureCode.TABLE_CHANGED,
                    "Table %s was altered while it was to be read; it is read again with its new columns".formatted(table));
        }
        return found;
    }

    private void rollBack(Connection session, Throwable cause) {
        try {
            session.rollback();
            session.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            dialect.interrupt(session);
        }
    }
}
