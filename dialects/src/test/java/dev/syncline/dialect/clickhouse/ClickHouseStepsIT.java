package dev.syncline.dialect.clickhouse;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Access;
import dev.syncline.dialect.Copy;
import dev.syncline.dialect.Copy.Batch;
import dev.syncline.dialect.End;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a small table costs does not depend on its rows: statements, and parts of the ledger. The server counts them.
class ClickHouseStepsIT {

    private static final TableShape SHAPE = new TableShape(
            new DatabaseKind("elsewhere"),
            List.of(new Column("id", new ColumnType.Int(64, false), false, null), new Column("name", new ColumnType.Text(0, false), true, null)),
            List.of("id"));

    @Test
    void aSmallTableNeedsFewStatementsAndFewerPartsOfTheLedger() throws Exception {
        try (End end = End.clickHouse()) {
            load(end, "first");

            Costs create = costs(end, () -> load(end, "small"));
            Costs replace = costs(end, () -> load(end, "small"));

            assertThat(create.statements()).isLessThanOrEqualTo(28);
            assertThat(replace.statements()).isLessThanOrEqualTo(30);
            assertThat(create.ledgerRows()).isLessThanOrEqualTo(6);
        }
    }

    /// @param statements that the server has executed
    /// @param ledgerRows inserts but for that of the rows
    private record Costs(long statements, long ledgerRows) {}

    private interface Work {
        void run() throws Exception;
    }

    private static Costs costs(End end, Work work) throws Exception {
        long statements = event(end, "Query");
        long inserts = event(end, "InsertQuery");
        work.run();
        // The looks at the counters are two statements themselves.
        return new Costs(event(end, "Query") - statements - 2, event(end, "InsertQuery") - inserts - 1);
    }

    private static long event(End end, String name) throws SQLException {
        return Long.parseLong(end.text("SELECT toString(value) FROM system.events WHERE event = '%s'".formatted(name)));
    }

    private static void load(End end, String table) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 100; i++) {
            rows.append(i).append("\trow ").append(i).append('\n');
        }
        Batch batch = new Batch(rows.toString().getBytes(StandardCharsets.UTF_8), 100, 0);
        try (Connection session = end.session(Access.WRITE)) {
            Copy.load(end, session, new TableName(end.schema(), table), SHAPE, List.of(batch));
        }
    }
}
