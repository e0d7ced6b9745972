package dev.syncline.scheduler.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.scheduler.record.RunSamples.Sample;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The curve of a long run, on a real PostgreSQL.
class RunSamplesIT {

    private static final Instant BEGAN = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void aRunOfTenHoursHasAFewHundredPointsFromItsBeginningToItsEnd() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("samples")) {
            Flyway.configure()
                    .dataSource(database.jdbcUrl(), database.user(), database.password())
                    .locations("classpath:db/migration/kit", "classpath:db/migration/scheduler")
                    .load()
                    .migrate();
            SingleConnectionDataSource connection = new SingleConnectionDataSource(database.jdbcUrl(), database.user(), database.password(), true);
            JdbcClient jdbc = JdbcClient.create(connection);
            UUID run = insert(jdbc);
            RunSamples samples = new RunSamples(jdbc, new RecordProperties(Duration.ofDays(90), 2, Duration.ofSeconds(5)));
            int most = 0;

            for (int seconds = 0; seconds <= 36_000; seconds += seconds < 4_000 ? 5 : 20) {
                samples.take(BEGAN.plusSeconds(seconds));
                if (seconds % 500 == 0) {
                    most = Math.max(most, RunSamples.read(jdbc, run).size());
                }
            }
            samples.last(run, BEGAN.plusSeconds(36_001));

            List<Sample> kept = RunSamples.read(jdbc, run);
            assertThat(most).isBetween(600, RunSamples.MOST - 1);
            assertThat(kept).hasSizeBetween(RunSamples.MOST / 2 - 1, RunSamples.MOST);
            assertThat(kept.getFirst().at()).isEqualTo(BEGAN);
            assertThat(kept.getLast().at()).isEqualTo(BEGAN.plusSeconds(36_001));
            connection.destroy();
        }
    }

    private static UUID insert(JdbcClient jdbc) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO run (id, project_id, project_name, origin, revision, configuration, source_id, targets, partitions, retry_attempts, retry_backoff_ms, state,
                            open_pieces, discovery_attempt, tables, settled, failed, requested_at, began_at, turn, place)
                        VALUES (:id, 1, 'p', 'MANUAL', 1, '{}', 1, '[]', 4, 3, 5000, 'RUNNING', 0, 0, 5, 0, 0, :began, :began, 1, :began)
                        """).param("id", id).param("began", dev.syncline.scheduler.store.Columns.time(BEGAN)).update();
        return id;
    }
}
