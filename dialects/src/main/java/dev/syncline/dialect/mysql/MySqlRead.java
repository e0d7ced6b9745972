package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.dialect.SourceDialect.RowSink;
import dev.syncline.dialect.read.IncrementalKey;
import dev.syncline.dialect.read.Indexed;
import dev.syncline.dialect.read.Pages;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.ReadTally;
import dev.syncline.dialect.read.ValueRules;
import dev.syncline.dialect.read.ValueRules.Touched;
import org.jspecify.annotations.Nullable;

/// One reading of a table, inside a snapshot that somebody else begins and ends.
final class MySqlRead implements Pages.Queries {

    private static final Set<String> FOUND_BY_INDEX = Set.of("range", "ref", "eq_ref", "const");

    private final Connection session;
    private final ReadPlan plan;
    private final TableShape source;
    private final ValueRules rules;
    private final RowSink sink;
    private final @Nullable IncrementalKey key;
    private final List<Indexed> indexes;
    private final List<Column> pageKey;
    private final String select;
    private final RowEncoder encoder;
    private final Set<String> uncovered;
    private final ReadTally tally = new ReadTally();

    /// @param source the table as the catalogue has it
    /// @param uncovered engines that keep rows of the table and have no snapshot
    /// @throws dev.syncline.contracts.failure.SyncException with `MISCONFIGURED` where the incremental key is not one
    MySqlRead(Connection session, ReadPlan plan, TableShape source, ValueRules rules, Set<String> uncovered, RowSink sink) throws SQLException {
        this.session = session;
        this.plan = plan;
        this.source = source;
        this.rules = rules;
        this.uncovered = uncovered;
        this.sink = sink;
        this.key = IncrementalKey.of(plan, source);
        this.indexes = key == null && plan.pageSize() == 0 ? List.of() : MySqlCatalog.indexes(session, plan.table());
        this.pageKey = plan.pageSize() == 0 || !uncovered.isEmpty() ? List.of() : columns(Indexed.identifying(indexes));
        this.select = MySqlExpressions.selectForReading(plan.table(), source, rules);
        this.encoder = new RowEncoder(plan.shape());
    }

    private MySqlRead(MySqlRead first, Connection session, RowSink sink, List<Column> pageKey) {
        this.session = session;
        this.plan = first.plan;
        this.source = first.source;
        this.rules = first.rules;
        this.uncovered = first.uncovered;
        this.sink = sink;
        this.key = first.key;
        this.indexes = first.indexes;
        this.pageKey = pageKey;
        this.select = first.select;
        this.encoder = new RowEncoder(plan.shape());
    }

    /// The same by another session.
    MySqlRead by(Connection other, RowSink rows) {
        return new MySqlRead(this, other, rows, pageKey);
    }

    /// The same along a key.
    MySqlRead along(List<String> key) {
        return new MySqlRead(this, session, sink, columns(key));
    }

    private List<Column> columns(List<String> key) {
        return key.stream().map(name -> source.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow()).toList();
    }

    /// Whether the server goes to the rows of a page along the key, and does not look through others for them.
    boolean findsPages(int rows) throws SQLException {
        List<String> columns = pageKeyNames();
        List<String> first = key(List.of(), rows);
        List<String> behind = first == null ? List.of() : List.of(MySqlComparisons.INSTANCE.greater(columns, first));
        List<String> second = first == null ? null : key(behind, rows);
        if (second == null) {
            return false;
        }
        String page = where(List.of(behind.getFirst(), MySqlComparisons.INSTANCE.atMost(columns, second)));
        try (Statement statement = session.createStatement(); ResultSet step = statement.executeQuery("EXPLAIN " + select + page)) {
            return step.next() && FOUND_BY_INDEX.contains(String.valueOf(step.getString("type")));
        }
    }

    private List<String> pageKeyNames() {
        return pageKey.stream().map(column -> MySqlNames.quote(column.name())).toList();
    }

    ReadReport read() throws SQLException, IOException {
        adviseIndex();
        countNullKeys();
        if (!pageKey.isEmpty()) {
            pages(plan.pageSize()).readAll(this);
        } else {
            if (!uncovered.isEmpty()) {
                tally.note(MySqlSnapshot.caution(plan.table(), uncovered));
            } else if (plan.pageSize() > 0) {
                tally.note("Table %s was read in one query and not in pages: it has neither a primary key nor a unique index of columns that are never null"
                        .formatted(plan.table()));
            }
            rows(List.of());
        }
        return tally.report();
    }

