package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.ReadPlan;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.ValueRules;
import dev.syncline.dialect.mysql.MySqlCatalog.FoundColumn;
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
    public List<Listed> names(Connection session, String schema) throws SQLException {
        return MySqlCatalog.names(session, schema);
    }

    @Override
    public List<DiscoveredTable> discover(Connection session, List<TableName> tables) throws SQLException {
        Map<String, Set<String>> bySchema = new HashMap<>();
        for (TableName table : tables) {
            bySchema.computeIfAbsent(table.schema(), _ -> new LinkedHashSet<>()).add(table.table());
        }
        Map<String, MySqlCatalog.Schema> schemas = new HashMap<>();
        for (Map.Entry<String, Set<String>> schema : bySchema.entrySet()) {
            schemas.put(schema.getKey(), MySqlCatalog.read(session, schema.getKey(), schema.getValue()));
        }
        List<DiscoveredTable> discovered = new ArrayList<>(tables.size());
        for (TableName table : tables) {
            discovered.add(discover(session, table, schemas.get(table.schema())));
        }
        return discovered;
    }

    private DiscoveredTable discover(Connection session, TableName table, MySqlCatalog.Schema schema) throws SQLException {
        List<FoundColumn> columns = schema.columns().get(table.table());
        TableSummary summary = schema.tables().get(table.table());
        if (columns == null || summary == null) {
            return failed(
                    table,
                    FailureCode.NOT_FOUND,
                    "Table %s is not there, or the connection's user may not see it; check the name, or grant SELECT on it".formatted(table));
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
        if (schema.partlyGranted().contains(table.table())) {
            try {
                touch(session, table);
            } catch (SQLException e) {
                return failed(table, dialect.classify(e), String.valueOf(dialect.failure("read all of table " + table, e).getMessage()));
            }
        }
        List<Column> all = columns.stream().map(FoundColumn::column).toList();
        List<String> key = schema.primaryKeys().getOrDefault(table.table(), List.of());
        return new DiscoveredTable(
                table, new TableShape(MySqlDialect.KIND, all, key), summary.estimatedRows(), summary.estimatedBytes(), null);
    }

    private static DiscoveredTable failed(TableName table, FailureCode code, String message) {
        return new DiscoveredTable(table, null, -1, -1, new Failure(code, message));
    }

    @Override
    public String select(TableName table, TableShape shape) {
        return MySqlExpressions.select(table, shape);
    }

    @Override
    public ReadReport read(Connection session, ReadPlan plan, RowSink sink) throws SQLException, IOException {
        TableName table = plan.table();
        ValueRules rules = new ValueRules(MySqlDialect.KIND, plan.policy().values(), plan.targetKinds());
        session.setAutoCommit(false);
        try {
            try (Statement statement = session.createStatement()) {
                statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            }
            // From here to the end of the transaction a metadata lock keeps the table as it is; an earlier change is error 1412 or another shape.
            touch(session, table);
            TableShape source = expectShape(session, plan, rules);
            ReadReport report = new MySqlRead(session, plan, source, rules, sink).read();
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
            throw e;
        }
    }

    /// Needs the right to read every column, takes the metadata lock, and reads nothing.
    private static void touch(Connection session, TableName table) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.executeQuery("SELECT * FROM %s LIMIT 0".formatted(MySqlNames.quote(table))).close();
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

    private static void rollBack(Connection session, SQLException cause) {
        try {
            session.rollback();
            session.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
