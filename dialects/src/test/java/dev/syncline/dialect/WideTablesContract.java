package dev.syncline.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/// A statement grows with the columns that it names: made, filled, replaced, cleared, merged into and looked at.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WideTablesContract {

    private static final String VALUE = "2026-01-02 03:04:05";

    private TestDatabase end;

    abstract TestDatabase open() throws SQLException;

    /// As many as a table may have here, or as many as a test has the time for.
    abstract int mostColumns();

    @BeforeAll
    void openEnd() throws SQLException {
        end = open();
    }

    @AfterAll
    void closeEnd() throws SQLException {
        end.close();
    }

    @Test
    void twoHundredMomentsWithNamesOfThirtyLettersArriveInEachMode() throws Exception {
        arrivesInEachMode(200, 30);
    }

    @Test
    void aTableWithAsManyColumnsAsThereMayBeArrivesInEachMode() throws Exception {
        arrivesInEachMode(mostColumns(), 60);
    }

    private void arrivesInEachMode(int columns, int nameLength) throws Exception {
        TableShape shape = shape(columns, nameLength);
        TableName table = new TableName(end.schema(), "wide_" + columns);
        LoadHarness.Batch rows = rows(columns, "1", "2");
        for (LoadMode mode : List.of(new LoadMode.Create(false), new LoadMode.Clear(), new LoadMode.Merge(null))) {
            try (Connection session = end.session(Access.WRITE)) {
                LoadRules rules = new LoadRules(mode, List.of(), !(mode instanceof LoadMode.Create), null);
                LoadHarness.load(end, session, LoadHarness.plan(UUID.randomUUID(), 1, table, shape, rules), List.of(rows));

                assertThat(end.dialect().target().inspect(session, table, shape, List.of()).changes()).as(mode.toString()).isEmpty();
            }
        }
        String last = shape.columns().getLast().name();
        // Rows of one key meet in ClickHouse when they are merged.
        assertThat(end.texts("SELECT %s AS c FROM %s.%s GROUP BY id, 1 ORDER BY id".formatted(end.dialect().quote(last), end.dialect().quote(end.schema()), table.table())))
                .allSatisfy(value -> assertThat(value).startsWith("2026-01-02"))
                .hasSize(2);
    }

    private static TableShape shape(int columns, int nameLength) {
        List<Column> all = new ArrayList<>(List.of(new Column("id", new ColumnType.Int(64, false), false, null)));
        for (int i = 1; i < columns; i++) {
            String number = "_" + i;
            all.add(new Column("c".repeat(nameLength - number.length()) + number, new ColumnType.Timestamp(0), true, null));
        }
        return new TableShape(new DatabaseKind("elsewhere"), all, List.of("id"));
    }

    private static LoadHarness.Batch rows(int columns, String... ids) {
        StringBuilder rows = new StringBuilder();
        for (String id : ids) {
            rows.append(id).append(("\t" + VALUE).repeat(columns - 1)).append('\n');
        }
        return new LoadHarness.Batch(rows.toString().getBytes(StandardCharsets.UTF_8), ids.length, 0);
    }
}
