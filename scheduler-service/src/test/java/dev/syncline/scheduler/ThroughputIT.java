package dev.syncline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.syncline.contracts.work.WorkerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What the scheduler alone costs, with workers that answer at once. Measured by hand: `-Dsyncline.measure=true`.
@EnabledIfSystemProperty(named = "syncline.measure", matches = "true")
class ThroughputIT extends WholeRuns {

    @Test
    void manyTablesAndOne() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);
        for (int round = 0; round < 5; round++) {
            report("1 table", millis(end(run(project(List.of("a"), 1)))));
        }
        for (int round = 0; round < 3; round++) {
            List<String> tables = IntStream.range(0, 1000).mapToObj(i -> "t" + i).toList();
            long project = project(tables, 1);
            long cpu = cpu();
            UUID run = run(project);
            await().atMost(Duration.ofSeconds(120)).until(() -> !get("/api/v1/runs/" + run).path("finishedAt").isNull());
            JsonNode ended = get("/api/v1/runs/" + run);
            assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
            report("1000 tables, cpu ms " + (cpu() - cpu), millis(ended));
        }
        for (int round = 0; round < 5; round++) {
            report("1 table", millis(end(run(project(List.of("a"), 1)))));
        }
    }

    private static void report(String what, long millis) {
        System.out.printf("MEASURED %s: %d ms%n", what, millis);
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private static long millis(JsonNode run) {
        return Duration.between(Instant.parse(run.path("requestedAt").asString()), Instant.parse(run.path("finishedAt").asString()))
                .toMillis();
    }
}
