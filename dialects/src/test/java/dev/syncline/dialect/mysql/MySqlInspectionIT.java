package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.TargetInspectionContract;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MySqlInspectionIT extends TargetInspectionContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.mySql();
    }

    /// Texts that MySQL keeps for numbers without bounds have another order.
    @Test
    void aKeyThatIsKeptAsATextIsRefused() throws Exception {
        TableShape shape = shape(List.of("id"), ID, column("seen", new ColumnType.UnboundedDecimal(), true));
        load(shape, create(List.of(), false), "1\t10\n");

        assertThatThrownBy(() -> inspect(shape, "seen"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("\"seen\"");
    }

    @Test
    void localDataAndTriggersAreNamedBeforehand() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)");
        end().execute("CREATE TRIGGER %s_trigger BEFORE INSERT ON %s FOR EACH ROW SET NEW.seen = 1".formatted(table().table(), quoted()));
        end().execute("SET GLOBAL local_infile = 0");
        try {
            assertThat(problems()).hasSize(2).anySatisfy(problem -> assertThat(problem).contains("local_infile = 1")).anySatisfy(problem -> assertThat(problem).contains("trigger"));
        } finally {
            end().execute("SET GLOBAL local_infile = 1");
        }
        load(SHAPE, clear(), "1\t9\ta\n");
        assertThat(rows("id, seen")).containsExactly("1|1");
    }
}
