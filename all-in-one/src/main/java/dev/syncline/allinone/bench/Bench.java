package dev.syncline.allinone.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.AllInOne;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.EmbeddedServers;
import dev.syncline.allinone.installation.InstallationDirectory;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceProcess;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.allinone.installation.Services;
import dev.syncline.testkit.DatabaseServer;
import tools.jackson.databind.JsonNode;

/// Measures each path beside the native pipe, in turns, on servers of its own. Extractor and loader run as processes, as in production.
public final class Bench implements AutoCloseable {

    private static final int ROUNDS = 5;
    private static final int SMALL_TABLES = 1_000;
    private static final int INCREMENTAL_ROUNDS = 3;
    /// Chunks die young: half of the heap for them spares the collector copying.
    private static final List<String> WORKER_JVM =
            List.of("-Xms32m", "-XX:NewRatio=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
    private static final String EXTRACTOR_HEAP = "-Xmx96m";
    private static final String LOADER_HEAP = "-Xmx192m";

    private final PrintStream out;
    private final int rows;
    private final BenchServers servers;
    private final NativeClients clients;
    private final EmbeddedServers own;
    private final Services services;
    private final List<ServiceProcess> workers;
    private final List<ProcessMeter> meters;
    private final Api api;
    private final Map<String, Long> connections = new HashMap<>();

    private Bench(PrintStream out, int rows, Path directory) {
        this.out = out;
        this.rows = rows;
        servers = BenchServers.start(directory.resolve("data"));
        clients = new NativeClients(servers, directory);
        InstallationDirectory installation = InstallationDirectory.open(directory);
        own = EmbeddedServers.start(installation, Set.of());
        ServiceSettings settings = AllInOne.settings(installation, own);
        services = Services.start(settings, EnumSet.of(Service.CONFIG, Service.SCHEDULER, Service.NOTIFICATION));
        workers = List.of(
                worker(Service.EXTRACTOR, settings, EXTRACTOR_HEAP, directory.resolve("extractor.log")),
                worker(Service.LOADER, settings, LOADER_HEAP, directory.resolve("loader.log")));
        workers.forEach(ServiceProcess::awaitReady);
        meters = List.of(
                new ProcessMeter("extractor", workers.get(0).pid()),
                new ProcessMeter("loader", workers.get(1).pid()),
                new ProcessMeter("broker", own.kafka().process().pid()),
                new ProcessMeter("services", ProcessHandle.current().pid()),
                new ProcessMeter("MySQL", servers.server(Engine.MYSQL).process().pid()),
                new ProcessMeter("PostgreSQL", servers.server(Engine.POSTGRESQL).process().pid()),
                new ProcessMeter("ClickHouse", servers.server(Engine.CLICKHOUSE).process().pid()));
        api = new Api(installation.apiToken());
    }

    private static ServiceProcess worker(Service service, ServiceSettings settings, String heap, Path log) {
        List<String> jvm = new ArrayList<>(WORKER_JVM);
        jvm.add(heap);
        return ServiceProcess.start(service, settings, jvm, List.of(), log);
    }

    public static void run(PrintStream out, int rows, Path directory) throws Exception {
        Bench bench = new Bench(out, rows, directory);
        // Also where it is ended by a signal: its servers and workers are processes of their own.
        Thread close = new Thread(bench::close, "close");
        Runtime.getRuntime().addShutdownHook(close);
        bench.measure();
        Runtime.getRuntime().removeShutdownHook(close);
        bench.close();
    }

    private void measure() throws Exception {
        out.printf("Filling %,d rows of 16 columns into MySQL and PostgreSQL …%n", rows);
        servers.fill(rows, clients);
        Map<Lane, List<Double>> pipes = new EnumMap<>(Lane.class);
        Map<Lane, List<Measured>> copies = new EnumMap<>(Lane.class);
        for (int round = 0; round <= ROUNDS; round++) {
            for (Lane lane : Lane.values()) {
                boolean cold = round == 0;
                if (lane.hasNativePipe()) {
                    double seconds = pipe(lane);
                    if (!cold) {
                        pipes.computeIfAbsent(lane, _ -> new ArrayList<>()).add(seconds);
                    }
                }
                Measured measured = copy(lane, cold);
                out.printf("  %s %-30s %6.2f s%n", cold ? "cold" : "warm", lane.title(), measured.seconds());
                if (!cold) {
                    copies.computeIfAbsent(lane, _ -> new ArrayList<>()).add(measured);
                }
            }
        }
        report(pipes, copies);
        incremental();
        small();
    }

    private double pipe(Lane lane) {
        Engine target = lane.targets().getFirst();
        servers.resetTarget(target, true);
        double seconds = clients.copy(lane).seconds();
        requireSame(lane, "native pipe");
        return seconds;
    }

    /// @param cpu seconds by process
    /// @param peak MiB by process
    private record Measured(double seconds, Map<String, Double> cpu, Map<String, Double> peak) {}

    private Measured copy(Lane lane, boolean thorough) throws Exception {
        lane.targets().forEach(target -> servers.resetTarget(target, false));
        long project = project(lane);
        meters.forEach(ProcessMeter::resetPeak);
        Map<String, Double> before = cpu();
        double seconds = execute(project);
        Map<String, Double> used = new HashMap<>();
        cpu().forEach((name, value) -> used.put(name, value - before.getOrDefault(name, 0.0)));
        Map<String, Double> peak = new HashMap<>();
        meters.forEach(meter -> peak.put(meter.name(), meter.peakMiB()));
        requireSame(lane, "Syncline");
        if (thorough) {
            requireEveryCell(lane);
        }
        return new Measured(seconds, used, peak);
    }

    private Map<String, Double> cpu() {
        Map<String, Double> seconds = new HashMap<>();
        meters.forEach(meter -> seconds.put(meter.name(), meter.cpuSeconds()));
        return seconds;
    }

    private void requireSame(Lane lane, String who) {
        String expected = servers.checksum(lane.source(), "src");
        for (Engine target : lane.targets()) {
            String found = servers.checksum(target, "dst");
            if (!expected.equals(found)) {
                throw new IllegalStateException("%s, %s: the target differs: %s against %s".formatted(who, lane.title(), found, expected));
            }
        }
    }

    private void requireEveryCell(Lane lane) throws Exception {
        for (Engine target : lane.targets()) {
            try (var left = servers.server(lane.source()).connect("src"); var right = servers.server(target).connect("dst")) {
                var result = TableComparison.compare(side(lane.source(), left), side(target, right));
                if (!result.equal()) {
                    throw new IllegalStateException(lane.title() + ": " + result.describe());
                }
            }
        }
    }

    private static TableComparison.Side side(Engine engine, java.sql.Connection session) {
        return new TableComparison.Side(session, "lineitem", engine);
    }

    /// @return seconds from the request to the success as it is recorded
    private double execute(long project) throws InterruptedException {
        String runs = services.settings().url(Service.SCHEDULER) + "/api/v1/runs";
        Instant begin = Instant.now();
        String id = api.post(runs, Map.of("projectId", project)).ok().get("id").asString();
        while (true) {
            JsonNode run = api.get(runs + "/" + id).ok();
            switch (run.get("state").asString()) {
                case "SUCCEEDED" -> {
                    return Duration.between(begin, Instant.parse(run.get("finishedAt").asString())).toMillis() / 1e3;
                }
                case "FAILED", "CANCELLED" -> throw new IllegalStateException("The run failed: " + api.get(runs + "/" + id + "/tables").body());
                // Asking often would be work of its own beside a long copy: five milliseconds of CPU each time.
                default -> Thread.sleep(Math.max(5, Duration.between(begin, Instant.now()).toMillis() / 20));
            }
        }
    }

    private long project(Lane lane) {
        return post("/api/v1/projects", configuration(lane));
    }

    private Map<String, Object> configuration(Lane lane) {
        String source = lane.source() == Engine.MYSQL ? "src" : "public";
        return Map.of(
                "name", lane.title() + " " + System.nanoTime(),
                "sourceConnectionId", connection(lane.source(), "src", false),
                "targetConnectionIds", lane.targets().stream().map(target -> connection(target, "dst", true)).toList(),
                "schemaNaming", Map.of("mode", "fixed", "name", "dst"),
                "tables", List.of(Map.of("schema", source, "table", "lineitem")));
    }

    private long connection(Engine engine, String database, boolean writable) {
        return connections.computeIfAbsent(engine + database + writable, name -> {
            DatabaseServer server = servers.server(engine);
            Map<String, Object> body = new HashMap<>(Map.of(
                    "name", "bench " + name + " " + System.nanoTime(), "kind", engine.kind(), "host", "127.0.0.1",
                    "port", server.port(), "user", server.user(), "secret", server.password(),
                    // As the native clients do here: loopback needs no encryption.
                    "options", Map.of("tls", "disable"), "allowWriteOperations", writable));
            if (engine == Engine.POSTGRESQL) {
                body.put("database", database);
            }
            return post("/api/v1/connections", body);
        });
    }

    private long post(String path, Map<String, Object> body) {
        return api.post(services.settings().url(Service.CONFIG) + path, body).ok().get("id").asLong();
    }

    private void report(Map<Lane, List<Double>> pipes, Map<Lane, List<Measured>> copies) {
        out.printf("%n%,d rows, medians of %d, warm, in turns; ratio to the native pipe (for two targets: to the slower one alone)%n", rows, ROUNDS);
        out.printf("| path | native s | Syncline s | ratio | goal | CPU s: %s | peak MiB: extractor + loader |%n",
                String.join(" / ", meters.stream().map(ProcessMeter::name).toList()));
        out.println("|---|---|---|---|---|---|---|");
        for (Lane lane : Lane.values()) {
            List<Measured> measured = copies.getOrDefault(lane, List.of());
            double seconds = median(measured.stream().map(Measured::seconds).toList());
            double limit = lane.hasNativePipe() ? median(pipes.getOrDefault(lane, List.of())) : slowerAlone(lane, copies);
            List<String> cpu = meters.stream()
                    .map(meter -> "%.1f".formatted(median(measured.stream().map(one -> one.cpu().get(meter.name())).toList())))
                    .toList();
            double peak = measured.stream().mapToDouble(one -> one.peak().getOrDefault("extractor", 0.0) + one.peak().getOrDefault("loader", 0.0)).max().orElse(0);
            out.printf("| %s | %.2f | %.2f | %.2f | ≤ %.1f | %s | %.0f |%n",
                    lane.title(), limit, seconds, seconds / limit, lane.goal(), String.join(" / ", cpu), peak);
        }
    }

    private static double slowerAlone(Lane lane, Map<Lane, List<Measured>> copies) {
        double slower = 0;
        for (Lane other : Lane.values()) {
            if (other.hasNativePipe() && other.source() == lane.source() && lane.targets().containsAll(other.targets())) {
                slower = Math.max(slower, median(copies.getOrDefault(other, List.of()).stream().map(Measured::seconds).toList()));
            }
        }
        return slower;
    }

    private void incremental() throws InterruptedException {
        int round = 0;
        for (Lane lane : List.of(Lane.MYSQL_TO_POSTGRESQL, Lane.MYSQL_TO_MYSQL)) {
            servers.resetTarget(lane.targets().getFirst(), false);
            long project = incrementalProject(lane);
            execute(project);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < INCREMENTAL_ROUNDS; i++) {
                servers.addNewRows(++round);
                seconds.add(execute(project));
                requireSame(lane, "Syncline, incremental");
            }
            out.printf("%nMySQL → %s, 100,000 new rows of %,d, incremental with key fields, median of %d: %.2f s (goal ≤ 2 s)",
                    lane.targets().getFirst().title(), rows, INCREMENTAL_ROUNDS, median(seconds));
        }
        out.println();
    }

