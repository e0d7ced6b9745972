package dev.syncline.dialect.clickhouse;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.LoadHarness.Batch;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a small table costs does not depend on its rows: statements, and parts of the ledger. The server counts them.
class ClickHouseStepsIT {

    private static final TableShape SHAPE = new TableShape(
            new DatabaseKind("elsewhere"),
            List.of(new Column("id", new ColumnType.Int(64, false), false, null), new Column("name", new ColumnType.Text(0, false), true, null)),
            List.of("id"));

    @Test
    void aSmallTableNeedsFewStatementsAndFewerPartsOfTheLedger() throws Exception {
        try (TestDatabase end = TestDatabase.clickHouse()) {
            load(end, "first");

            Costs create = costs(end, () -> load(end, "small"));
            Costs replace = costs(end, () -> load(end, "small"));

            assertThat(create.statements()).isLessThanOrEqualTo(21);
            assertThat(replace.statements()).isLessThanOrEqualTo(24);
            assertThat(create.ledgerRows()).isLessThanOrEqualTo(6);
        }
    }

    /// `DROP … SYNC` would wait for whoever reads the old table, and the load with it.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReaderOfTheOldTableHoldsNobodyUp(boolean dropFirst) throws Exception {
        try (TestDatabase end = TestDatabase.clickHouse(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor(); Connection reader = end.anotherPlain()) {
            load(end, "read");
            String sql = "SELECT sum(sleepEachRow(1)) FROM %s.read SETTINGS max_block_size = 1, max_threads = 1, function_sleep_max_microseconds_per_block = 1000000000"
                    .formatted(end.schema());
            threads.submit(() -> {
                try (Statement statement = reader.createStatement()) {
                    return statement.execute(sql);
                }
            });
            String running = "SELECT toString(count()) FROM system.processes WHERE query LIKE '%%sum(sleepEachRow%%FROM %s.read %%' AND query NOT LIKE '%%system.processes%%'"
                    .formatted(end.schema());
            Awaitility.await().until(() -> "1".equals(end.text(running)));

            load(end, "read", new LoadRules(new LoadMode.Create(dropFirst), List.of(), false, null));

            assertThat(end.text(running)).as("it still reads").isEqualTo("1");
            assertThat(end.text("SELECT toString(count()) FROM read")).isEqualTo("100");
            end.execute("KILL QUERY WHERE query LIKE '%%sum(sleepEachRow%%FROM %s.read %%' ASYNC".formatted(end.schema()));
        }
    }

    /// @param statements that the server has executed
    /// @param ledgerRows inserts but for that of the rows
    private record Costs(long statements, long ledgerRows) {}

    private interface Work {
        void run() throws Exception;
    }

    private static Costs costs(TestDatabase end, Work work) throws Exception {
        long statements = event(end, "Query");
        long inserts = event(end, "InsertQuery");
        work.run();
        // The looks at the counters are two statements themselves.
        return new Costs(event(end, "Query") - statements - 2, event(end, "InsertQuery") - inserts - 1);
    }

    private static long event(TestDatabase end, String name) throws SQLException {
        return Long.parseLong(end.text("SELECT toString(value) FROM system.events WHERE event = '%s'".formatted(name)));
    }

    private static void load(TestDatabase end, String table) throws Exception {
        load(end, table, LoadRules.CREATE);
    }

    private static void load(TestDatabase end, String table, LoadRules rules) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 100; i++) {
            rows.append(i).append("\trow ").append(i).append('\n');
        }
        Batch batch = new Batch(rows.toString().getBytes(StandardCharsets.UTF_8), 100, 0);
        try (Connection session = end.session(Access.WRITE)) {
            LoadHarness.load(end, session, LoadHarness.plan(UUID.randomUUID(), 1, new TableName(end.schema(), table), SHAPE, rules), List.of(batch));
        }
    }
}
