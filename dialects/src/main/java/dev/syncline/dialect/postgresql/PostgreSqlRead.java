package dev.syncline.dialect.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.dialect.SourceDialect.RowSink;
import dev.syncline.dialect.postgresql.PostgreSqlCatalog.Blocks;
import dev.syncline.dialect.postgresql.PostgreSqlCatalog.Found;
import dev.syncline.dialect.read.IncrementalKey;
import dev.syncline.dialect.read.Indexed;
import dev.syncline.dialect.read.Pages;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.ReadTally;
import dev.syncline.dialect.read.ValueRules;
import dev.syncline.dialect.read.ValueRules.Touched;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// One reading of a table, inside a snapshot that somebody else begins and ends.
final class PostgreSqlRead implements Pages.Queries {

    private final Connection session;
    private final ReadPlan plan;
    private final boolean table;
    private final TableShape source;
    private final ValueRules rules;
    private final RowSink sink;
    private final @Nullable IncrementalKey key;
    private final List<Indexed> indexes;
    private final List<String> pageKey;
    private final Map<String, String> types;
    private final String select;
    private final CopyRow row;
    private final List<String> uncovered;
    private final ReadTally tally = new ReadTally();

    /// @param found the table as the catalogue has it
    /// @throws dev.syncline.contracts.failure.SyncException with `MISCONFIGURED` where the incremental key is not one
    PostgreSqlRead(Connection session, ReadPlan plan, Found found, ValueRules rules, RowSink sink) throws SQLException {
        this.session = session;
        this.plan = plan;
        this.table = found.kind().equals(RelationKind.TABLE) || found.kind().equals("p");
        this.source = new TableShape(PostgreSqlDialect.KIND, found.columns(), found.primaryKey());
        this.rules = rules;
        this.sink = sink;
        this.key = IncrementalKey.of(plan, source);
        this.indexes = key == null && plan.pageSize() == 0 ? List.of() : PostgreSqlCatalog.indexes(session, plan.table());
        this.uncovered = found.leadsElsewhere() ? PostgreSqlSnapshot.uncovered(session, plan.table()) : List.of();
        this.pageKey = plan.pageSize() == 0 || !uncovered.isEmpty() ? List.of() : Indexed.identifying(indexes);
        this.types = pageKey.isEmpty() ? Map.of() : PostgreSqlCatalog.types(session, plan.table());
        this.select = plan.format() == RowFormat.POSTGRESQL_BINARY
                ? PackedColumns.select(plan.table(), source)
                : PostgreSqlExpressions.selectForReading(plan.table(), source, rules);
        this.row = new CopyRow(plan.shape());
    }

    private PostgreSqlRead(PostgreSqlRead first, Connection session, RowSink sink) {
        this.session = session;
        this.plan = first.plan;
        this.table = first.table;
        this.source = first.source;
        this.rules = first.rules;
        this.sink = sink;
        this.key = first.key;
        this.indexes = first.indexes;
        this.uncovered = first.uncovered;
        this.pageKey = first.pageKey;
        this.types = first.types;
        this.select = first.select;
        this.row = new CopyRow(plan.shape());
    }

    /// The same by another session.
    PostgreSqlRead by(Connection other, RowSink rows) {
        return new PostgreSqlRead(this, other, rows);
    }

    ReadReport read() throws SQLException, IOException {
        adviseIndex();
        countNullKeys();
        if (!pageKey.isEmpty()) {
            List<String> columns = pageKey.stream().map(PostgreSqlNames::quote).toList();
            new Pages(plan.table(), columns, PostgreSqlComparisons.INSTANCE, plan.pageSize()).readAll(this);
            return tally.report();
        }
        if (!uncovered.isEmpty()) {
            tally.note(PostgreSqlSnapshot.caution(plan.table(), uncovered));
            rows(List.of());
            return tally.report();
        }
        Blocks blocks = plan.pageSize() == 0 ? null : PostgreSqlCatalog.blocks(session, plan.table());
        if (blocks != null) {
            readByPlace(blocks);
            return tally.report();
        }
        if (plan.pageSize() > 0) {
            tally.note("%s was read in one query and not in pages: it has neither a primary key nor a unique index of columns that are never null"
                    .formatted(plan.table()));
        }
        rows(List.of());
        return tally.report();
    }

    /// All rows of the snapshot lie in the blocks that the file has now. The last page has no end, for the sake of tables that inherit from this one.
    private void readByPlace(Blocks blocks) throws SQLException, IOException {
        long step = Math.max(1, plan.pageSize() / blocks.rowsPerBlock());
        for (long block = 0; block == 0 || block < blocks.count(); block += step) {
            List<String> conditions = new ArrayList<>();
            if (block > 0) {
                conditions.add("ctid >= '(%d,0)'::tid".formatted(block));
            }
            if (block + step < blocks.count()) {
                conditions.add("ctid < '(%d,0)'::tid".formatted(block + step));
            }
            rows(conditions);
        }
    }

