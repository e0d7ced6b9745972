package dev.syncline.dialect.mysql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.ReadPlans;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.ReadPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Tables without a snapshot, while others write to them: no row that was there at every moment may be missing, or come twice.
class MySqlSnapshotIT {

    /// More than the buffers between server and reader hold, so that the server is still reading when the writer comes.
    private static final int ROWS = 1200;
    private static final int WIDTH = 16_000;

    private TestDatabase end;

    @BeforeEach
    void open() throws SQLException {
        end = TestDatabase.mySql();
        end.execute("SET SESSION cte_max_recursion_depth = 100000, max_heap_table_size = 1 << 27, lock_wait_timeout = 1");
    }

    @AfterEach
    void close() throws SQLException {
        end.close();
    }

    /// What a reading gave, and whether the writer had to wait for it.
    private record Outcome(List<Integer> ids, ReadReport report, boolean waited) {}

    /// The writer comes after the first row has arrived.
    private Outcome read(ReadPlan plan, String... writes) throws Exception {
        List<Integer> ids = new ArrayList<>();
        boolean[] waited = new boolean[1];
        try (Connection session = end.session(Access.READ)) {
            ReadReport report = end.dialect().source().read(session, plan, (bytes, offset, length, _) -> {
                if (ids.size() == 150) {
                    waited[0] = !write(writes);
                }
                String row = new String(bytes, offset, length, StandardCharsets.UTF_8);
                ids.add(Integer.valueOf(row.substring(0, row.indexOf('\t'))));
            });
            return new Outcome(ids, report, waited[0]);
        }
    }

    private boolean write(String... writes) {
        try {
            for (String sql : writes) {
                end.execute(sql);
            }
            return true;
        } catch (SQLException e) {
            assertThat(e.getErrorCode()).as(e.getMessage()).isEqualTo(MySqlErrors.LOCK_WAIT_TIMEOUT);
            return false;
        }
    }

    private TableName table(String name, String columns, String engine) throws SQLException {
        TableName table = new TableName(end.schema(), name);
        end.execute("CREATE TABLE %s (%s) ENGINE = %s".formatted(quoted(table), columns, engine));
        return table;
    }

    private void fill(TableName table) throws SQLException {
        end.execute("INSERT INTO %s WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i, REPEAT('x', %d) FROM n"
                .formatted(quoted(table), ROWS, WIDTH));
    }

    private String quoted(TableName table) {
        return MySqlNames.quote(table);
    }

    private ReadPlans plan(TableName table) throws SQLException {
        try (Connection session = end.session(Access.READ)) {
            return new ReadPlans(table, LoadHarness.shape(end, session, table));
        }
    }

    private static List<Integer> all() {
        return IntStream.rangeClosed(1, ROWS).boxed().toList();
    }

    @ParameterizedTest
    @CsvSource({"MyISAM, text, 0", "MyISAM, text, 100", "MyISAM, varchar(16000), 100", "MEMORY, varchar(16000), 100", "InnoDB, text, 100"})
    void aWriterThatMovesRowsTakesNoneAway(String engine, String type, int pages) throws Exception {
        TableName table = table("t", "id INT PRIMARY KEY, name %s CHARACTER SET latin1".formatted(type), engine);
        fill(table);

        Outcome outcome = read(
                plan(table).inPagesOf(pages).build(),
                "UPDATE %s SET id = -id WHERE id > %d".formatted(quoted(table), ROWS - 100),
                "INSERT INTO %s VALUES (0, 'new')".formatted(quoted(table)),
                "DELETE FROM %s WHERE id BETWEEN 500 AND 600".formatted(quoted(table)));

        assertThat(outcome.ids()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all());
        assertThat(outcome.waited()).isEqualTo(!engine.equals("InnoDB"));
        if (engine.equals("InnoDB")) {
            assertThat(outcome.report().notes()).isEmpty();
        } else {
            assertThat(outcome.report().notes()).singleElement().asString().contains("no snapshot (%s)".formatted(engine), "never in pages", "wait");
        }
    }

    /// Rows at the end of a file can be added while it is read; who reads sees those that were there when it began.
    @ParameterizedTest
    @ValueSource(strings = {"MyISAM", "ARCHIVE", "CSV"})
    void rowsThatAreAddedMeanwhileAreNotHalfSeen(String engine) throws Exception {
        TableName table = table("t", "id INT NOT NULL, name TEXT CHARACTER SET latin1 NOT NULL", engine);
        fill(table);

        Outcome outcome = read(plan(table).inPagesOf(100).build(), "INSERT INTO %s VALUES (9000, 'new'), (9001, 'new')".formatted(quoted(table)));

        assertThat(outcome.ids()).containsExactlyInAnyOrderElementsOf(all());
        assertThat(outcome.report().notes()).singleElement().asString().contains("no snapshot (%s)".formatted(engine));
    }

