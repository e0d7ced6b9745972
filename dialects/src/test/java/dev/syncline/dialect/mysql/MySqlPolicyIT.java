package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.End;
import dev.syncline.dialect.TargetPolicyContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MySqlPolicyIT extends TargetPolicyContract {

    @Override
    protected End open() throws SQLException {
        return End.mySql();
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

    /// Texts that MySQL keeps for numbers without bounds have another order.
    @Test
    void aKeyThatIsKeptAsATextIsRefused() throws Exception {
        TableShape shape = shape(List.of("id"), ID, column("seen", new ColumnType.UnboundedDecimal(), true));
        load(shape, create(List.of(), false), "1\t10\n");

        assertThatThrownBy(() -> inspect(shape, "seen"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessageContaining("\"seen\"");
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
