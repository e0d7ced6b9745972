package dev.syncline.dialect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// However many tables a preview is about, a server is asked as many questions as for a few.
class ManyTablesIT {

    private static final int FEW = 3;
    private static final int MANY = 40;

    private static final TableShape SHAPE = new TableShape(
            new DatabaseKind("postgresql"), List.of(new Column("id", new ColumnType.Int(32, false), false, "integer")), List.of("id"));

    @FunctionalInterface
    interface Server {
        TestDatabase open() throws SQLException;
    }

    static Stream<Server> sources() {
        return Stream.of(TestDatabase::mySql, TestDatabase::postgreSql);
    }

    static Stream<Server> targets() {
        return Stream.of(TestDatabase::mySql, TestDatabase::postgreSql, TestDatabase::clickHouse);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceIsAskedOnceForAll(Server database) throws Exception {
        try (TestDatabase end = database.open()) {
            List<TableName> tables = made(end, "CREATE TABLE t%d (id INT PRIMARY KEY, changed INT NOT NULL)");

            assertThat(asked(end, Access.READ, session -> look(end, session, tables)))
                    .as("questions about %d tables", MANY)
                    .isEqualTo(asked(end, Access.READ, session -> look(end, session, tables.subList(0, FEW))));

            try (Connection session = end.session(Access.READ)) {
                Map<TableName, List<String>> keys = new HashMap<>();
                tables.forEach(table -> keys.put(table, List.of(table.equals(tables.getFirst()) ? "id" : "changed")));
                assertThat(end.dialect().source().withoutIndex(session, keys)).containsExactlyInAnyOrderElementsOf(tables.subList(1, MANY));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aTargetIsAskedOnceForAllThatIsThereAndAllThatIsNot(Server database) throws Exception {
        try (TestDatabase end = database.open()) {
            boolean clickHouse = end.dialect().kind().id().equals("clickhouse");
            List<TableName> there = made(end, "CREATE TABLE t%d (id INT NOT NULL" + (clickHouse ? ") ENGINE = MergeTree ORDER BY id" : " PRIMARY KEY)"));
            List<TableName> missing = IntStream.range(0, MANY).mapToObj(i -> new TableName(end.schema(), "missing" + i)).toList();
            for (List<TableName> all : List.of(there, missing)) {
                assertThat(asked(end, Access.WRITE, session -> judge(end, session, all)))
                        .as("questions about %d tables such as %s", MANY, all.getFirst())
                        .isEqualTo(asked(end, Access.WRITE, session -> judge(end, session, all.subList(0, FEW))));
            }
        }
    }

    private static List<TableName> made(TestDatabase end, String statement) throws Exception {
        for (int i = 0; i < MANY; i++) {
            end.execute(statement.formatted(i));
        }
        return IntStream.range(0, MANY).mapToObj(i -> new TableName(end.schema(), "t" + i)).toList();
    }

    private static void look(TestDatabase end, Connection session, List<TableName> tables) throws Exception {
        SourceDialect source = end.dialect().source();
        assertThat(source.discover(session, tables)).hasSameSizeAs(tables).extracting(DiscoveredTable::failure).containsOnlyNulls();
        assertThat(source.cautions(session, tables)).isEmpty();
        Map<TableName, List<String>> keys = new HashMap<>();
        tables.forEach(table -> keys.put(table, List.of("changed")));
        assertThat(source.withoutIndex(session, keys)).hasSameSizeAs(tables);
    }

    private static void judge(TestDatabase end, Connection session, List<TableName> tables) throws Exception {
        TargetDialect target = end.dialect().target();
        assertThat(target.problems(session, tables)).isEmpty();
        Map<TableName, TableProperties> made = new HashMap<>();
        tables.forEach(table -> made.put(table, TableProperties.NONE));
        assertThat(target.losses(session, made)).isEmpty();
        TargetDialect.Refusals refusals = target.refusals(session);
        for (int i = 0; i < tables.size(); i++) {
            assertThat(refusals.of(SHAPE, TableProperties.NONE)).isEmpty();
        }
    }

    @FunctionalInterface
    private interface Questions {
        void ask(Connection session) throws Exception;
    }

    /// How many statements are made for it.
    private static int asked(TestDatabase end, Access access, Questions questions) throws Exception {
        AtomicInteger statements = new AtomicInteger();
        try (Connection session = end.session(access)) {
            questions.ask((Connection) Proxy.newProxyInstance(ManyTablesIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                if (method.getName().equals("prepareStatement") || method.getName().equals("createStatement")) {
                    statements.incrementAndGet();
                }
                try {
                    return method.invoke(session, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }));
        }
        return statements.get();
    }
}
