package dev.syncline.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.TableLoad;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// How a target table's rows are replaced: in place (S22 to S24, A4), or by a new table (S21, S42, S44, A3), proven on the real server.
public abstract class TargetReplaceContract extends TargetTable {

    /// S22 to S24: the table is the same one, with what was added and what is gone.
    @Test
    protected void clearingKeepsTheTableAndItsColumns() throws Exception {
        make("id bigint PRIMARY KEY, name varchar(40), gone varchar(9) DEFAULT 'unset'");
        fill("(1, 'one', 'kept'), (2, 'two', 'kept')");
        end().execute("CREATE VIEW %s_view AS SELECT id, name FROM %s".formatted(table().table(), quoted()));
        end().execute("CREATE INDEX %s_idx ON %s (name)".formatted(table().table(), quoted()));

        LoadReport report = load(SHAPE, clear(), "2\t7\tTWO\n3\t8\tthree\n");

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.updated()).isZero();
        assertThat(rows("id, seen, name, gone")).containsExactly("2|7|TWO|unset", "3|8|three|unset");
        assertThat(end().text("SELECT COUNT(*) FROM %s_view".formatted(table().table()))).isEqualTo("2");
        assertThat(indexes()).contains(table().table() + "_idx");
        assertThat(leftOvers()).isEmpty();
    }

    /// A4: readers see the old rows or the new ones.
    @Test
    protected void aFailedClearLeavesTheOldRows() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40), UNIQUE (name)");
        fill("(1, 1, 'one')");

        assertThatThrownBy(() -> load(SHAPE, clear(), "2\t2\tsame\n3\t3\tsame\n")).isInstanceOf(SyncException.class);

        assertThat(rows("id, name")).containsExactly("1|one");
    }

    @Test
    protected void aTableToWhichOthersReferIsNotCleared() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)");
        end().execute("CREATE TABLE %s_child (id bigint, FOREIGN KEY (id) REFERENCES %s (id) ON DELETE CASCADE)".formatted(table().table(), quoted()));

        assertThatThrownBy(() -> load(SHAPE, clear(), "2\t2\tx\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("foreign key");
        assertThat(problems()).singleElement().asString().contains("foreign key").contains(table().toString());
        load(SHAPE, mergeAfter(), "2\t2\tx\n");
    }

    /// A4: readers see the old rows or the new ones, never none and never some.
    @Test
    protected void aReaderOfAClearedTableSeesTheOldRowsOrTheNewOnes() throws Exception {
        load(SHAPE, LoadRules.CREATE, numbered(1, 1000));
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Set<String>> seen = threads.submit(() -> {
                Set<String> counts = new HashSet<>();
                try (Connection reader = end().anotherPlain();
                        Statement statement = reader.createStatement()) {
                    while (!stop.get()) {
                        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + quoted())) {
                            row.next();
                            counts.add(row.getString(1));
                        }
                        reading.countDown();
                    }
                } finally {
                    reading.countDown();
                }
                return counts;
            });
            reading.await();
            try {
                for (int i = 0; i < 3; i++) {
                    load(SHAPE, clear(), numbered(1, 2000 + i));
                }
            } finally {
                stop.set(true);
            }

            assertThat(seen.get()).isSubsetOf("1000", "2000", "2001", "2002").contains("1000");
        }
    }

    private static String numbered(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int id = from; id <= to; id++) {
            rows.append(id).append("\t1\tname\n");
        }
        return rows.toString();
    }

    /// R15: short tries up to a limit; the load can be done again afterwards.
    @Test
    protected void aRowThatSomebodyHoldsIsWaitedForUpToTheLimit() throws Exception {
        load(SHAPE, LoadRules.CREATE, "1\t1\ta\n");
        try (Connection other = end().anotherPlain();
                Statement statement = other.createStatement();
                Connection session = end().session(Access.WRITE);
                TableLoad load = open(session, UUID.randomUUID(), 1, clear())) {
            other.setAutoCommit(false);
            statement.execute("UPDATE %s SET name = 'held'".formatted(quoted()));
            Ledger taken = stage(load, "2\t2\tb\n");

            long began = System.nanoTime();
            assertThatThrownBy(() -> load.publish(taken))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LOCKED));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));

            other.rollback();
            load.publish(taken);
            load.forget();
        }
        assertThat(rows("id")).containsExactly("2");
    }

    /// S42, S44: key fields become the primary key, so that a source may have several rows of one.
    @Test
    protected void aNewTableHasOneRowOfEachKeyAndAnIndexOnTheIncrementalKey() throws Exception {
        LoadReport report = load(SHAPE, create(List.of("seen"), true), "1\t1\ta\n1\t3\tc\n1\t2\tb\n2\t1\td\n");

        assertThat(report).isEqualTo(new LoadReport(2, 0, 2, List.of()));
        assertThat(rows("id, seen, name")).containsExactly("1|3|c", "2|1|d");
        assertThatThrownBy(() -> fill("(1, 1, 'again')")).isInstanceOf(SQLException.class);
        assertThat(indexes()).hasSize(2);
        load(SHAPE, create(List.of("seen"), true), "1\t1\ta\n");
        assertThat(indexes()).hasSize(2);
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();
    }

    @Test
    protected void anIncrementalKeyThatBeginsThePrimaryKeyNeedsNoIndex() throws Exception {
        load(SHAPE, create(List.of("id"), false), "1\t1\ta\n");

        assertThat(indexes()).hasSize(1);
    }

    /// A3: the switch for targets without room for both.
    @Test
    protected void theOldTableMayGoFirst() throws Exception {
        load(SHAPE, create(List.of(), false), "1\t1\ta\n");
        LoadRules rules = new LoadRules(new LoadMode.Create(true), List.of(), false, null);

        try (Connection session = end().session(Access.WRITE); TableLoad load = open(session, UUID.randomUUID(), 1, rules)) {
            Ledger taken = stage(load, "2\t2\tb\n");
            assertThatThrownBy(() -> rows("id")).isInstanceOf(SQLException.class);
            load.publish(taken);
            load.forget();
        }
        assertThat(rows("id")).containsExactly("2");
    }

    @Test
    protected void thePreviewIsWhatIsExecuted() throws Exception {
        LoadRules rules = new LoadRules(new LoadMode.Create(false), List.of("seen", "name"), false, Instant.EPOCH);
        List<String> preview = end().dialect().target().preview(table(), SHAPE, rules);

        for (String statement : preview) {
            end().execute(statement);
        }

        assertThat(preview).hasSize(isMySql() ? 2 : 3);
        assertThat(inspect(SHAPE, "seen").changes()).isEmpty();
        assertThat(indexes()).hasSize(2);
        load(SHAPE, rules, "1\t1\ta\n");
        assertThat(indexes()).hasSize(2);
    }

    /// For engines that have such columns.
    ///
    /// @param computed a column's declaration behind its name
    protected void expectThatComputedColumnsTakeNoValues(String computed) throws Exception {
        make("id bigint PRIMARY KEY, seen int, name " + computed);
        try (TableLoad load = open(end().plain(), UUID.randomUUID(), 1, clear())) {
            assertThatThrownBy(load::expectPossible).as("beforehand").hasMessageContaining("\"name\"").hasMessageContaining("computed");
        }
        assertThatThrownBy(() -> load(SHAPE, clear(), "2\t2\tx\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("computed");
        assertThat(leftOvers()).isEmpty();

        end().execute("DROP TABLE " + quoted());
        make("id bigint PRIMARY KEY, seen int, name varchar(40), more " + computed);
        load(SHAPE, clear(), "2\t2\ttwo\n");
        assertThat(rows("id, name, more")).as("one that the source does not have").containsExactly("2|two|x");
    }
}
