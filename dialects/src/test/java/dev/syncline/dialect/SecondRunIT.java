package dev.syncline.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.LoadHarness.Batch;
import dev.syncline.dialect.connect.Access;
import dev.syncline.testsupport.Proves;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a first run has made is looked at, cleared and merged into by the second one, whatever type its key has, with the longest values of each.
class SecondRunIT {

    private static final Map<ColumnType, String> LONGEST = new LinkedHashMap<>();

    static {
        LONGEST.put(new ColumnType.Int(64, false), "-9223372036854775808");
        LONGEST.put(new ColumnType.Int(64, true), "18446744073709551615");
        LONGEST.put(new ColumnType.Decimal(36, 0), "9".repeat(36));
        LONGEST.put(new ColumnType.Decimal(40, 0), "9".repeat(40));
        LONGEST.put(new ColumnType.Decimal(65, 0), "-" + "9".repeat(65));
        LONGEST.put(new ColumnType.Decimal(65, 30), "9".repeat(35) + "." + "9".repeat(30));
        LONGEST.put(new ColumnType.Decimal(60, 5), "9".repeat(55) + "." + "9".repeat(5));
        LONGEST.put(new ColumnType.Floating(64), "1.7976931348623157E308");
        LONGEST.put(new ColumnType.Date(), "2299-12-31");
        LONGEST.put(new ColumnType.Timestamp(6), "2262-04-11 23:47:16.854775");
        LONGEST.put(new ColumnType.Instant(6), "1970-01-01 00:00:00.000001");
        LONGEST.put(new ColumnType.Text(255, false), "漢".repeat(255));
        LONGEST.put(new ColumnType.Uuid(), "ffffffff-ffff-ffff-ffff-ffffffffffff");
    }

    @Test
    @Proves({"S36", "A11"})
    void mySqlTakesAgainWhatItHasMade() throws Exception {
        isTakenAgain(TestDatabase.mySql());
    }

    @Test
    @Proves({"S36", "A11"})
    void postgreSqlTakesAgainWhatItHasMade() throws Exception {
        isTakenAgain(TestDatabase.postgreSql());
    }

    @Test
    @Proves({"S36", "A11"})
    void clickHouseTakesAgainWhatItHasMade() throws Exception {
        isTakenAgain(TestDatabase.clickHouse());
    }

    private static void isTakenAgain(TestDatabase opened) throws SQLException {
        try (TestDatabase to = opened; Connection session = to.session(Access.WRITE)) {
            int number = 0;
            for (Map.Entry<ColumnType, String> type : LONGEST.entrySet()) {
                TableName table = new TableName(to.schema(), "again_" + ++number);
                TableShape shape = new TableShape(
                        new DatabaseKind("elsewhere"),
                        List.of(new Column("id", new ColumnType.Int(32, false), false, null), new Column("c", type.getKey(), false, null)),
                        List.of("c"));
                List<Batch> rows = List.of(new Batch("1\t%s\n".formatted(type.getValue()).getBytes(StandardCharsets.UTF_8), 1, 0));

                run(to, session, table, shape, new LoadMode.Create(false), rows);
                Bound maximum = expectUnchanged(to, session, table, shape).maximum();
                assertThat(maximum).as(type.toString()).isNotNull();
                run(to, session, table, shape, new LoadMode.Clear(), rows);
                run(to, session, table, shape, new LoadMode.Merge(maximum), rows);

                assertThat(expectUnchanged(to, session, table, shape).maximum()).as(type.toString()).isEqualTo(maximum);
            }
        }
    }

    private static TargetState expectUnchanged(TestDatabase to, Connection session, TableName table, TableShape shape) throws SQLException {
        TargetState state = to.dialect().target().inspect(session, table, shape, List.of("c"));
        assertThat(state.changes()).isEmpty();
        return state;
    }

    private static void run(TestDatabase to, Connection session, TableName table, TableShape shape, LoadMode mode, List<Batch> rows) throws SQLException {
        LoadHarness.load(to, session, LoadHarness.plan(UUID.randomUUID(), 1, table, shape, new LoadRules(mode, List.of("c"), true, null)), rows);
    }
}
