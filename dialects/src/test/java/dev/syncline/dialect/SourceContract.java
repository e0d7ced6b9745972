package dev.syncline.dialect;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.SourceDialect.Listed;
import dev.syncline.dialect.SourceDialect.TableSummary;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.ReadPlan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What every source promises, proven on the real server.
public abstract class SourceContract extends SourceFixture {

    @Test
    void namesSchemasAndTablesOfUsersOnly() throws Exception {
        TableName plain = table("id INT");
        end().execute("CREATE TABLE %s (id INT)".formatted(quoted(new TableName(end().schema(), "_syncline_ledger"))));
        end().execute("CREATE VIEW %s AS SELECT 1 AS one".formatted(quoted(new TableName(end().schema(), "a_view"))));
        try (Connection session = end().session(Access.READ)) {
            assertThat(source().schemas(session)).contains(end().schema()).doesNotContain("information_schema", "pg_catalog", "mysql", "sys");
            List<TableSummary> found = source().tables(session, end().schema());
            assertThat(found).extracting(TableSummary::name).contains(plain).isSorted();
            assertThat(found).extracting(summary -> summary.name().table()).doesNotContain("_syncline_ledger");
            assertThat(found).filteredOn(summary -> summary.name().table().equals("a_view")).extracting(TableSummary::kind).containsExactly("view");
            assertThat(source().names(session, end().schema())).as("the same without their sizes").containsExactlyElementsOf(
                    found.stream().map(table -> new Listed(table.name(), table.kind())).toList());
            assertThat(source().tables(session, "no such schema")).isEmpty();
            assertThat(source().names(session, "no such schema")).isEmpty();
        }
    }

    @Test
    void describesTablesInTheOrderAskedFor() throws Exception {
        TableName first = table("b INT NOT NULL, a VARCHAR(20) NOT NULL, c INT, PRIMARY KEY (a, b)");
        TableName second = table("id INT");
        TableName missing = new TableName(end().schema(), "missing");
        try (Connection session = end().session(Access.READ)) {
            List<DiscoveredTable> found = source().discover(session, List.of(second, missing, first));

            assertThat(found).extracting(DiscoveredTable::table).containsExactly(second, missing, first);
            assertThat(found.get(1).failure()).satisfies(failure -> assertThat(failure.code()).isEqualTo(FailureCode.NOT_FOUND));
            assertThat(found.get(2).shape()).satisfies(shape -> {
                assertThat(shape.primaryKey()).containsExactly("a", "b");
                assertThat(shape.columns()).extracting(Column::name).containsExactly("b", "a", "c");
                assertThat(shape.columns()).extracting(Column::nullable).containsExactly(false, false, true);
            });
            assertThat(found.get(0).shape()).satisfies(shape -> assertThat(shape.primaryKey()).isEmpty());
        }
    }

    @Test
    void saysWhichRightIsMissing() throws Exception {
        TableName open = table("id INT, name VARCHAR(20)");
        TableName partly = table("id INT, name VARCHAR(20)");
        TableName closed = table("id INT, name VARCHAR(20)");
        createReader("narrow_reader", "pw");
        grantSelect("", open, "narrow_reader");
        grantSelect("(id)", partly, "narrow_reader");
        try (Connection session = end().sessionAs("narrow_reader", "pw")) {
            assertThat(failureOf(open, session)).isNull();
            assertThat(failureOf(partly, session)).isEqualTo(FailureCode.PERMISSION_DENIED);
            assertThat(failureOf(closed, session)).isEqualTo(FailureCode.PERMISSION_DENIED);
        }
    }

