package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.dialect.TargetTable;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.greenplum.OnPostgreSql;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is refused is what the real server refuses, and what is not it takes.
class PostgreSqlLimitsIT extends TargetTable {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    private static TableShape columns(int count, boolean nullable, int keyColumns) {
        List<Column> columns = IntStream.range(0, count).mapToObj(i -> column("c" + i, new ColumnType.Int(64, false), nullable)).toList();
        return new TableShape(ELSEWHERE, columns, columns.stream().limit(keyColumns).map(Column::name).toList());
    }

    private static String row(int count) {
        return "7" + "\t7".repeat(count - 1) + '\n';
    }

    private static String definitions(int count, String type) {
        return String.join(", ", IntStream.range(0, count).mapToObj(i -> "c%d %s".formatted(i, type)).toList());
    }

    private void expectRefused(TableShape shape, String reason) {
        assertThatThrownBy(() -> end().dialect().target().preview(table(), shape, LoadRules.CREATE))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> load(shape, LoadRules.CREATE, "")).isInstanceOf(SyncException.class).hasMessageContaining(reason);
    }

    @Test
    void aTableHas1600Columns() throws Exception {
        load(columns(1_600, true, 0), LoadRules.CREATE, "\\N" + "\t\\N".repeat(1_599) + '\n');
        assertThat(end().text("SELECT count(*) FROM " + quoted())).isEqualTo("1");

        nextTable();
        expectRefused(columns(1_601, true, 0), "it has 1,601 columns, and there can be 1,600");
        assertThatThrownBy(() -> make(definitions(1_601, "bigint"))).hasMessageContaining("at most 1600 columns");
        TableShape greenplum = columns(1_601, true, 0);
        assertThatThrownBy(() -> OnPostgreSql.dialect().target().preview(table(), greenplum, LoadRules.CREATE)).hasMessageStartingWith("Greenplum cannot have table");
    }

    /// A null takes no room: such rows are a matter of what is there.
    @Test
    void aRowThatNeverFitsAPageIsRefusedBeforeItIsRead() throws Exception {
        load(columns(1_017, false, 0), LoadRules.CREATE, row(1_017));
        assertThat(end().text("SELECT count(*) FROM " + quoted())).isEqualTo("1");

        nextTable();
        expectRefused(columns(1_018, false, 0), "its 1,018 columns take at least 8,168 bytes of a page in each row, and there can be 8,160");
        make(definitions(1_018, "bigint NOT NULL"));
        assertThatThrownBy(() -> fill("(%s)".formatted(String.join(", ", IntStream.range(0, 1_018).mapToObj(Integer::toString).toList()))))
                .hasMessageContaining("row is too big");
        assertThatCode(() -> end().dialect().target().preview(table(), columns(1_018, true, 0), LoadRules.CREATE)).doesNotThrowAnyException();
    }

    /// That cannot be shortened by the server.
    private static String longText() {
        Random random = new Random(7);
        return random.ints(6_000, 'a', 'z' + 1).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    @Test
    void aKeyThatIsTooLongForItsIndexSaysWhatToDo() throws Exception {
        Column code = column("code", new ColumnType.Text(0, false), false);

        assertThatThrownBy(() -> load(shape(List.of("code"), code), LoadRules.CREATE, longText() + '\n'))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                .hasMessageContaining("a longer key than an index can have")
                .hasMessageContaining("keyFields: []")
                .hasMessageNotContaining(longText().substring(0, 20));
        load(shape(List.of(), code), LoadRules.CREATE, longText() + '\n');

        assertThat(rows("code")).containsExactly(longText());
    }

    @Test
    void anIndexOnTheIncrementalKeyThatIsTooLongIsDoneWithout() throws Exception {
        TableShape shape = shape(List.of("id"), ID, column("name", new ColumnType.Text(0, false), true));

        LoadReport report = load(shape, create(List.of("name"), false), "1\t%s\n".formatted(longText()));

        assertThat(report.notes()).singleElement().asString().contains("has no index on its incremental key [name]");
        assertThat(rows("id")).containsExactly("1");
        assertThat(indexes()).singleElement().asString().endsWith("_pkey");
    }

    @Test
    void aKeyHas32Columns() throws Exception {
        load(columns(33, false, 32), LoadRules.CREATE, row(33));

        nextTable();
        expectRefused(columns(33, false, 33), "its key has 33 columns, and there can be 32");
        make(definitions(33, "bigint"));
        assertThatThrownBy(() -> end().execute("ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(
                        quoted(), String.join(", ", IntStream.range(0, 33).mapToObj(i -> "c" + i).toList()))))
                .hasMessageContaining("more than 32 columns");
    }

    /// Every type that the server has of its own.
    @Test
    void aTypeCanBeAKeyWhereTheServerHasAnOrderForIt() throws Exception {
        List<String> types = new ArrayList<>(end().texts("""
                SELECT format_type(t.oid, NULL)
                FROM pg_type t
                JOIN pg_namespace n ON n.oid = t.typnamespace
                WHERE n.nspname = 'pg_catalog' AND t.typtype IN ('b', 'r', 'm') AND t.typcategory <> 'A' AND t.typname !~ '^(pg_|reg)' OR t.typname = 'pg_snapshot'
                ORDER BY 1"""));
        types.removeAll(List.of("gtsvector", "int2vector", "oidvector"));
        assertThat(types).hasSizeGreaterThan(50);
        for (String type : types) {
            for (String declared : List.of(type, type + "[]")) {
                nextTable();
                boolean taken = takesKey(type);
                assertThat(PostgreSqlLimits.isOrdered(declared)).as(declared).isEqualTo(taken);
            }
        }
        TableShape places = new TableShape(
                new DatabaseKind("postgresql"), List.of(new Column("place", new ColumnType.Text(0, false), false, "point")), List.of("place"));
        expectRefused(places, "column \"place\" is of type point, of which there can be no key");
    }

    private boolean takesKey(String type) {
        try {
            make("k %s PRIMARY KEY".formatted(type));
            return true;
        } catch (SQLException _) {
            return false;
        }
    }
}
