package dev.syncline.dialect.postgresql;

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

class PostgreSqlMergeIT extends TargetMergeContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    /// A column that a view reads cannot get another type here.
    @Test
    void aViewThatStandsInTheWayOfAWiderTypeIsNamed() throws Exception {
        make("id integer PRIMARY KEY, seen integer, name varchar(40)");
        end().execute("CREATE VIEW %s_view AS SELECT id, name FROM %s".formatted(table().table(), quoted()));

        assertThatThrownBy(() -> load(SHAPE, mergeAfter(), "3\t3\tc\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("view");
    }

    /// Pain 22: a table that somebody else has made numbers its rows itself.
    @Test
    void aTableThatNumbersItsRowsTakesOurs() throws Exception {
        make("id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seen int, name varchar(40)");

        load(SHAPE, mergeAfter(), "7\t1\ta\n");
        load(SHAPE, clear(), "8\t1\ta\n");

        assertThat(rows("id")).containsExactly("8");
    }

    @Override
    protected List<String> namesOfOtherThings() {
        List<String> names = new ArrayList<>(super.namesOfOtherThings());
        names.addAll(List.of("_rowid", "gp_segment_id", "oid", "_part", "a.null", "__op"));
        return names;
    }

    @Test
    void aColumnNamedAsOneOfTheSystemIsRefused() {
        for (String name : List.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid")) {
            TableShape shape = shape(List.of("id"), ID, SEEN, column(name, new ColumnType.Int(64, false), true));

            assertThatThrownBy(() -> end().dialect().target().preview(table(), shape, create(List.of("seen"), true)))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME))
                    .hasMessageContaining(name);
        }
    }

    @Test
    void columnsNamedAsSomethingElseKeepTheirValues() throws Exception {
        expectColumnsNamedAsSomethingElseToKeepTheirValues();
    }
}