    /// A14: only what is proven to be gone is skipped by a run, and a right taken away proves nothing.
    @Test
    void tellsDeniedFromGone() throws Exception {
        TableName table = table("id INT, name VARCHAR(20)");
        TableName base = table("id INT");
        TableName view = new TableName(end().schema(), "view_for_a_while");
        end().execute("CREATE VIEW %s AS SELECT id FROM %s".formatted(quoted(view), quoted(base)));
        createReader("former_reader", "pw");
        try (Connection session = end().sessionAs("former_reader", "pw")) {
            for (TableName one : List.of(table, view)) {
                assertThat(failureOf(one, session)).isEqualTo(FailureCode.PERMISSION_DENIED);
                grantSelect("", one, "former_reader");
                assertThat(failureOf(one, session)).isNull();
                end().execute("REVOKE SELECT ON %s FROM former_reader".formatted(quoted(one)));
                assertThat(failureOf(one, session)).isEqualTo(FailureCode.PERMISSION_DENIED);
                grantSelect("", one, "former_reader");
            }
            end().execute("DROP VIEW " + quoted(view));
            end().execute("DROP TABLE " + quoted(table));
            assertThat(failureOf(table, session)).isEqualTo(FailureCode.NOT_FOUND);
            assertThat(failureOf(view, session)).isEqualTo(FailureCode.NOT_FOUND);
        }
    }

