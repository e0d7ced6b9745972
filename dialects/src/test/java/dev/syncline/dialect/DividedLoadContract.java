package dev.syncline.dialect;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.LoadHarness.Given;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.DividedLoad;
import dev.syncline.dialect.load.DividedLoad.Lane;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LostFence;
import dev.syncline.dialect.load.TableLoad;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What every target promises about a load that several sessions write, proven on the real server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DividedLoadContract {

    private static final TableShape SHAPE = new TableShape(
            new DatabaseKind("elsewhere"),
            List.of(
                    new Column("id", new ColumnType.Int(64, false), false, null),
                    new Column("name", new ColumnType.Text(0, false), true, null)),
            List.of("id"));

    private final List<Connection> sessions = new ArrayList<>();
    private TestDatabase end;
    private TableName table;
    private int tables;

    protected abstract TestDatabase open() throws SQLException;

    @BeforeAll
    void openEnd() throws SQLException {
        end = open();
    }

    @AfterAll
    void closeEnd() throws SQLException {
        for (Connection session : sessions) {
            end.dialect().interrupt(session);
        }
        end.close();
    }

    @BeforeEach
    void nextTable() {
        table = new TableName(end.schema(), "divided_" + ++tables);
    }

    private Connection session() throws SQLException {
        Connection session = end.session(Access.WRITE);
        sessions.add(session);
        return session;
    }

    private TableLoad load(UUID id, long fence) throws SQLException {
        return end.dialect().target().load(session(), LoadHarness.plan(id, fence, table, SHAPE));
    }

    private Ledger append(Lane lane, Ledger before, int from, int to, long number) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append(i).append("\trow ").append(i).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        Manifest taken = before.taken();
        int rows = to - from + 1;
        Ledger after = before.after(new Manifest(number + 1, taken.rows() + rows, taken.bytes() + bytes.length, taken.checksum() + number), number + 1);
        lane.append(new Given(before, new ByteArrayInputStream(bytes), rows, 0, after));
        return after;
    }

    private static Ledger total(Ledger main, List<Ledger> lanes) {
        long rows = main.taken().rows();
        long bytes = main.taken().bytes();
        for (Ledger lane : lanes) {
            rows += lane.taken().rows();
            bytes += lane.taken().bytes();
        }
        return main.after(new Manifest(9, rows, bytes, 0), 9);
    }

    private static DividedLoad divided(TableLoad load) throws SQLException {
        return load.divided().orElseThrow();
    }

    private long count() throws SQLException {
        return Long.parseLong(String.valueOf(end.text("SELECT count(*) FROM %s.%s".formatted(end.dialect().quote(table.schema()), end.dialect().quote(table.table())))));
    }

    private void expectNothingLeft(UUID id) throws SQLException {
        assertThat(end.text("SELECT count(*) FROM %s.%s".formatted(end.dialect().quote(table.schema()), end.dialect().quote(LoadNames.LEDGER)))).isEqualTo("0");
        try (TableLoad look = load(id, 9)) {
            assertThat(look.remnants()).isEmpty();
        }
    }

    @Test
    void aSuccessorGoesOnInAllLanes() throws Exception {
        UUID id = UUID.randomUUID();
        TableLoad first = load(id, 1);
        first.claim();
        Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
        first.begin(start);
        Ledger main = append(first::append, start, 1, 10, 0);
        List<Ledger> lanes = new ArrayList<>(divided(first).divide(main, 3));
        assertThat(lanes).hasSize(3).allSatisfy(lane -> {
            assertThat(lane.nextOffset()).isEqualTo(1);
            assertThat(lane.taken()).isEqualTo(new Manifest(1, 0, 0, 0));
        });
        Lane zombie = divided(first).lane(session(), 2);
        lanes.set(1, append(divided(first).lane(session(), 1), lanes.get(1), 11, 15, 1));
        lanes.set(2, append(zombie, lanes.get(2), 16, 20, 2));

        TableLoad second = load(id, 2);
        assertThat(second.claim()).contains(main);
        assertThat(divided(second).lanes()).isEqualTo(lanes);
        // The first holder's session may have been ended.
        assertThatThrownBy(() -> append(zombie, lanes.get(2), 90, 99, 5)).isInstanceOfAny(LostFence.class, SyncException.class);
        lanes.set(0, append(divided(second).lane(session(), 0), lanes.get(0), 21, 30, 3));
        lanes.set(2, append(divided(second).lane(session(), 2), lanes.get(2), 31, 33, 5));
        divided(second).unite(main, total(main, lanes));

        TableLoad third = load(id, 3);
        Ledger united = third.claim().orElseThrow();
        assertThat(united.taken().rows()).isEqualTo(33);
        assertThat(united.nextOffset()).isEqualTo(9);
        assertThat(divided(third).lanes()).isEmpty();
        third.complete(united);
        assertThat(third.publish(united).inserted()).isEqualTo(33);
        assertThat(count()).isEqualTo(33);
        third.forget();
        expectNothingLeft(id);
    }

    @Test
    void aSuccessorMayBeginAnew() throws Exception {
        UUID id = UUID.randomUUID();
        TableLoad first = load(id, 1);
        first.claim();
        Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
        first.begin(start);
        Ledger lane = divided(first).divide(start, 2).getFirst();
        Lane zombie = divided(first).lane(session(), 0);
        Ledger taken = append(zombie, lane, 1, 5, 0);

        TableLoad second = load(id, 2);
        second.claim();
        second.begin(start);
        assertThatThrownBy(() -> append(zombie, taken, 6, 9, 2)).isInstanceOfAny(LostFence.class, SyncException.class);
        TableLoad third = load(id, 3);
        Ledger anew = third.claim().orElseThrow();
        assertThat(anew).isEqualTo(start);
        assertThat(divided(third).lanes()).isEmpty();
        Ledger main = append(third::append, anew, 1, 3, 0);
        third.complete(main);
        third.publish(main);
        assertThat(count()).isEqualTo(3);
        third.forget();
        expectNothingLeft(id);
    }

    @Test
    void aDividedLoadCanBeForgotten() throws Exception {
        UUID id = UUID.randomUUID();
        TableLoad load = load(id, 1);
        load.claim();
        Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
        load.begin(start);
        append(divided(load).lane(session(), 1), divided(load).divide(start, 2).get(1), 1, 5, 1);

        load(id, 2).forget();

        expectNothingLeft(id);
    }

    /// The lanes' sum is not what the table has.
    @Test
    void aLaneThatIsMissingIsUnproven() throws Exception {
        UUID id = UUID.randomUUID();
        TableLoad load = load(id, 1);
        load.claim();
        Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
        load.begin(start);
        List<Ledger> lanes = new ArrayList<>(divided(load).divide(start, 2));
        append(divided(load).lane(session(), 0), lanes.get(0), 1, 5, 0);
        lanes.set(1, append(divided(load).lane(session(), 1), lanes.get(1), 6, 9, 1));
        divided(load).unite(start, total(start, lanes));

        Ledger united = total(start, lanes);
        assertThatThrownBy(() -> load.complete(united)).isInstanceOf(SyncException.class).hasMessageContaining("9 rows where 4");
        load.forget();
        expectNothingLeft(id);
    }

    @Test
    void rowsThatHaveToComeInOrderAreNotDivided() throws Exception {
        for (LoadRules rules : List.of(
                new LoadRules(new LoadMode.Create(false), List.of(), true, null), new LoadRules(new LoadMode.Merge(null), List.of("id"), false, null))) {
            TableLoad load = end.dialect().target().load(session(), LoadHarness.plan(UUID.randomUUID(), 1, table, SHAPE, rules));
            assertThat(load.divided()).isEmpty();
        }
    }
}
