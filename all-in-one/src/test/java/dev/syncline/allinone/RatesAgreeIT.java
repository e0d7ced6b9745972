package dev.syncline.allinone;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What a rate shows and what the curve of a run shows are one thing, over any 30 seconds of it.
@Tag("nightly")
class RatesAgreeIT {

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final double FIVE_PERCENT = 0.05;

    private final Installed installed = Installed.shared();

    @Test
    void ratesAreThoseOfTheRun() {
        try (FreshDatabase source = SharedServers.postgreSql().freshDatabase("source");
                FreshDatabase target = SharedServers.postgreSql().freshDatabase("target");
                HttpClient http = HttpClient.newHttpClient()) {
            source.execute("CREATE TABLE orders (id int PRIMARY KEY, item text)");
            source.execute("INSERT INTO orders SELECT n, repeat('item ' || n, 8) FROM generate_series(1, %d) AS n".formatted(Integer.getInteger("syncline.rows", 8_000_000)));
            long project = installed.project(
                    installed.connection(source.server(), source.name(), false), List.of(installed.connection(target.server(), target.name(), true)),
                    "public", List.of("orders"), "public");
            Counters before = Counters.of(installed, http);
            TreeMap<Instant, Counters> scraped = new TreeMap<>();
            String run = installed.start(project);
            Awaitility.await().atMost(Duration.ofMinutes(10)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(250)).until(() -> {
                scraped.put(Instant.now(), Counters.of(installed, http).since(before));
                return !installed.run(run).path("finishedAt").isNull();
            });

            List<JsonNode> curve = installed.api.get(installed.url(Service.SCHEDULER, "/api/v1/runs/%s/samples".formatted(run))).ok().get("items").valueStream().toList();
            List<String> windows = new ArrayList<>();
            for (JsonNode from : curve) {
                curve.stream().filter(to -> !at(to).isBefore(at(from).plus(WINDOW))).findFirst().ifPresent(to -> {
                    double seconds = Duration.between(at(from), at(to)).toMillis() / 1000.0;
                    double loaded = (to.get("rowsLoaded").asLong() - from.get("rowsLoaded").asLong()) / seconds;
                    double counted = (at(scraped, at(to)) - at(scraped, at(from))) / seconds;
                    windows.add("%s + %.0f s: record %.0f rows/s, counters %.0f rows/s, %+.1f %%".formatted(at(from), seconds, loaded, counted, 100 * (counted / loaded - 1)));
                    assertThat(counted).as("%s", windows).isCloseTo(loaded, within(FIVE_PERCENT * loaded));
                });
            }
            windows.forEach(System.out::println);
            assertThat(windows).as("the run took long enough").isNotEmpty();
        }
    }

    private static Instant at(JsonNode sample) {
        return Instant.parse(sample.get("at").asString());
    }

    /// Between two scrapes, as if rows came evenly.
    private static double at(TreeMap<Instant, Counters> scraped, Instant when) {
        var below = scraped.floorEntry(when);
        var above = scraped.ceilingEntry(when);
        if (below == null || above == null) {
            return below == null ? 0 : below.getValue().loaded();
        }
        double span = Math.max(1, Duration.between(below.getKey(), above.getKey()).toMillis());
        double share = Duration.between(below.getKey(), when).toMillis() / span;
        return below.getValue().loaded() + share * (above.getValue().loaded() - below.getValue().loaded());
    }
}
