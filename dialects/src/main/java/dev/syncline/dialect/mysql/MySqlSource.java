package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
import dev.syncline.dialect.mysql.MySqlCatalog.FoundColumn;
import dev.syncline.dialect.read.Comparisons;
import dev.syncline.dialect.read.FurtherReaders;
import dev.syncline.dialect.read.Glance;
import dev.syncline.dialect.read.Glance.Suspicion;
import dev.syncline.dialect.read.Indexed;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.SourceFacts;
import dev.syncline.dialect.read.ValueRules;
import org.jspecify.annotations.Nullable;

/// MySQL as a source.
final class MySqlSource implements SourceDialect {

    private final MySqlDialect dialect;

    MySqlSource(MySqlDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public List<String> schemas(Connection session) throws SQLException {
        return MySqlCatalog.schemas(session);
    }

    @Override
    public List<TableSummary> tables(Connection session, String schema) throws SQLException {
        return MySqlCatalog.tables(session, schema);
    }

    @Override
    public boolean listsAll(Connection session, String schema) throws SQLException {
        return new MySqlPresence(dialect, session).ofUnlisted(new TableName(schema, "_syncline_no_such_table")).code() != FailureCode.PERMISSION_DENIED;
    }

    @Override
    public List<Listed> names(Connection session, String schema) throws SQLException {
        return MySqlCatalog.names(session, schema);
    }

    @Override
    public Grants grants(Grantee to, Collection<TableName> tables, Set<String> whole) {
        return MySqlGrants.source(to, tables, whole);
    }

    @Override
    public List<DiscoveredTable> discover(Connection session, List<TableName> tables) throws SQLException {
        Map<String, MySqlCatalog.Schema> schemas = new HashMap<>();
        for (Map.Entry<String, Set<String>> schema : MySqlCatalog.bySchema(tables).entrySet()) {
            schemas.put(schema.getKey(), MySqlCatalog.read(session, schema.getKey(), schema.getValue()));
        }
        List<DiscoveredTable> discovered = new ArrayList<>(tables.size());
        for (TableName table : tables) {
            discovered.add(discover(session, table, Objects.requireNonNull(schemas.get(table.schema()))));
        }
        return discovered;
    }

    private DiscoveredTable discover(Connection session, TableName table, MySqlCatalog.Schema schema) throws SQLException {
        List<FoundColumn> columns = schema.columns().get(table.table());
        TableSummary summary = schema.tables().get(table.table());
        MySqlPresence presence = new MySqlPresence(dialect, session);
        if (summary == null) {
            return failed(table, presence.ofUnlisted(table));
        }
        // Whether a view can be read is known only to who reads it; one that cannot may have no columns in the catalogue.
        if (columns == null || !summary.isTable() || schema.partlyGranted().contains(table.table())) {
            Failure failure = presence.ofListed(table);
            if (failure != null) {
                return failed(table, failure);
            }
        }
        if (columns == null) {
            return failed(
                    table,
                    FailureCode.PERMISSION_DENIED,
                    "The catalogue shows no column of table %s; grant SELECT on it to the connection's user, or run again if it was made just now".formatted(table));
        }
        for (FoundColumn found : columns) {
            if (!found.readable()) {
                return failed(
                        table,
                        FailureCode.PERMISSION_DENIED,
                        "Cannot read column \"%s\" of table %s; grant SELECT on the table to the connection's user"
                                .formatted(found.column().name(), table));
            }
            if (found.column().type() instanceof ColumnType.Undecided(String declaration)) {
                return failed(
                        table,
                        FailureCode.UNSUPPORTED_TYPE,
                        "Column \"%s\" of table %s has the type %s, which cannot be copied yet; leave the table out, or copy a view without the column"
                                .formatted(found.column().name(), table, declaration));
            }
        }
        List<Column> all = columns.stream().map(FoundColumn::column).toList();
        List<String> key = schema.primaryKeys().getOrDefault(table.table(), List.of());
        return new DiscoveredTable(
                table, new TableShape(MySqlDialect.KIND, all, key), summary.estimatedRows(), summary.estimatedBytes(), null);
    }

    private static DiscoveredTable failed(TableName table, FailureCode code, String message) {
        return failed(table, new Failure(code, message));
    }

    private static DiscoveredTable failed(TableName table, Failure failure) {
        return new DiscoveredTable(table, null, -1, -1, failure);
    }

    @Override
    public String select(TableName table, TableShape shape) {
        return MySqlExpressions.select(table, shape);
    }

    @Override
    public Glance glance(Connection session, TableName table, List<Suspicion> suspicions, Duration atMost) throws SQLException {
        return MySqlGlance.take(session, table, suspicions, atMost);
    }

    @Override
    public SourceFacts facts() {
        return new SourceFacts(false, true, true, true);
    }

    /// Here are the days of the common range, and none of a TIMESTAMP is out of any.
    @Override
    public List<ValueTrouble> troubles(ColumnType type, DayRange days) {
        return switch (type) {
            case ColumnType.Date _, ColumnType.Timestamp _ ->
                days.equals(DayRange.COMMON) ? List.of(ValueTrouble.ZERO_DATE) : List.of(ValueTrouble.DATE_OUT_OF_RANGE, ValueTrouble.ZERO_DATE);
            case ColumnType.Instant _ -> List.of(ValueTrouble.ZERO_DATE);
            case ColumnType.Text _ -> List.of(ValueTrouble.NUL_CHARACTER);
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _, ColumnType.Binary _,
                    ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _, ColumnType.Interval _, ColumnType.Json _, ColumnType.Uuid _,
                    ColumnType.Bits _, ColumnType.Geometry _, ColumnType.Undecided _ -> List.of();
        };
    }

    @Override
    public Comparisons comparisons() {
        return MySqlComparisons.INSTANCE;
    }

    @Override
    public ReadReport read(Connection session, ReadPlan plan, RowSink sink, FurtherReaders helpers) throws SQLException, IOException {
        TableName table = plan.table();
        ValueRules rules = new ValueRules(MySqlDialect.KIND, plan.policy().values(), plan.targetKinds());
        Set<String> uncovered = Set.of();
        try (MySqlStreams streams = MySqlStreams.begin(session, plan, helpers, () -> beginSnapshot(session, table))) {
            uncovered = MySqlSnapshot.uncovered(session, table);
            if (!uncovered.isEmpty()) {
                // Each statement sees InnoDB's rows as they are when it has the locks of the other engines' tables.
                session.commit();
                execute(session, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
                begin(session, table, "START TRANSACTION READ ONLY");
                uncovered = MySqlSnapshot.uncovered(session, table);
            }
            TableShape source = expectShape(session, plan, rules);
            ReadReport report = streams.read(source, rules, uncovered, sink);
            session.commit();
            session.setAutoCommit(true);
            return report;
        } catch (IOException | RuntimeException | Error e) {
            // Closing a result that streams would read all the rest of it.
            dialect.interrupt(session);
            throw e;
        } catch (SQLException e) {
            rollBack(session, e);
            if (dialect.classify(e) == FailureCode.TABLE_CHANGED) {
                throw changed(table, e);
            }
            if (dialect.classify(e) == FailureCode.TIMED_OUT && !uncovered.isEmpty()) {
                throw new SyncException(
                        FailureCode.TIMED_OUT,
                        "Cannot read table %s in the time that the source allows a query: %s; allow its user longer queries"
                                .formatted(table, MySqlSnapshot.caution(table, uncovered)),
                        e);
            }
            throw e;
        }
    }

    @Override
    public Set<TableName> withoutIndex(Connection session, Map<TableName, List<String>> columns) throws SQLException {
        Set<TableName> found = new HashSet<>();
        for (Map.Entry<String, Set<String>> schema : MySqlCatalog.bySchema(columns.keySet()).entrySet()) {
            Map<String, List<Indexed>> indexes = MySqlCatalog.indexes(session, schema.getKey(), schema.getValue());
            for (String table : MySqlCatalog.tablesAmong(session, schema.getKey(), schema.getValue())) {
                TableName name = new TableName(schema.getKey(), table);
                if (columns.containsKey(name) && indexes.getOrDefault(table, List.of()).stream().noneMatch(index -> index.beginsWith(columns.get(name)))) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    @Override
    public Map<TableName, String> cautions(Connection session, List<TableName> tables) throws SQLException {
        Map<TableName, String> cautions = new HashMap<>();
        MySqlSnapshot.uncovered(session, tables).forEach((table, engines) -> cautions.put(table, MySqlSnapshot.caution(table, engines)));
        return cautions;
    }

    private void beginSnapshot(Connection session, TableName table) throws SQLException {
        session.setAutoCommit(false);
        begin(session, table, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    /// From here to the end of the transaction a metadata lock keeps the table as it is; an earlier change is error 1412 or another shape.
    private void begin(Connection session, TableName table, String transaction) throws SQLException {
        execute(session, transaction);
        expectReadable(session, table);
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    /// In the midst of a run an error is the server's word, except where it would say the wrong thing of a view.
    private void expectReadable(Connection session, TableName table) throws SQLException {
        try {
            MySqlPresence.touch(session, table);
        } catch (SQLException e) {
            if (MySqlPresence.isOfView(e)) {
                Failure failure = new MySqlPresence(dialect, session).unreadable(table, e);
                rollBack(session, e);
                throw new SyncException(failure.code(), failure.message(), e);
            }
            throw e;
        }
    }

    /// The columns only: another primary key does not change what is read.
    ///
    /// @return the table as the catalogue has it
    private static TableShape expectShape(Connection session, ReadPlan plan, ValueRules rules) throws SQLException {
        TableName table = plan.table();
        List<FoundColumn> now =
                MySqlCatalog.columns(session, table.schema(), List.of(table.table())).getOrDefault(table.table(), List.of());
        TableShape source = new TableShape(MySqlDialect.KIND, now.stream().map(FoundColumn::column).toList(), plan.shape().primaryKey());
        if (!plan.shape().columns().equals(rules.applyTo(source).columns())) {
            throw changed(table, null);
        }
        return source;
    }

    private static SyncException changed(TableName table, @Nullable SQLException cause) {
        return new SyncException(
                FailureCode.TABLE_CHANGED, "Table %s was altered while it was to be read; it is read again with its new columns".formatted(table), cause);
    }

    /// Not possible while a result streams, as where another session that reads the same table has failed.
    private void rollBack(Connection session, SQLException cause) {
        try {
            session.rollback();
            session.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            dialect.interrupt(session);
        }
    }
}
