package dev.syncline.allinone;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.Ports;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.allinone.installation.Services;
import dev.syncline.contracts.Topics;
import dev.syncline.kit.worker.Worker;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testsupport.SharedServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Two workers of each kind, of which one is told to stop while it is at work. No lease ends within a test: what a worker has is given back by itself, or
/// its run does not end.
class GracefulStopIT {

    private static final int ROWS = 400_000;
    private static final Map<String, String> SETTINGS = Map.of("syncline.work.lease", "10m", "syncline.worker.announce-every", "200ms");
    private static final Path DIRECTORY = Path.of("target", "graceful-" + ProcessHandle.current().pid());
    private static final List<Service> KINDS = List.of(Service.EXTRACTOR, Service.LOADER);

    private static KafkaServer kafka;
    private static Services deciding;
    private static Installed installed;
    private static FreshDatabase source;
    private static FreshDatabase target;
    private static final Map<Service, List<Services>> WORKERS = new EnumMap<>(Service.class);

    @BeforeAll
    static void start() {
        SETTINGS.forEach(System::setProperty);
        kafka = KafkaServer.start(DIRECTORY.resolve("kafka"), 0);
        ServiceSettings settings = Installed.settings(DIRECTORY.toString(), kafka.bootstrapServers());
        deciding = Services.start(settings, EnumSet.of(Service.CONFIG, Service.SCHEDULER));
        installed = Installed.of(settings);
        KINDS.forEach(kind -> WORKERS.put(kind, new ArrayList<>(List.of(another(kind), another(kind)))));
        source = SharedServers.postgreSql().freshDatabase("source");
        target = SharedServers.postgreSql().freshDatabase("target");
        source.execute("CREATE TABLE large AS SELECT n, md5(n::text) AS a, repeat(md5(n::text), 8) AS b FROM generate_series(1, %d) AS n".formatted(ROWS));
        IntStream.range(0, 8).forEach(table -> source.execute("CREATE TABLE small%d AS SELECT n FROM generate_series(1, 1000) AS n".formatted(table)));
        source.execute("ANALYZE");
    }

    @AfterAll
    static void stop() {
        WORKERS.values().forEach(workers -> workers.forEach(Services::close));
        deciding.close();
        kafka.close();
        source.close();
        target.close();
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    private static Services another(Service kind) {
        return Services.start(Fleet.onPort(installed.settings, kind, Ports.free()), EnumSet.of(kind));
    }

    @ParameterizedTest
    @EnumSource(value = Service.class, names = {"EXTRACTOR", "LOADER"})
    void whatAWorkerHasThatIsStoppedAnotherOneGoesOnWith(Service kind) throws SQLException {
        String run = installed.start(project("stop_" + kind.serviceName().substring(0, 4), List.of("large")));
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10)).until(() -> {
            List<JsonNode> tables = installed.tables(run);
            return !tables.isEmpty() && !tables.getFirst().get("loads").isEmpty() && tables.getFirst().get("loads").get(0).path("rows").asLong() > 0;
        });
        Services busy = WORKERS.get(kind).stream().filter(worker -> worker.context(kind).getBean(Worker.class).busy() > 0).findFirst().orElseThrow();
        String id = busy.context(kind).getBean(Worker.class).id();

        long began = System.nanoTime();
        busy.close();
        long stopped = System.nanoTime();
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> !holders(run, kind, id).isEmpty());
        long taken = System.nanoTime();
        WORKERS.get(kind).remove(busy);
        WORKERS.get(kind).add(another(kind));

        JsonNode finished = installed.finished(run);
        assertThat(finished.get("state").asString()).as(() -> finished + " " + installed.tables(run)).isEqualTo("SUCCEEDED");
        assertThat(installed.log(run)).anyMatch(line -> line.equals("Worker %s was stopped; its work is given to another one".formatted(id)));
        assertThat(installed.tables(run).getFirst().get("attempt").asInt()).as("it is the same attempt").isEqualTo(1);
        assertSame("stop_" + kind.serviceName().substring(0, 4), "large");
        System.out.printf("%s: stopped after %d ms, seen in another one's hand after %d ms%n", kind.serviceName(), (stopped - began) / 1_000_000, (taken - began) / 1_000_000);
    }

    /// Who of a kind was given work of a run, other than one.
    private static List<String> holders(String run, Service kind, String other) {
        return Messages.with(kafka.bootstrapServers(), Topics.WORK, run).stream()
                .filter(command -> command.path("work").path("fence").asLong() > 1)
                .map(command -> command.get("worker").asString())
                .filter(worker -> worker.startsWith(kind.name().toLowerCase(Locale.ROOT)) && !worker.equals(other))
                .toList();
    }

    @Test
    void workSpreadsOverTheWorkersOfAKind() {
        String run = installed.start(project("spread", IntStream.range(0, 8).mapToObj(table -> "small" + table).toList()));

        assertThat(installed.finished(run).get("state").asString()).isEqualTo("SUCCEEDED");
        Set<String> asked = Messages.with(kafka.bootstrapServers(), Topics.WORK, run).stream()
                .map(command -> command.get("worker").asString()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).containsExactlyInAnyOrderElementsOf(KINDS.stream()
                .flatMap(kind -> WORKERS.get(kind).stream().map(worker -> worker.context(kind).getBean(Worker.class).id())).toList());
    }

    private static long project(String schema, List<String> tables) {
        return installed.project(
                installed.connection(source.server(), source.name(), false), List.of(installed.connection(target.server(), target.name(), true)),
                "public", tables, schema);
    }

    private static void assertSame(String schema, String table) throws SQLException {
        try (Connection left = source.connect(); Connection right = target.connect()) {
            var result = TableComparison.compare(
                    new TableComparison.Side(left, table, Engine.POSTGRESQL), new TableComparison.Side(right, schema + "." + table, Engine.POSTGRESQL));
            assertThat(result.equal()).as(result.describe()).isTrue();
        }
        CopyIT.assertNothingLeft(target);
    }
}
