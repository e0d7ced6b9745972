package dev.syncline.dialect.starrocks;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.LoadHarness.Batch;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.streamload.StreamLoadLoadContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StarRocksLoadIT extends StreamLoadLoadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.starRocks();
    }

    /// Without back quotes, which its front end drops.
    @Override
    protected List<String> oddNames() {
        return super.oddNames().stream().filter(name -> name.indexOf('`') < 0).toList();
    }

    /// Before anything is made or loaded: the server would refuse the one after the load, and make another table of the other.
    @Test
    void namesThatTheServerRefusesOrChangesAreRefusedFirst() throws Exception {
        use(new TableName(end().schema(), "x`y"));
        assertThatThrownBy(() -> replaceWith(SHAPE, rows(1, 1)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME))
                .hasMessageContaining("'x`y'");
        use(new TableName(end().schema(), "xy"));
        for (String name : List.of("back`s", "a=b", "a<b", "a>b", "a!b", "a*b", "__op", "__ROW", "___count___", "__starrocks_shadow_x", "__generated_partition_column_0")) {
            TableShape shape = new TableShape(SHAPE.origin(), List.of(new Column(name, new ColumnType.Int(32, false), true, null)), List.of());
            assertThatThrownBy(() -> replaceWith(shape, new Batch("1\n".getBytes(StandardCharsets.UTF_8), 1, 0)))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME))
                    .hasMessageContaining("column name '%s'".formatted(name));
        }
        assertThat(end().texts("SHOW TABLES")).noneMatch(name -> name.equals("xy") || name.matches("_?syncline_[0-9a-f]{32}.*"));
    }
}