    @Test
    void aMergedTableIsReadLikeItsParts() throws Exception {
        TableName part = table("part", "id INT PRIMARY KEY, name TEXT CHARACTER SET latin1", "MyISAM");
        fill(part);
        TableName other = table("other", "id INT PRIMARY KEY, name TEXT CHARACTER SET latin1", "MyISAM");
        TableName merged = table("merged", "id INT PRIMARY KEY, name TEXT CHARACTER SET latin1", "MERGE UNION = (part, other) INSERT_METHOD = LAST");

        Outcome outcome = read(
                plan(merged).inPagesOf(100).build(),
                "UPDATE %s SET id = -id WHERE id > %d".formatted(quoted(part), ROWS - 100),
                "INSERT INTO %s VALUES (0, 'new')".formatted(quoted(other)));

        assertThat(outcome.ids()).containsExactlyInAnyOrderElementsOf(all());
        assertThat(outcome.waited()).isTrue();
        assertThat(outcome.report().notes()).singleElement().asString().contains("MRG_MYISAM");
    }

    /// The snapshot of InnoDB's part is not older than the lock of the other's: a row that moves from one to the other before both is never missing.
    @Test
    void aViewOfTwoEnginesShowsOneMoment() throws Exception {
        TableName old = table("old", "id INT PRIMARY KEY, name TEXT CHARACTER SET latin1", "MyISAM");
        fill(old);
        TableName young = table("young", "id INT PRIMARY KEY, name TEXT CHARACTER SET latin1", "InnoDB");
        TableName both = new TableName(end.schema(), "both_of_them");
        end.execute("CREATE VIEW inner_view AS SELECT id, name FROM old");
        end.execute("CREATE VIEW both_of_them AS SELECT id, name FROM inner_view UNION ALL SELECT id, name FROM young");

        Outcome outcome = read(
                plan(both).inPagesOf(100).build(),
                "UPDATE old SET id = -id WHERE id > %d".formatted(ROWS - 100),
                "INSERT INTO young VALUES (0, 'new')");

        assertThat(outcome.ids()).containsExactlyInAnyOrderElementsOf(all());
        assertThat(outcome.report().notes()).singleElement().asString().contains("both_of_them has no snapshot (MyISAM)");
    }

    @Test
    void incrementalReadsAreOneQueryToo() throws Exception {
        TableName table = table("t", "id INT PRIMARY KEY, name TEXT CHARACTER SET latin1", "MyISAM");
        fill(table);

        Outcome outcome = read(
                plan(table).incrementalBy("id").after("200").inPagesOf(100).build(),
                "UPDATE %s SET id = -id WHERE id > %d".formatted(quoted(table), ROWS - 100),
                "INSERT INTO %s VALUES (2000, 'new')".formatted(quoted(table)));

        assertThat(outcome.ids()).containsExactlyInAnyOrderElementsOf(all().subList(200, ROWS));
    }

    @Test
    void whereTheTimeOfAQueryIsLimitedPagesAreNotAdvised() throws Exception {
        TableName table = table("t", "id INT PRIMARY KEY, name TEXT CHARACTER SET latin1", "MyISAM");
        fill(table);
        // Computed at each reading: gigabytes.
        end.execute("ALTER TABLE %s ADD COLUMN heavy LONGTEXT CHARACTER SET latin1 AS (REPEAT(name, 100))".formatted(quoted(table)));
        try (Connection session = end.session(Access.READ)) {
            ReadPlan plan = plan(table).inPagesOf(10).build();
            try (Statement statement = session.createStatement()) {
                statement.execute("SET max_execution_time = 600");
            }

            assertThatThrownBy(() -> end.dialect().source().read(session, plan, (_, _, _, _) -> {}))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TIMED_OUT))
                    .hasMessageContaining("never in pages");
        }
    }

    @Test
    void isSaidBeforehand() throws Exception {
        TableName old = table("old", "id INT PRIMARY KEY", "MEMORY");
        TableName young = table("young", "id INT PRIMARY KEY", "InnoDB");
        end.execute("CREATE VIEW v1 AS SELECT o.id FROM old o JOIN young USING (id)");
        end.execute("CREATE VIEW v2 AS SELECT * FROM v1");
        end.execute("CREATE VIEW v3 AS SELECT * FROM young");
        TableName deep = new TableName(end.schema(), "v2");
        try (Connection session = end.session(Access.READ)) {
            assertThat(end.dialect().source().cautions(session, List.of(old, young, deep, new TableName(end.schema(), "v3"))))
                    .containsOnlyKeys(old, deep)
                    .hasEntrySatisfying(deep, caution -> assertThat(caution).contains("MEMORY"));
        }
    }
}
