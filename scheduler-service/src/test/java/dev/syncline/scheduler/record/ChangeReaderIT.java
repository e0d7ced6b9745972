package dev.syncline.scheduler.record;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.syncline.kit.message.Json;
import dev.syncline.scheduler.record.ChangesQuery.Answer;
import dev.syncline.scheduler.record.ChangesQuery.ChangedTable;
import dev.syncline.scheduler.record.Watch.Tables;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/// What all who watch cost the database, on a real PostgreSQL with the tables of the service.
class ChangeReaderIT {

    private static final int MANY = 10_000;

    private static FreshDatabase database;
    private static HikariDataSource pool;
    private static JdbcClient jdbc;

    private final AtomicInteger statements = new AtomicInteger();
    private final ChangeReader reader = reader();

    @BeforeAll
    static void migrate() {
        database = SharedServers.postgreSql().freshDatabase("changes");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration/kit", "classpath:db/migration/scheduler")
                .load()
                .migrate();
        pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(2);
        jdbc = JdbcClient.create(pool);
    }

    @AfterAll
    static void drop() {
        pool.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("DELETE FROM run").update();
    }

    /// With [Beat]'s two looks a second this is what keeps 500 pages at ten statements a second.
    @Test
    void fiveHundredPagesOfFiftyRunsAreFiveStatementsALook() throws Exception {
        List<UUID> runs = IntStream.range(0, 50).mapToObj(i -> run(10 + i)).toList();
        runs.forEach(run -> tables(run, 5, "EXTRACTING", 100));
        Watched all = new Watched(Json::bytes);
        List<Watcher> watchers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Watcher watcher = new Watcher(new Watch(i % 10 == 0, runs.get(i % 50), i % 2 == 0 ? Tables.UNSETTLED : Tables.CHANGED, i % 3 == 0 ? (Long) 5L : null));
            watchers.add(watcher);
            all.join(watcher);
        }

        all.lookOnce(reader::read);
        assertThat(statements.getAndSet(0)).isEqualTo(5);
        all.lookOnce(reader::read);

        assertThat(statements.get()).as("nothing has changed").isEqualTo(2);
        assertThat(Beat.SHORTEST).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        assertThat(watchers).allSatisfy(watcher -> assertThat(watcher.mailbox().take(Duration.ZERO)).isNotEmpty());
    }

    @Test
    void theFirstWordOfARunOfTenThousandTablesIsShort() throws Exception {
        UUID run = run(10);
        tables(run, MANY, "WAITING", 10);
        Watched all = new Watched(Json::bytes);
        Watcher changed = new Watcher(new Watch(false, run, Tables.CHANGED, null));
        Watcher unsettled = new Watcher(new Watch(false, run, Tables.UNSETTLED, null));
        Watcher again = new Watcher(new Watch(false, run, Tables.CHANGED, 5L));
        List.of(changed, unsettled, again).forEach(all::join);

        all.lookOnce(reader::read);

        assertThat(changed.mailbox().take(Duration.ZERO)).as("the run and the position").hasSize(2);
        assertThat(again.mailbox().take(Duration.ZERO)).as("what has not begun is no news").hasSize(2);
        assertThat(unsettled.mailbox().take(Duration.ZERO)).hasSize(ChangesQuery.MOST + 2);
    }

    @Test
    void ofThousandsThatHaveChangedTheNewestAreRead() {
        UUID run = run(10);
        tables(run, MANY, "LOADED", 10);

        Answer answer = reader.read(new ChangesQuery(5, false, java.util.Set.of(run), java.util.Set.of(), List.of(new ChangesQuery.OfRun(run, 5, false)), java.util.Map.of()));

        assertThat(answer.turn()).isEqualTo(10);
        assertThat(answer.tables()).hasSize(ChangesQuery.MOST + 1).extracting(ChangedTable::turn).containsOnly(10L);
    }

    private static UUID run(long turn) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO run (id, project_id, project_name, origin, revision, configuration, source_id, targets, partitions, retry_attempts, retry_backoff_ms, state,
                            open_pieces, discovery_attempt, tables, settled, failed, requested_at, turn, place)
                        VALUES (:id, 1, 'p', 'MANUAL', 1, '{}', 1, '[]', 4, 3, 5000, 'RUNNING', 0, 0, 5, 0, 0, now(), :turn, now())
                        """).param("id", id).param("turn", turn).update();
        return id;
    }

    private static void tables(UUID run, int count, String state, long turn) {
        jdbc.sql("""
                        INSERT INTO table_run (id, run_id, source_schema, source_table, target_schema, target_table, estimated_rows, estimated_bytes, state, attempt, not_before,
                            extraction, turn)
                        SELECT gen_random_uuid(), :run, 's', 't' || number, 's', 't' || number, 1, 1, :state, 1, now(), 'WAITING', :turn
                        FROM generate_series(1, :count) AS number
                        """).param("run", run).param("state", state).param("turn", turn).param("count", count).update();
    }

    private ChangeReader reader() {
        JdbcClient counting = JdbcClient.create(counting());
        return new ChangeReader(counting, new RunReader(counting));
    }

    private DataSource counting() {
        return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
            Object answer = method.invoke(pool, arguments);
            return answer instanceof Connection connection ? counting(connection) : answer;
        });
    }

    private Connection counting(Connection connection) {
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
                statements.incrementAndGet();
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
