package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TargetMergeContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.TableLoad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MySqlMergeIT extends TargetMergeContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.mySql();
    }

    /// Without transactions a merge that fails would leave half of it.
    @Test
    void aTableWithoutTransactionsIsNotMergedInto() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)");
        end().execute("ALTER TABLE %s ENGINE = MyISAM".formatted(quoted()));

        assertThatThrownBy(() -> load(SHAPE, mergeAfter(), "1\t1\ta\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("MyISAM");
    }

    /// The server says "Specified key was too long" when the table is altered, behind the rows.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INDEX (name)            | DYNAMIC | 900   | its column "name" would take 3,600 bytes, and can take 3,072
            UNIQUE (name)           | DYNAMIC | 900   | its column "name" would take 3,600 bytes, and can take 3,072
            UNIQUE (note, name)     | DYNAMIC | 768   | it would take 3,232 bytes, and can take 3,072
            UNIQUE (name)           | COMPACT | 200   | its column "name" would take 800 bytes, and can take 767
            INDEX (name)            | DYNAMIC | 0     | there can be none of the whole of a longtext
            """)
    void anIndexThatWouldBecomeTooLongIsSaidBeforeTheLoad(String index, String format, int length, String reason) throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40), note varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, %s".formatted(index));
        end().execute("ALTER TABLE %s ROW_FORMAT = %s".formatted(quoted(), format));
        fill("(7, 1, 'a', 'b')");
        TableShape shape = shape(
                List.of("id"), ID, SEEN, column("name", new ColumnType.Text(length, false), true), column("note", new ColumnType.Text(40, false), true));

        assertThatThrownBy(() -> expectPossible(shape))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                .hasMessageContaining(reason).hasMessageContaining("policy.fieldChanges");
        try (Connection session = end().session(Access.WRITE); Statement statement = session.createStatement()) {
            assertThatThrownBy(() -> statement.execute("ALTER TABLE %s MODIFY name %s".formatted(quoted(), length == 0 ? "longtext" : "varchar(%d)".formatted(length))))
                    .as("as the server has it").isInstanceOf(SQLException.class);
        }
        assertThat(rows("id, name")).containsExactly("7|a");
    }

    @Test
    void anIndexOfTheBeginningOnlyStays() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40), INDEX (name(20))");

        load(shape(List.of("id"), ID, SEEN, column("name", new ColumnType.Text(900, false), true)), mergeAfter(), "1\t1\ta\n");

        assertThat(rows("id, name")).containsExactly("1|a");
    }

    private void expectPossible(TableShape shape) throws SQLException {
        try (Connection session = end().session(Access.WRITE);
                TableLoad load = end().dialect().target().load(session, LoadHarness.plan(UUID.randomUUID(), 1, table(), shape, mergeAfter()))) {
            load.expectPossible();
        }
    }

    /// Rows whose keys differ in letter case only would take each other's place.
    @Test
    void aKeyThatComparesOtherwiseIsAltered() throws Exception {
        make("code varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci PRIMARY KEY, seen int NOT NULL DEFAULT 3 COMMENT 'it''s'");
        fill("('a', 1)");
        TableShape shape = shape(List.of("code"), column("code", new ColumnType.Text(10, false), false), column("seen", new ColumnType.Int(64, false), true));

        load(shape, mergeAfter(), "A\t2\n");

        assertThat(rows("code, seen")).containsExactlyInAnyOrder("a|1", "A|2");
        assertThat(end().text("SELECT CONCAT(column_type, column_default, column_comment) FROM information_schema.columns WHERE table_schema = '%s' AND table_name = '%s' AND column_name = 'seen'"
                        .formatted(table().schema(), table().table())))
                .isEqualTo("bigint3it's");
    }

    @Override
    protected List<String> namesOfOtherThings() {
        List<String> names = new ArrayList<>(super.namesOfOtherThings());
        names.addAll(List.of("_rowid", "ctid", "xmin", "oid", "tableoid", "gp_segment_id", "_part", "__op"));
        return names;
    }

    @Test
    void aColumnNamedAsThatWhichNumbersRowsIsRefused() {
        TableShape shape = shape(List.of("id"), ID, SEEN, column("_SYNCLINE_ROW", new ColumnType.Int(64, false), true));

        assertThatThrownBy(() -> load(shape, create(List.of("seen"), true), "1\t1\t1\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME));
    }

    /// A table that numbers its rows takes a zero for a wish for a number, unless it is told otherwise.
    @Test
    void aZeroInAColumnThatNumbersRowsStaysAZero() throws Exception {
        make("id BIGINT AUTO_INCREMENT PRIMARY KEY, seen INT, name VARCHAR(40)");

        load(SHAPE, clear(), "0\t1\tzero\n5\t1\tfive\n");

        assertThat(rows("id, name")).containsExactly("0|zero", "5|five");
    }

    @Test
    void aNullIsNotNumbered() throws Exception {
        make("id BIGINT AUTO_INCREMENT, seen INT, name VARCHAR(40), KEY (id)");
        TableShape keyless = shape(List.of(), column("id", new ColumnType.Int(64, false), true), SEEN, NAME);

        assertThatThrownBy(() -> load(keyless, clear(), "\\N\t1\tnull\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("AUTO_INCREMENT");
    }

    @Test
    void columnsNamedAsSomethingElseKeepTheirValues() throws Exception {
        expectColumnsNamedAsSomethingElseToKeepTheirValues();
    }
}
