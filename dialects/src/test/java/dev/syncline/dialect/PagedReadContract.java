package dev.syncline.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Reading in pages, proven on the real server: S51 to S54, A21.
public abstract class PagedReadContract extends SourceFixture {

    /// A column of this type is large to read: a value is worth a megabyte. With its name and a comma before it.
    protected abstract String slowColumn();

    /// Makes the user's queries end after so many milliseconds, by the server's own setting.
    protected abstract void limitQueries(String user, int millis) throws SQLException;

    /// S52: pages that end exactly at the end of the table, and some that do not.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 12, 13, 1000})
    void pagesGiveTheSameRowsAsOneQuery(int rows) throws Exception {
        TableName table = table("id BIGINT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 12);

        assertThat(read(plan(table).inPagesOf(rows).build()).rows()).containsExactlyInAnyOrderElementsOf(read(plan(table).build()).rows()).hasSize(12);
    }

    @Test
    void anEmptyTableIsOnePage() throws Exception {
        assertThat(read(plan(table("id BIGINT PRIMARY KEY")).inPagesOf(5).build()).rows()).isEmpty();
    }

    /// A21: the pages follow the source's own order, whatever its collation, in composite keys of texts too.
    @Test
    void compositeKeysOfTextsArePaged() throws Exception {
        List<String> texts = List.of("", "a", "B", "_", "ab", "a b", "it's", "b\\s", "ö", "z", "漢", "😀", "-");
        TableName table = table("name VARCHAR(20) NOT NULL, n INT NOT NULL, code CHAR(3) NOT NULL, PRIMARY KEY (name, n, code)");
        try (var insert = end().plain().prepareStatement("INSERT INTO %s VALUES (?, ?, ?)".formatted(quoted(table)))) {
            for (String text : texts) {
                for (int n = 0; n < 6; n++) {
                    insert.setString(1, text);
                    insert.setInt(2, n / 2 - 1);
                    insert.setString(3, n % 2 == 0 ? "x" : "yy");
                    insert.execute();
                }
            }
        }
        for (int rows : new int[] {1, 5, 7, 77, 78}) {
            assertThat(read(plan(table).inPagesOf(rows).build()).rows())
                    .as("pages of %d", rows)
                    .containsExactlyInAnyOrderElementsOf(read(plan(table).build()).rows())
                    .hasSize(78);
        }
    }

    /// A21: pages hold only what is new.
    @Test
    void incrementalReadsArePagedToo() throws Exception {
        TableName table = table("id BIGINT PRIMARY KEY, name VARCHAR(20), k INT");
        fill2(table, 40);

        Reading reading = read(plan(table).incrementalBy("k").after("30").inPagesOf(3).build());

        assertThat(reading.firsts()).hasSize(10);
        assertThat(reading.rows()).containsExactlyInAnyOrderElementsOf(read(plan(table).incrementalBy("k").after("30").build()).rows());
    }

    private void fill2(TableName table, int rows) throws SQLException {
        for (int i = 1; i <= rows; i++) {
            end().execute("INSERT INTO %s VALUES (%d, 'row', %d)".formatted(quoted(table), i, i * 7 % 41));
        }
    }

    /// Without a primary key a unique index of columns that are never null will do; one with null is none.
    @Test
    void aUniqueIndexTakesThePlaceOfAPrimaryKey() throws Exception {
        TableName table = table("id BIGINT NOT NULL, name VARCHAR(20), UNIQUE (id)");
        fill(table, 12);

        Reading reading = read(plan(table).inPagesOf(5).build());

        assertThat(reading.rows()).hasSize(12);
        assertThat(reading.report().notes()).isEmpty();
    }

    @Test
    void aTableWithoutAKeyIsReadWhole() throws Exception {
        TableName table = table("id BIGINT, name VARCHAR(20), UNIQUE (id)");
        fill(table, 12);
        end().execute("INSERT INTO %s VALUES (NULL, 'no key'), (NULL, 'no key')".formatted(quoted(table)));

        assertThat(read(plan(table).inPagesOf(5).build()).rows()).hasSize(14).containsExactlyInAnyOrderElementsOf(read(plan(table).build()).rows());
    }

    @Test
    void aViewIsReadInOneQueryWithANote() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 12);
        TableName view = new TableName(end().schema(), "paged_view");
        end().execute("CREATE VIEW %s AS SELECT id, name FROM %s".formatted(quoted(view), quoted(table)));

        Reading reading = read(plan(view).inPagesOf(5).build());

        assertThat(reading.rows()).hasSize(12);
        assertThat(reading.report().notes()).singleElement().asString().contains("not in pages");
    }

    /// A21: all pages see one moment.
    @Test
    void pagesSeeOneSnapshot() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 100);
        try (Connection session = end().session(Access.READ)) {
            List<String> rows = new ArrayList<>();
            source().read(session, plan(table).inPagesOf(10).build(), (bytes, offset, length, _) -> {
                if (rows.size() == 15) {
                    change(table);
                }
                rows.add(new String(bytes, offset, length));
            });
            assertThat(rows).hasSize(100).contains("100\trow 100\n").doesNotContain("101\tnew\n");
        }
        assertThat(read(plan(table).inPagesOf(10).build()).rows()).hasSize(71).contains("101\tnew\n");
    }

    private void change(TableName table) {
        try {
            end().execute("DELETE FROM %s WHERE id > 70".formatted(quoted(table)));
            end().execute("INSERT INTO %s VALUES (101, 'new')".formatted(quoted(table)));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// S51, S53: what the source's own time limit ends as one query is copied whole in pages.
    @Test
    void aTableThatTakesTooLongIsReadInPages() throws Exception {
        int rows = 600;
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)" + slowColumn());
        end().execute("INSERT INTO %s (id, name) VALUES %s".formatted(quoted(table), values(rows)));
        createReader("hasty_reader", "pw");
        grantSelect("", table, "hasty_reader");
        limitQueries("hasty_reader", 600);
        try (Connection session = end().sessionAs("hasty_reader", "pw")) {
            assertThatThrownBy(() -> source().read(session, plan(table).build(), (_, _, _, _) -> {}))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(end().dialect().classify(e)).isEqualTo(FailureCode.TIMED_OUT));
        }
        try (Connection session = end().sessionAs("hasty_reader", "pw")) {
            long[] sums = new long[2];
            source().read(session, plan(table).inPagesOf(2).build(), (bytes, offset, length, _) -> {
                sums[0]++;
                sums[1] += length;
            });
            assertThat(sums[0]).isEqualTo(rows);
            assertThat(sums[1]).isGreaterThan(rows * 1_000_000L);
        } finally {
            end().execute("DROP TABLE " + quoted(table));
        }
    }

    private static String values(int rows) {
        StringBuilder values = new StringBuilder("(1, 'row')");
        for (int i = 2; i <= rows; i++) {
            values.append(", (").append(i).append(", 'row')");
        }
        return values.toString();
    }
}
