package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.TargetReplaceContract;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgreSqlReplaceIT extends TargetReplaceContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    private void makeView() throws SQLException {
        end().execute("CREATE VIEW %s_view AS SELECT id, name FROM %s".formatted(table().table(), quoted()));
    }

    /// Pain 21, idea 8: a swap would leave the view on the old table.
    @Test
    void aTableThatAViewReadsGetsItsRowsInPlace() throws Exception {
        load(SHAPE, LoadRules.CREATE, "1\t1\ta\n2\t2\tb\n");
        makeView();

        LoadReport report = load(SHAPE, LoadRules.CREATE, "3\t3\tc\n");

        assertThat(end().texts("SELECT id FROM %s_view".formatted(table().table()))).containsExactly("3");
        assertThat(report.inserted()).isEqualTo(1);
        assertThat(report.notes()).singleElement().asString().contains("view " + table() + "_view");
    }

    @Test
    void aTableThatAViewReadsIsNotChangedInItsColumns() throws Exception {
        load(SHAPE, LoadRules.CREATE, "1\t1\ta\n");
        makeView();
        TableShape wider = shape(List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Date(), true));

        for (LoadRules rules : List.of(LoadRules.CREATE, new LoadRules(new LoadMode.Create(true), List.of(), false, null))) {
            assertThatThrownBy(() -> load(wider, rules, "3\t3\tc\t\\N\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                    .hasMessageContaining("_view");
        }
        assertThat(rows("id")).containsExactly("1");
    }

    @Test
    void computedColumnsTakeNoValues() throws Exception {
        expectThatComputedColumnsTakeNoValues("varchar(40) GENERATED ALWAYS AS ('x') STORED");
    }
}
