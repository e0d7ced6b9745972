package dev.syncline.dialect.postgresql;

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

class PostgreSqlInspectionIT extends TargetInspectionContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    /// After which nothing would ever be read again.
    @Test
    void aMaximumThatIsInfiniteIsRefused() throws Exception {
        for (ColumnType type : List.of(new ColumnType.Floating(64), new ColumnType.UnboundedDecimal(), new ColumnType.Timestamp(6))) {
            nextTable();
            TableShape shape = shape(List.of("id"), ID, column("at", type, true));
            load(shape, create(List.of("at"), false), "1\tinfinity\n".replace("infinity", type instanceof ColumnType.Timestamp ? "infinity" : "NaN"));

            assertThatThrownBy(() -> inspect(shape, "at"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                    .hasMessageContaining("\"at\"");
        }
    }

    @Test
    void whatANewTableWouldLoseIsNamedBeforehand() throws Exception {
        make("id bigint PRIMARY KEY");
        end().execute("CREATE POLICY some_policy ON %s USING (true)".formatted(quoted()));

        assertThat(problems()).singleElement().asString().contains("policy some_policy").contains("retain and clear");
    }
}
