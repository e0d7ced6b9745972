package dev.syncline.dialect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.LoadHarness.Batch;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.TableLoad;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A load waits for locks of its table for so long in all, however many steps and sessions it takes.
class LockWaitIT {

    private static final TableShape SHAPE = new TableShape(
            new DatabaseKind("elsewhere"), List.of(new Column("id", new ColumnType.Int(64, false), false, null)), List.of("id"));

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    void whatOneSessionHasWaitedForIsNotWaitedForAgainInTheNext(String kind) throws Exception {
        try (TestDatabase end = kind.equals("mysql") ? TestDatabase.mySql() : TestDatabase.postgreSql(); Connection reader = end.anotherPlain()) {
            TableName table = new TableName(end.schema(), "held");
            try (Connection session = end.session(Access.WRITE)) {
                LoadHarness.load(end, session, table, SHAPE, List.of(rows(3)));
            }
            LoadPlan plan = LoadHarness.plan(UUID.randomUUID(), 1, table, SHAPE);
            Ledger taken;
            try (Connection session = end.session(Access.WRITE); TableLoad load = end.dialect().target().load(session, plan)) {
                load.claim();
                Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
                load.begin(start);
                taken = LoadHarness.append(load, start, rows(9));
                load.complete(taken);
                read(end, reader, table);

                assertThat(triesOf(end, session, plan, taken)).isGreaterThan(1);
            }
            try (Connection another = end.session(Access.WRITE)) {
                assertThat(triesOf(end, another, plan, taken)).isEqualTo(1);
            }

            reader.rollback();
            try (Connection session = end.session(Access.WRITE); TableLoad load = end.dialect().target().load(session, plan)) {
                load.publish(taken);
                load.forget();
            }
            assertThat(end.text("SELECT count(*) AS n FROM %s".formatted(quoted(end, table)))).isEqualTo("9");
        }
    }

    /// Also where the table is dropped before its load, and then waited for once more at its end.
    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    void aTableThatIsDroppedFirstIsWaitedForNoLonger(String kind) throws Exception {
        try (TestDatabase end = kind.equals("mysql") ? TestDatabase.mySql() : TestDatabase.postgreSql(); Connection reader = end.anotherPlain()) {
            TableName table = new TableName(end.schema(), "held");
            try (Connection session = end.session(Access.WRITE)) {
                LoadHarness.load(end, session, table, SHAPE, List.of(rows(3)));
            }
            LoadPlan plan = LoadHarness.plan(UUID.randomUUID(), 1, table, SHAPE, new LoadRules(new LoadMode.Create(true), List.of(), false, null));
            read(end, reader, table);
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            try (Connection session = end.session(Access.WRITE)) {
                AtomicInteger tries = new AtomicInteger();
                try (TableLoad load = end.dialect().target().load(counting(session, tries), plan)) {
                    load.claim();
                    refused(() -> load.begin(start));
                    assertThat(tries.getAndSet(0)).isGreaterThan(1);
                    refused(() -> load.begin(start));
                    assertThat(tries.get()).isEqualTo(1);
                    load.forget();
                }
            }
        }
    }

    private static int triesOf(TestDatabase end, Connection session, LoadPlan plan, Ledger taken) throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (TableLoad load = end.dialect().target().load(counting(session, tries), plan)) {
            refused(() -> load.publish(taken));
        }
        return tries.get();
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void refused(Step step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LOCKED))
                .hasMessageEndingWith("(waited for 2 s in this attempt)");
    }

    private static void read(TestDatabase end, Connection reader, TableName table) throws Exception {
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement(); ResultSet rows = statement.executeQuery("SELECT id FROM " + quoted(end, table))) {
            assertThat(rows.next()).isTrue();
        }
    }

    private static String quoted(TestDatabase end, TableName table) {
        String quote = end.dialect().kind().equals(new DatabaseKind("mysql")) ? "`" : "\"";
        return quote + table.schema() + quote + '.' + quote + table.table() + quote;
    }

    private static Batch rows(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append(i).append('\n');
        }
        return new Batch(text.toString().getBytes(StandardCharsets.UTF_8), count, 0);
    }

    /// A try that does not get the lock is rolled back.
    private static Connection counting(Connection session, AtomicInteger tries) {
        return (Connection) Proxy.newProxyInstance(LockWaitIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
            if (method.getName().equals("rollback")) {
                tries.incrementAndGet();
            }
            try {
                return method.invoke(session, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