    /// What is to be told of the reading so far.
    ReadTally tally() {
        return tally;
    }

    void adviseIndex() {
        if (key != null && table && indexes.stream().noneMatch(index -> index.beginsWith(plan.key()))) {
            tally.note("The source has no index that begins with the incremental key of %s, so all rows are looked through each time; run CREATE INDEX ON %s (%s)"
                    .formatted(
                            plan.table(),
                            PostgreSqlNames.quote(plan.table()),
                            key.columns().stream().map(PostgreSqlComparisons.INSTANCE::column).collect(Collectors.joining(", "))));
        }
    }

    private void countNullKeys() throws SQLException {
        if (key == null || plan.after().isEmpty() || key.nullable().isEmpty()) {
            return;
        }
        String anyNull = key.nullable().stream().map(column -> PostgreSqlNames.quote(column.name()) + " IS NULL").collect(Collectors.joining(" OR "));
        try (Statement statement = session.createStatement()) {
            statement.execute("SAVEPOINT before_counting");
            try (ResultSet result = statement.executeQuery("SELECT count(*)\nFROM %s\nWHERE %s".formatted(PostgreSqlNames.quote(plan.table()), anyNull))) {
                result.next();
                tally.nullKeys(result.getLong(1));
            } catch (SQLException e) {
                if (PostgreSqlErrors.classify(e) != FailureCode.TIMED_OUT) {
                    throw e;
                }
                statement.execute("ROLLBACK TO SAVEPOINT before_counting");
                tally.note("Rows of %s without a whole incremental key were not counted: it took longer than the source allows".formatted(plan.table()));
            }
        }
    }

    /// In ORDER BY a bare name would be the result's column, which is a text.
    @Override
    public @Nullable List<String> key(List<String> conditions, int n) throws SQLException {
        String name = PostgreSqlNames.quote(plan.table());
        String selected = pageKey.stream().map(column -> PostgreSqlNames.quote(column) + "::text").collect(Collectors.joining(", "));
        String order = pageKey.stream().map(column -> name + '.' + PostgreSqlNames.quote(column)).collect(Collectors.joining(", "));
        String sql = "SELECT %s\nFROM %s%s\nORDER BY %s\nLIMIT 1 OFFSET %d".formatted(selected, name, where(conditions), order, n - 1);
        try (Statement statement = session.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            if (!result.next()) {
                return null;
            }
            List<String> values = new ArrayList<>(pageKey.size());
            for (int i = 0; i < pageKey.size(); i++) {
                values.add(PostgreSqlComparisons.literal(result.getString(i + 1), String.valueOf(types.get(pageKey.get(i)))));
            }
            return values;
        }
    }

    @Override
    public long rows(List<String> conditions) throws SQLException, IOException {
        String where = where(conditions);
        countTouched(where);
        boolean packed = plan.format() == RowFormat.POSTGRESQL_BINARY;
        CopyOut copy = session.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY (%s%s) TO STDOUT%s".formatted(select, where, packed ? " (FORMAT binary)" : ""));
        try {
            return packed ? packedRows(copy) : textRows(copy);
        } catch (SQLException | IOException | RuntimeException | Error e) {
            cancel(copy, e);
            throw e;
        }
    }

    private long textRows(CopyOut copy) throws SQLException, IOException {
        long rows = 0;
        for (byte[] bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
            row.take(bytes);
            sink.row(bytes, 0, row.length(), row.escapes());
            rows++;
        }
        return rows;
    }

    private long packedRows(CopyOut copy) throws SQLException, IOException {
        PackedRows rows = new PackedRows(row.padded(), sink);
        for (byte[] bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
            rows.take(bytes);
        }
        return rows.end();
    }

    /// A session that the server has ended cannot be told, and why it has is in the first error.
    private static void cancel(CopyOut copy, Throwable cause) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void countTouched(String where) throws SQLException {
        List<Touched> touched = rules.touched(source);
        if (touched.isEmpty()) {
            return;
        }
        List<String> counts = new ArrayList<>();
        for (Touched one : touched) {
            String troubled = PostgreSqlRemedies.isTroubled(one.column(), one.answer().trouble(), PostgreSqlNames.quote(one.column().name()), rules.days());
            counts.add("count(*) FILTER (WHERE %s)".formatted(troubled));
        }
        String sql = "SELECT %s\nFROM %s%s".formatted(String.join(",\n       ", counts), PostgreSqlNames.quote(plan.table()), where);
        try (Statement statement = session.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            result.next();
            for (int i = 0; i < touched.size(); i++) {
                tally.touched(touched.get(i).column().name(), touched.get(i).answer().trouble(), result.getLong(i + 1));
            }
        }
    }

    private String where(List<String> conditions) {
        List<String> all = new ArrayList<>(conditions);
        if (key != null && !plan.after().isEmpty()) {
            all.add(key.condition(plan.after(), PostgreSqlComparisons.INSTANCE));
        }
        return all.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", all);
    }
}
