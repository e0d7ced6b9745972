package dev.syncline.scheduler;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What loads of versions before there was a list have left in targets is on the list after the upgrade, under the names that those loads had.
class LeftOversOfOldVersionsIT {

    private static final UUID RUN = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID UNDER_WAY = UUID.fromString("00000000-0000-4000-8000-000000000002");

    private FreshDatabase database;

    @BeforeEach
    void makeAnOldDatabase() {
        database = SharedServers.postgreSql().freshDatabase("old");
        migrate("3");
        run(RUN, "'FAILED'", "now() - INTERVAL '30 days'");
        run(UNDER_WAY, "'RUNNING'", "NULL");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aFailedLoadThatHasLeftSomethingBehindIsOnTheList() throws SQLException {
        UUID table = load(RUN, "a", "'FAILED'", 1, true, "now() - INTERVAL '30 days'");

        migrate("latest");

        assertThat(list()).containsExactly(entry(table, 1, "a"));
    }

    @Test
    void eachAttemptOfALoadIsOnTheList() throws SQLException {
        UUID table = load(RUN, "a", "'LOADED'", 2, false, "now() - INTERVAL '30 days'");
        database.execute("INSERT INTO failed_attempt VALUES ('%s', 71, 1, 'LOCKED', 'x', now())".formatted(table));

        migrate("latest");

        assertThat(list()).as("the last one was done, and is too long ago").containsExactly(entry(table, 1, "a"));
    }

    @Test
    void whatNobodyCanHaveLeftIsNot() throws SQLException {
        load(RUN, "done", "'LOADED'", 1, false, "now() - INTERVAL '30 days'");
        load(RUN, "never_begun", "'FAILED'", 1, false, "NULL");
        load(UNDER_WAY, "under_way", "'LOADING'", 1, false, "now()");

        migrate("latest");

        assertThat(list()).isEmpty();
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration/kit", "classpath:db/migration/scheduler")
                .target(version)
                .load()
                .migrate();
    }

    private void run(UUID id, String state, String finished) {
        database.execute("""
                INSERT INTO run (
                    id, project_id, project_name, origin, revision, configuration, source_id, targets, partitions, retry_attempts, retry_backoff_ms,
                    state, open_pieces, discovery_attempt, tables, settled, failed, requested_at, finished_at, turn, place)
                VALUES ('%s', 7, 'Shop', 'MANUAL', 1, '{}', 70, '[{"id": 71, "name": "warehouse", "kind": "postgresql"}]', 4, 3, 1000,
                    %s, 0, 0, 1, 1, 1, now(), %s, 1, now())
                """.formatted(id, state, finished));
    }

    private UUID load(UUID run, String name, String state, int attempt, boolean leftBehind, String started) {
        UUID table = UUID.nameUUIDFromBytes((run + name).getBytes(StandardCharsets.UTF_8));
        database.execute("""
                INSERT INTO table_run (
                    id, run_id, source_schema, source_table, target_schema, target_table, estimated_rows, estimated_bytes, state, attempt, not_before,
                    extraction, turn)
                VALUES ('%s', '%s', 'shop', '%s', 'shop', '%s', 1, 1, 'FAILED', %d, now(), 'DONE', 1)
                """.formatted(table, run, name, name, attempt));
        database.execute("""
                INSERT INTO load (table_run_id, target_id, run_id, state, attempt, left_behind, started_at, finished_at)
                VALUES ('%s', 71, '%s', %s, %d, %s, %s, %s)
                """.formatted(table, run, state, attempt, leftBehind, started, started));
        return table;
    }

    // The id is what the scheduler calls the work of a load, after which the load calls its tables.
    private static String entry(UUID table, int attempt, String name) {
        UUID load = UUID.nameUUIDFromBytes((table + "/load/71/" + attempt).getBytes(StandardCharsets.UTF_8));
        return load + " warehouse shop." + name;
    }

    private List<String> list() throws SQLException {
        List<String> list = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT load_id, target_name, table_schema || '.' || table_name AS name
                        FROM leftover
                        WHERE fence IS NULL AND look_at < now() + INTERVAL '1 minute' AND sweep_id IS NULL AND NOT given_up
                        """)) {
            while (rows.next()) {
                list.add("%s %s %s".formatted(rows.getString("load_id"), rows.getString("target_name"), rows.getString("name")));
            }
        }
        return list;
    }
}
