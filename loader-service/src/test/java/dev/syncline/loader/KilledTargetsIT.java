package dev.syncline.loader;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work.EndedLoad;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.contracts.work.Work.SweepTarget;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.LoadCleanedUp;
import dev.syncline.contracts.work.WorkResult.TableLoaded;
import dev.syncline.contracts.work.WorkResult.TargetSwept;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/// Real targets die right after they have carried out a statement of a load, its swap or its clean-up, and stay away for longer than the loader tries.
/// A look after their return finds whatever is left, and removes it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledTargetsIT {

    private static final Path DIRECTORY = Path.of("target", "killed-" + ProcessHandle.current().pid());

    /// After the last rows come proof, swap and clean-up: each of their statements that changes something, and the last ones. Of the others, every so
    /// manyth.
    private static final int STEP = Integer.getInteger("syncline.kills.step", 8);
    private static final int LOOKS = 20;
    private static final Pattern ROWS = Pattern.compile("COPY |LOAD DATA|FORMAT(\\s|%20|\\+)+TabSeparated");

    private static final Pattern CHANGE = Pattern.compile("\\b(COMMIT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|RENAME|EXCHANGE|LOCK)\\b");
    private static final int LAST = 8;

    private static final Duration SOON = Duration.ofSeconds(60);

    private Workers workers;

    @BeforeAll
    void start() {
        workers = new Workers(settings().toArray(String[]::new));
    }

    List<String> settings() {
        return List.of("syncline.loader.write.reconnect-for=0s", "syncline.loader.write.batch-bytes=100B", "syncline.network.connect=1s");
    }

    /// Twenty rows from this one on.
    RowsPublisher publish(int first) {
        return begin().rows(first, first + 9).rows(first + 10, first + 19);
    }

    final RowsPublisher begin() {
        return RowsPublisher.begin(workers);
    }

    @AfterAll
    void stop() {
        workers.close();
    }

    @Test
    void nothingStaysInAPostgreSqlThatDiesAfterAnyStatement() throws SQLException {
        try (PostgreSqlServer server = PostgreSqlServer.start(DIRECTORY.resolve("postgresql"), 0, PostgreSqlServer.DURABLE)) {
            dieAfterStatements(server, "postgresql", "public");
        }
    }

    @Test
    void nothingStaysInAMySqlThatDiesAfterAnyStatement() throws SQLException {
        try (MySqlServer server = MySqlServer.start(DIRECTORY.resolve("mysql"), 0, MySqlServer.DURABLE)) {
            dieAfterStatements(server, "mysql", null);
        }
    }

    @Test
    void nothingStaysInAClickHouseThatDiesAfterAnyStatement() throws SQLException {
        try (ClickHouseServer server = ClickHouseServer.start(DIRECTORY.resolve("clickhouse"), 0)) {
            dieAfterStatements(server, "clickhouse", null);
        }
    }

    private void dieAfterStatements(DatabaseServer server, String kind, @Nullable String schema) throws SQLException {
        try (FreshDatabase target = server.freshDatabase("target"); AnswerProxy proxy = new AnswerProxy(server.port())) {
            // The proxy reads along.
            long connection = workers.connection(target, known -> new ConnectionSettings(
                    known.id(), known.name(), 1, new DatabaseKind(kind), "127.0.0.1", proxy.port(), schema == null ? null : known.database(),
                    server.user(), server.password(), Map.of("tls", "disable"), true));
            TableName orders = new TableName(schema == null ? target.name() : schema, "orders");
            // The first load makes the ledger, the second finds pool and ledger as they usually are.
            undisturbed(proxy, connection, orders, 1);
            List<String> answers = undisturbed(proxy, connection, orders, 2);
            List<String> fates = new ArrayList<>();
            int round = 3;
            for (int answer : some(List.copyOf(chosen(answers)))) {
                fates.add(answer + ": " + dieBefore(answer, proxy, target, connection, orders, round++));
            }
            expectAllFates(fates);
        }
    }

    List<Integer> some(List<Integer> chosen) {
        return chosen;
    }

    void expectAllFates(List<String> fates) {
        assertThat(fates).as("the load was done, and its loader could not clean up").anyMatch(fate -> fate.endsWith("loaded, left"));
    }

    private static Set<Integer> chosen(List<String> answers) {
        int rows = 0;
        for (int answer = 1; answer <= answers.size(); answer++) {
            rows = ROWS.matcher(answers.get(answer - 1)).find() ? answer : rows;
        }
        assertThat(rows).as("the answer to the last rows").isPositive();
        Set<Integer> chosen = new TreeSet<>();
        for (int answer = 1; answer <= answers.size(); answer++) {
            boolean changes = CHANGE.matcher(answers.get(answer - 1)).find() || answer > answers.size() - LAST;
            if (answer >= rows && changes || answer % STEP == 0) {
                chosen.add(answer);
            }
        }
        return chosen;
    }

    private List<String> undisturbed(AnswerProxy proxy, long connection, TableName orders, int round) {
        proxy.dieBefore(0, () -> { });
        LoadTable load = load(connection, orders, round);
        workers.end(load, TableLoaded.class);
        Awaitility.await().atMost(SOON).until(() -> !workers.results(load, LoadCleanedUp.class).isEmpty());
        return proxy.answered();
    }

    /// @return what came of the load
    private String dieBefore(int answer, AnswerProxy proxy, FreshDatabase target, long connection, TableName orders, int round) throws SQLException {
        DatabaseServer server = target.server();
        proxy.dieBefore(answer, server::kill);

        LoadTable load = load(connection, orders, round);

        Awaitility.await().atMost(SOON).until(() -> workers.ended(load));
        WorkResult result = workers.results(load, WorkResult.class).getFirst();
        // Whoever has not heard the word by then does not hear it.
        Awaitility.await().atMost(SOON).until(() -> !workers.results(load, LoadCleanedUp.class).isEmpty() || proxy.answers() >= answer);
        server.restart();
        boolean saidToBeGone = !workers.results(load, LoadCleanedUp.class).isEmpty();
        boolean left = !left(target, orders.schema()).isEmpty();
        if (saidToBeGone) {
            assertThat(left).as("its loader said that nothing was left").isFalse();
        }
        // As the scheduler does, again and again until the target answers.
        TargetSwept swept = sweep(connection, load, orders);
        for (int tries = 1; swept.failure() != null && tries < LOOKS; tries++) {
            swept = sweep(connection, load, orders);
        }
        assertThat(swept.failure()).isNull();
        assertThat(swept.looks()).singleElement().satisfies(look -> assertThat(look.left()).isEmpty());
        assertThat(left(target, orders.schema())).isEmpty();
        assertContent(target, orders, round, result instanceof TableLoaded);
        return (result instanceof TableLoaded ? "loaded" : "failed") + (left ? ", left" : "");
    }

    private TargetSwept sweep(long connection, LoadTable load, TableName orders) {
        SweepTarget sweep = new SweepTarget(UUID.randomUUID(), 1, UUID.randomUUID(), connection, List.of(new EndedLoad(load.id(), orders)));
        workers.assign(sweep);
        return workers.end(sweep, TargetSwept.class);
    }

    private LoadTable load(long connection, TableName orders, int round) {
        LoadTable load = publish(round * 1000).end().load(connection, orders);
        workers.assign(load);
        return load;
    }

    /// All rows of one load and no others: of this one, where it was done.
    private static void assertContent(FreshDatabase target, TableName orders, int round, boolean done) throws SQLException {
        String table = target.server() instanceof PostgreSqlServer ? "public.orders" : target.name() + ".orders";
        try (Connection session = target.connect();
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*), count(DISTINCT id), min(id), max(id) FROM " + table)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(20);
            assertThat(row.getInt(2)).isEqualTo(20);
            assertThat(row.getInt(4) - row.getInt(3)).isEqualTo(19);
            if (done) {
                assertThat(row.getInt(3)).isEqualTo(round * 1000);
            }
        }
    }

    private static List<String> left(FreshDatabase target, String schema) throws SQLException {
        if (!(target.server() instanceof ClickHouseServer)) {
            return Leftovers.of(target);
        }
        List<String> left = new ArrayList<>();
        try (Connection session = target.connect(); Statement statement = session.createStatement();
                ResultSet tables = statement.executeQuery("""
                        SELECT name FROM system.tables WHERE database = '%1$s' AND startsWith(name, '_syncline_') AND name <> '_syncline_ledger'
                        UNION ALL
                        SELECT concat('ledger ', load_id) FROM %1$s._syncline_ledger""".formatted(schema))) {
            while (tables.next()) {
                left.add(tables.getString(1));
            }
        }
        return left;
    }
}
