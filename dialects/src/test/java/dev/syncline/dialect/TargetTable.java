package dev.syncline.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.LoadHarness.Batch;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.TableLoad;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;


/// A target table of its own for each test, and what the policies' tests have in common.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TargetTable {

    protected static final DatabaseKind ELSEWHERE = new DatabaseKind("elsewhere");
    protected static final Column ID = column("id", new ColumnType.Int(64, false), false);
    protected static final Column SEEN = column("seen", new ColumnType.Int(32, false), true);
    protected static final Column NAME = column("name", new ColumnType.Text(40, false), true);
    protected static final TableShape SHAPE = shape(List.of("id"), ID, SEEN, NAME);

    private TestDatabase end;
    private TableName table;
    private int tables;

    protected abstract TestDatabase open() throws SQLException;

    @BeforeAll
    void openEnd() throws SQLException {
        end = open();
    }

    @AfterAll
    void closeEnd() throws SQLException {
        end.close();
    }

    @BeforeEach
    protected void nextTable() {
        table = new TableName(end.schema(), "policy_" + ++tables);
    }

    protected TestDatabase end() {
        return end;
    }

    protected TableName table() {
        return table;
    }

    protected void use(TableName another) {
        table = another;
    }

    protected boolean isMySql() {
        return end.dialect().kind().id().equals("mysql");
    }

    protected static Column column(String name, ColumnType type, boolean nullable) {
        return new Column(name, type, nullable, null);
    }

    protected static TableShape shape(List<String> key, Column... columns) {
        return new TableShape(ELSEWHERE, List.of(columns), key);
    }

    protected static LoadRules create(List<String> key, boolean deduplicate) {
        return new LoadRules(new LoadMode.Create(false), key, deduplicate, null);
    }

    protected static LoadRules clear() {
        return new LoadRules(new LoadMode.Clear(), List.of(), false, null);
    }

    protected static LoadRules mergeAfter(@Nullable String... after) {
        Bound bound = after.length == 0 ? null : new Bound(Arrays.asList(after));
        return new LoadRules(new LoadMode.Merge(bound), List.of("seen"), true, null);
    }

    protected static Batch text(String rows) {
        return new Batch(rows.getBytes(StandardCharsets.UTF_8), rows.chars().filter(c -> c == '\n').count(), 0);
    }

    protected LoadReport load(TableShape shape, LoadRules rules, String rows) throws SQLException {
        return load(LoadHarness.plan(UUID.randomUUID(), 1, table, shape, rules), text(rows));
    }

    protected LoadReport load(LoadPlan plan, Batch... rows) throws SQLException {
        try (Connection session = end.session(Access.WRITE)) {
            return LoadHarness.load(end, session, plan, List.of(rows));
        }
    }

    protected TableLoad open(Connection session, UUID id, long fence, LoadRules rules) {
        return end.dialect().target().load(session, LoadHarness.plan(id, fence, table, SHAPE, rules));
    }

    protected static Ledger stage(TableLoad load, String rows) throws SQLException {
        load.claim();
        Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
        load.begin(start);
        Ledger taken = LoadHarness.append(load, start, text(rows));
        load.complete(taken);
        return taken;
    }

    protected String quoted() {
        return end.dialect().quote(table.schema()) + '.' + end.dialect().quote(table.table());
    }

    protected List<@Nullable String> rows(String columns) throws SQLException {
        return end.texts("SELECT CONCAT_WS('|', %s) AS t FROM %s ORDER BY 1".formatted(columns, quoted()));
    }

    protected void make(String columns) throws SQLException {
        end.execute("CREATE TABLE %s (%s)".formatted(quoted(), columns));
    }

    protected void fill(String values) throws SQLException {
        end.execute("INSERT INTO %s VALUES %s".formatted(quoted(), values));
    }

    protected List<String> leftOvers() throws SQLException {
        return end.texts("SELECT table_name AS t FROM information_schema.tables WHERE table_schema = '%s'".formatted(table.schema())).stream()
                .filter(name -> name.matches("_?syncline_.*") && !name.endsWith(LoadNames.LEDGER.substring(1)))
                .toList();
    }

    protected TargetState inspect(TableShape wanted, String... key) throws SQLException {
        try (Connection session = end.session(Access.WRITE)) {
            return end.dialect().target().inspect(session, table, wanted, List.of(key));
        }
    }

    protected List<String> problems() throws SQLException {
        try (Connection session = end.session(Access.WRITE)) {
            return end.dialect().target().problems(session, List.of(table));
        }
    }

    protected List<@Nullable String> indexes() throws SQLException {
        return end.texts(isMySql()
                ? "SELECT DISTINCT index_name FROM information_schema.statistics WHERE table_name = '%s' AND table_schema = '%s'".formatted(table.table(), table.schema())
                : "SELECT indexname FROM pg_indexes WHERE tablename = '%s'".formatted(table.table()));
    }
}