    /// Pages along the key, which are shared by all who read the table at once.
    Pages pages(int rows) {
        return new Pages(plan.table(), pageKeyNames(), MySqlComparisons.INSTANCE, rows);
    }

    /// What is to be told of the reading so far.
    ReadTally tally() {
        return tally;
    }

    void adviseIndex() throws SQLException {
        // An index does not help to compare texts byte by byte.
        if (key == null || key.columns().stream().anyMatch(column -> column.type() instanceof ColumnType.Text)) {
            return;
        }
        boolean indexed = indexes.stream().anyMatch(index -> index.beginsWith(plan.key()));
        if (!indexed && MySqlCatalog.isTable(session, plan.table())) {
            tally.note("The source has no index that begins with the incremental key of %s, so all rows are looked through each time; run CREATE INDEX %s ON %s (%s)"
                    .formatted(
                            plan.table(),
                            MySqlNames.quote("incremental_key"),
                            MySqlNames.quote(plan.table()),
                            plan.key().stream().map(MySqlNames::quote).collect(Collectors.joining(", "))));
        }
    }

    private void countNullKeys() throws SQLException {
        if (key == null || plan.after().isEmpty() || key.nullable().isEmpty()) {
            return;
        }
        String anyNull = key.nullable().stream().map(column -> MySqlNames.quote(column.name()) + " IS NULL").collect(Collectors.joining(" OR "));
        String sql = "SELECT COUNT(*)\nFROM %s\nWHERE %s".formatted(MySqlNames.quote(plan.table()), anyNull);
        try (Statement statement = session.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            result.next();
            tally.nullKeys(result.getLong(1));
        } catch (SQLException e) {
            if (MySqlErrors.classify(e) != FailureCode.TIMED_OUT) {
                throw e;
            }
            tally.note("Rows of %s without a whole incremental key were not counted: it took longer than the source allows".formatted(plan.table()));
        }
    }

    @Override
    public @Nullable List<String> key(List<String> conditions, int n) throws SQLException {
        String selected = pageKey.stream().map(MySqlComparisons::selected).collect(Collectors.joining(", "));
        String table = MySqlNames.quote(plan.table());
        String order = pageKey.stream().map(column -> table + '.' + MySqlNames.quote(column.name())).collect(Collectors.joining(", "));
        String sql = "SELECT %s\nFROM %s%s\nORDER BY %s\nLIMIT 1 OFFSET %d".formatted(selected, table, where(conditions), order, n - 1);
        try (Statement statement = session.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            if (!result.next()) {
                return null;
            }
            List<String> values = new ArrayList<>(pageKey.size());
            for (int i = 0; i < pageKey.size(); i++) {
                values.add(MySqlComparisons.ownLiteral(pageKey.get(i), result.getBytes(i + 1)));
            }
            return values;
        }
    }

    @Override
    public long rows(List<String> conditions) throws SQLException, IOException {
        String where = where(conditions);
        countTouched(where);
        Statement statement = session.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        // The driver's sign for: one row at a time, in text, as the server sends it.
        statement.setFetchSize(Integer.MIN_VALUE);
        ResultSet result = statement.executeQuery(select + where);
        long rows = 0;
        SentRows sent = SentRows.of(result);
        while (sent.encode(encoder)) {
            // MySQL's own escapes are never rare: control characters travel raw.
            sink.row(encoder.row(), 0, encoder.length(), 0);
            rows++;
        }
        result.close();
        statement.close();
        return rows;
    }

    private void countTouched(String where) throws SQLException {
        List<Touched> touched = rules.touched(source);
        if (touched.isEmpty()) {
            return;
        }
        List<String> sums = new ArrayList<>();
        for (Touched one : touched) {
            sums.add("SUM(%s)".formatted(
                    MySqlRemedies.isTroubled(one.column(), one.answer().trouble(), MySqlNames.quote(one.column().name()), rules.days())));
        }
        String sql = "SELECT %s\nFROM %s%s".formatted(String.join(",\n       ", sums), MySqlNames.quote(plan.table()), where);
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
            all.add(key.condition(plan.after(), MySqlComparisons.INSTANCE));
        }
        return all.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", all);
    }
}
