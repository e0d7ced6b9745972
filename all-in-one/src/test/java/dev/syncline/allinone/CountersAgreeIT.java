package dev.syncline.allinone;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Counters of rows, less what was discarded, are what records of runs have.
class CountersAgreeIT {

    private static final int ROWS = 60_000;

    private final Installed installed = Installed.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private FreshDatabase source;
    private FreshDatabase target;

    @BeforeEach
    void databases() {
        source = SharedServers.postgreSql().freshDatabase("source");
        target = SharedServers.postgreSql().freshDatabase("target");
        source.execute("CREATE TABLE orders (id int PRIMARY KEY, day date, item text)");
        source.execute("INSERT INTO orders SELECT n, DATE '2026-01-01', repeat('item ' || n, 10) FROM generate_series(1, %d) AS n".formatted(ROWS));
    }

    @AfterEach
    void drop() {
        http.close();
        List.of(source, target).forEach(FreshDatabase::close);
    }

    @Test
    void aRunThatSucceedsIsCountedAsItsRecordHasIt() {
        Counters counted = run(installed.connection(target.server(), target.name(), true), "public", "SUCCEEDED");

        assertThat(counted.read()).isEqualTo(ROWS);
        assertThat(counted.loaded()).isEqualTo(ROWS);
    }

    @Test
    void whatIsLoadedInVainIsDiscarded() {
        // The last rows are none that MySQL's like can hold; a project that says nothing fails for it.
        source.execute("UPDATE orders SET day = 'infinity' WHERE id = %d".formatted(ROWS));
        try (FreshDatabase mysql = SharedServers.mySql().freshDatabase("target")) {
            Counters counted = run(installed.connection(mysql.server(), null, true), mysql.name(), "FAILED");

            assertThat(counted.discarded()).isPositive();
            assertThat(counted.loaded()).isZero();
        }
    }

    /// @return what it has added to the counters, once its record says the same
    private Counters run(long into, String schema, String state) {
        long project = installed.project(installed.connection(source.server(), source.name(), false), List.of(into), "public", List.of("orders"), schema);
        Counters before = Counters.of(installed, http);
        JsonNode run = installed.execute(project);
        assertThat(run.get("state").asString()).as(run.toString()).isEqualTo(state);
        JsonNode samples = installed.api.get(installed.url(Service.SCHEDULER, "/api/v1/runs/%s/samples".formatted(run.get("id").asString()))).ok();
        JsonNode last = (samples.isArray() ? samples : samples.get("items")).valueStream().toList().getLast();
        // Work that is withdrawn as the run ends says so a moment later.
        return Awaitility.await().atMost(Duration.ofSeconds(30)).until(
                () -> Counters.of(installed, http).since(before),
                counted -> counted.read() == last.get("rowsRead").asLong() && counted.loaded() == last.get("rowsLoaded").asLong());
    }
}