    private long incrementalProject(Lane lane) {
        Map<String, Object> table = Map.of("schema", "src", "table", "lineitem");
        Map<String, Object> configuration = new HashMap<>(configuration(lane));
        configuration.put("tablePolicies", List.of(Map.of(
                "table", table,
                "extraction", Map.of("mode", "incremental", "key", List.of("l_orderkey")),
                "keyFields", List.of("l_orderkey", "l_linenumber"))));
        return post("/api/v1/projects", configuration);
    }

    private void small() throws InterruptedException {
        servers.fillMany(SMALL_TABLES);
        List<Double> one = new ArrayList<>();
        long single = manyProject(1);
        for (int i = 0; i < 15; i++) {
            double seconds = execute(single);
            if (i >= 5) {
                one.add(seconds);
            }
        }
        out.printf("%nOne table of 100 rows, Execute to recorded success, warm, median of %d: %.3f s (goal ≤ 0.5 s)%n", one.size(), median(one));
        out.printf("%,d tables of 100 rows: %.1f s (goal ≤ 60 s)%n", SMALL_TABLES, execute(manyProject(SMALL_TABLES)));
    }

    private long manyProject(int tables) {
        List<Map<String, String>> chosen = new ArrayList<>();
        for (int i = 0; i < tables; i++) {
            chosen.add(Map.of("schema", "many", "table", "t%04d".formatted(i)));
        }
        return post("/api/v1/projects", Map.of(
                "name", "small " + System.nanoTime(),
                "sourceConnectionId", connection(Engine.MYSQL, "src", false),
                "targetConnectionIds", List.of(connection(Engine.POSTGRESQL, "dst", true)),
                "schemaNaming", Map.of("mode", "original"),
                "tables", chosen));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    @Override
    public void close() {
        workers.forEach(ServiceProcess::close);
        services.close();
        own.close();
        servers.close();
    }
}