    @Test
    void readsOneMomentWhileOthersWrite() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 5000);
        try (Connection session = end().session(Access.READ)) {
            TableShape shape = LoadHarness.shape(end(), session, table);
            int[] count = new int[1];
            source().read(session, ReadPlan.everything(table, shape), (_, _, _, _) -> {
                if (++count[0] == 10) {
                    changeTheEnd(table);
                }
            });
            assertThat(count[0]).isEqualTo(5000);
            assertThat(rows(source(), session, table, shape)).hasSize(4001).contains("5001\tnew\n");
        }
    }

    private void changeTheEnd(TableName table) {
        try {
            end().execute("DELETE FROM %s WHERE id > 4000".formatted(quoted(table)));
            end().execute("INSERT INTO %s VALUES (5001, 'new')".formatted(quoted(table)));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noticesATableThatHasChanged() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 3);
        try (Connection session = end().session(Access.READ)) {
            TableShape shape = LoadHarness.shape(end(), session, table);
            end().execute("ALTER TABLE %s ADD COLUMN later INT".formatted(quoted(table)));

            assertThatThrownBy(() -> rows(source(), session, table, shape))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TABLE_CHANGED))
                    .hasMessageContaining(table.toString());
        }
        try (Connection session = end().session(Access.READ)) {
            TableShape shape = LoadHarness.shape(end(), session, table);
            end().execute("ALTER TABLE %s DROP COLUMN name".formatted(quoted(table)));

            assertThatThrownBy(() -> rows(source(), session, table, shape))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TABLE_CHANGED));
            end().execute("DROP TABLE " + quoted(table));
        }
    }

    @Test
    void letsTheTableGoAfterReading() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 3);
        try (Connection session = end().session(Access.READ)) {
            TableShape shape = LoadHarness.shape(end(), session, table);
            assertThat(rows(source(), session, table, shape)).containsExactlyInAnyOrder("1\trow 1\n", "2\trow 2\n", "3\trow 3\n");

            end().execute("DROP TABLE " + quoted(table));
            assertThat(session.getAutoCommit()).isTrue();
        }
    }

    @Test
    void stopsWhereNobodyWantsTheRows() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 5000);
        try (Connection session = end().session(Access.READ)) {
            TableShape shape = LoadHarness.shape(end(), session, table);
            int[] count = new int[1];

            assertThatThrownBy(() -> source().read(session, ReadPlan.everything(table, shape), (_, _, _, _) -> {
                        if (++count[0] == 10) {
                            throw new IOException("enough");
                        }
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("enough");
            assertThat(count[0]).isEqualTo(10);
        }
        end().execute("DROP TABLE " + quoted(table));
    }

    @Test
    void aReadCanBeEndedFromOutside() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 5000);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor(); Connection session = end().session(Access.READ)) {
            TableShape shape = LoadHarness.shape(end(), session, table);
            Future<?> read = threads.submit(() -> {
                source().read(session, ReadPlan.everything(table, shape), (_, _, _, _) -> {
                    reading.countDown();
                    try {
                        interrupted.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    throw new IOException("too late");
                });
                return null;
            });
            reading.await();

            end().dialect().interrupt(session);
            interrupted.countDown();

            assertThatThrownBy(read::get).hasCauseInstanceOf(Exception.class);
        }
        end().execute("DROP TABLE " + quoted(table));
    }

    @Test
    void readsARowOf30MiB() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name " + (end().dialect().kind().id().equals("mysql") ? "LONGTEXT" : "text"));
        end().execute("INSERT INTO %s VALUES (1, repeat('x', %d))".formatted(quoted(table), 30 << 20));
        try (Connection session = end().session(Access.READ)) {
            long[] length = new long[1];
            source().read(session, ReadPlan.everything(table, LoadHarness.shape(end(), session, table)), (_, _, bytes, _) -> length[0] = bytes);

            assertThat(length[0]).isEqualTo((30 << 20) + 3);
        }
    }

    @Test
    void readsOddNames() throws Exception {
        List<String> names = List.of(
                "select", "Order", "with blank", "quote\"s", "back`s", "semi;colon--", "$1", "per%cent", "under_score", "back\\slash", "it's", "dot.ted", "ünï漢字", "?",
                "n".repeat(63));
        for (String name : names) {
            TableName table = new TableName(end().schema(), name);
            end().execute("CREATE TABLE %s (%s INT PRIMARY KEY)".formatted(quoted(table), end().dialect().quote(name)));
            end().execute("INSERT INTO %s VALUES (7)".formatted(quoted(table)));
            try (Connection session = end().session(Access.READ)) {
                assertThat(rows(source(), session, table, LoadHarness.shape(end(), session, table))).as(name).containsExactly("7\n");
            }
        }
    }

    /// As schema, table, column, key of pages and incremental key; in every statement that reads.
    @Test
    void readsNamesThatDriversRewrite() throws Exception {
        List<String> names = new ArrayList<>(OddNames.OF_DRIVERS);
        names.addAll(OddNames.QUOTES);
        for (String name : names) {
            TableName table = new TableName("s_" + end().schema().substring(Math.max(0, end().schema().length() - 8)) + name, name);
            String column = end().dialect().quote(name);
            end().execute("CREATE SCHEMA " + end().dialect().quote(table.schema()));
            try (Connection session = end().session(Access.READ)) {
                end().execute("CREATE TABLE %s (%s INT PRIMARY KEY, other INT)".formatted(quoted(table), column));
                end().execute("INSERT INTO %s VALUES (7, NULL), (8, NULL), (9, NULL)".formatted(quoted(table)));
                TableShape shape = LoadHarness.shape(end(), session, table);

                assertThat(shape.columns()).extracting(Column::name).containsExactly(name, "other");
                assertThat(shape.primaryKey()).containsExactly(name);
                assertThat(source().tables(session, table.schema())).extracting(TableSummary::name).containsExactly(table);
                assertThat(rows(source(), session, table, shape)).as(name).containsExactlyInAnyOrder("7\t\\N\n", "8\t\\N\n", "9\t\\N\n");
                ReadPlan paged = new ReadPlans(table, shape).incrementalBy(name).after("7").inPagesOf(1).build();
                assertThat(read(session, paged).rows()).as(name).containsExactly("8\t\\N\n", "9\t\\N\n");
                assertThat(source().cautions(session, List.of(table))).isEmpty();
            } finally {
                end().execute("DROP SCHEMA " + end().dialect().quote(table.schema()) + (isMySql() ? "" : " CASCADE"));
            }
        }
    }

    @Test
    void readsViewsToo() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 3);
        TableName view = new TableName(end().schema(), "view_of_rows");
        end().execute("CREATE VIEW %s AS SELECT id + 1 AS next, name FROM %s WHERE id > 1".formatted(quoted(view), quoted(table)));
        try (Connection session = end().session(Access.READ)) {
            assertThat(rows(source(), session, view, LoadHarness.shape(end(), session, view))).containsExactlyInAnyOrder("3\trow 2\n", "4\trow 3\n");
        }
    }
}
