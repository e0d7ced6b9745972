package dev.syncline.dialect.doris;

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

class DorisLoadIT extends StreamLoadLoadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.doris();
    }

    /// `FeNameFormat`: letters, digits and a few signs; either letters beyond ASCII or blanks.
    @Override
    @Test
    protected void oddNamesArriveWhole() throws Exception {
        for (List<String> names : List.of(List.of("select", "Order", "per-cent", "ünï漢字"), List.of("select", "with blank", "a/b", "a$1"))) {
            List<Column> columns = names.stream().map(name -> new Column(name, new ColumnType.Int(32, false), true, null)).toList();
            for (String name : names.stream().filter(each -> each.matches("[\\p{L}-]+")).toList()) {
                use(new TableName(end().schema(), name));
                replaceWith(new TableShape(SHAPE.origin(), columns, List.of()), new Batch("1\t1\t1\t1\n".getBytes(StandardCharsets.UTF_8), 1, 0));
                assertThat(count()).as(name).isEqualTo(1);
            }
        }
        for (String name : List.of("with blank", "_hidden", "1st")) {
            use(new TableName(end().schema(), name));
            assertThatThrownBy(() -> replaceWith(SHAPE, rows(1, 1)))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME));
        }
    }
}
