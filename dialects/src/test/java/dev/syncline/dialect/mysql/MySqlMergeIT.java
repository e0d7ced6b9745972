package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.TargetMergeContract;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.Test;

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
