package dev.syncline.allinone.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.allinone.bench.Lane.Format;
import dev.syncline.allinone.bench.Selection.Workload;
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

    private static final int SMALL_TABLES = 1_000;
    private static final int INCREMENTAL_ROUNDS = 3;
    private static final List<String> WORKER_JVM = List.of("-Xms32m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
    private static final String EXTRACTOR = "extractor";
    private static final String LOADER = "loader";
    /// About 55 MiB of it stay: what the service is made of, the send buffer, and a chunk for each session that reads. Where they do not fit into the old
    /// generation each collection is a full one.
    private static final List<String> EXTRACTOR_HEAP = List.of("-Xmx96m", "-Xmn28m");
    /// Chunks die young: half of the heap for them spares the collector copying.
    private static final List<String> LOADER_HEAP = List.of("-Xmx192m", "-XX:NewRatio=1");

    private final PrintStream out;
    private final Selection selection;
    private final BenchServers servers;
    private final NativeClients clients;
    private final EmbeddedServers own;
    private final Services services;
    private final List<ServiceProcess> workers;
    private final List<ProcessMeter> meters;
    private final Api api;
    private final Map<String, Long> connections = new HashMap<>();

    private Bench(PrintStream out, Selection selection, Path directory) {
        this.out = out;
        this.selection = selection;
        servers = BenchServers.start(directory.resolve("data"), selection.sites());
        clients = new NativeClients(servers, directory);
        InstallationDirectory installation = InstallationDirectory.open(directory);
        own = EmbeddedServers.start(installation, Set.of());
        ServiceSettings settings = AllInOne.settings(installation, own);
        services = Services.start(settings, EnumSet.of(Service.CONFIG, Service.SCHEDULER, Service.NOTIFICATION));
        workers = List.of(
                worker(Service.EXTRACTOR, settings, EXTRACTOR_HEAP, directory.resolve("extractor.log")),
                worker(Service.LOADER, settings, LOADER_HEAP, directory.resolve("loader.log")));
        workers.forEach(ServiceProcess::awaitReady);
        meters = new ArrayList<>(List.of(
                new ProcessMeter(EXTRACTOR, workers.get(0).pid()),
                new ProcessMeter(LOADER, workers.get(1).pid()),
                new ProcessMeter("broker", own.kafka().process().pid()),
                new ProcessMeter("services", ProcessHandle.current().pid())));
        servers.all().forEach((site, server) -> meters.add(new ProcessMeter(site.title(), server.process().pid())));
        api = new Api(installation.apiToken());
    }

    private static ServiceProcess worker(Service service, ServiceSettings settings, List<String> heap, Path log) {
        List<String> jvm = new ArrayList<>(WORKER_JVM);
        jvm.addAll(heap);
        return ServiceProcess.start(service, settings, jvm, List.of(), log);
    }

    public static void run(PrintStream out, Selection selection, Path directory) throws Exception {
        Bench bench = new Bench(out, selection, directory);
        // Also where it is ended by a signal: its servers and workers are processes of their own.
        Thread close = new Thread(bench::close, "close");
        Runtime.getRuntime().addShutdownHook(close);
        bench.measure();
        Runtime.getRuntime().removeShutdownHook(close);
        bench.close();
    }

    private void measure() throws Exception {
        for (Workload workload : selection.workloads()) {
            out.printf("Filling %,d rows of %s (%s) into %s …%n", workload.rows(), workload.table().tableName(), workload.table().title(),
                    workload.sources().stream().map(Site::title).collect(Collectors.joining(" and ")));
            servers.fill(workload, clients);
            copies(workload);
            if (workload.more().contains(Selection.INCREMENTAL)) {
                incremental(workload.rows());
            }
            if (workload.more().contains(Selection.SMALL)) {
                small();
            }
        }
    }

    private void copies(Workload workload) throws Exception {
        Report report = new Report(workload);
        for (int round = 0; round <= selection.rounds(); round++) {
            boolean cold = round == 0;
            for (Lane lane : workload.lanes()) {
                Map<Format, Double> pipes = new EnumMap<>(Format.class);
                for (Format format : lane.pipes()) {
                    pipes.put(format, pipe(lane, format, cold));
                }
                Report.Copy copy = copy(lane, cold);
                out.printf("  %s %-32s %6.2f s%s%n", cold ? "cold" : "warm", lane.name(), copy.seconds(),
                        pipes.values().stream().map(", native %.2f s"::formatted).collect(Collectors.joining()));
                if (!cold) {
                    report.add(lane, pipes, copy);
                }
            }
        }
        if (!workload.lanes().isEmpty()) {
            report.print(out, selection.rounds(), meters.stream().map(ProcessMeter::name).toList());
        }
    }

    private double pipe(Lane lane, Format format, boolean thorough) throws Exception {
        servers.resetTarget(lane.targets().getFirst(), lane.table(), true);
        double seconds = clients.copy(lane, format);
        requireSame(lane, "native pipe, " + format, thorough);
        return seconds;
    }

    private Report.Copy copy(Lane lane, boolean thorough) throws Exception {
        lane.targets().forEach(target -> servers.resetTarget(target, lane.table(), false));
        long project = project(lane);
        meters.forEach(ProcessMeter::resetPeak);
        Map<String, Double> before = cpu();
        double seconds = execute(project);
        Map<String, Double> used = new HashMap<>();
        cpu().forEach((name, value) -> used.put(name, value - before.getOrDefault(name, 0.0)));
        double peak = meters.stream().filter(meter -> meter.name().equals(EXTRACTOR) || meter.name().equals(LOADER)).mapToDouble(ProcessMeter::peakMiB).sum();
        requireSame(lane, "Syncline", thorough);
        return new Report.Copy(seconds, used, peak);
    }

    private Map<String, Double> cpu() {
        Map<String, Double> seconds = new HashMap<>();
        meters.forEach(meter -> seconds.put(meter.name(), meter.cpuSeconds()));
        return seconds;
    }

    /// @param thorough compares every cell, and not the sums of columns alone
    private void requireSame(Lane lane, String who, boolean thorough) throws Exception {
        String expected = servers.checksum(lane.source(), "src", lane.table());
        for (Site target : lane.targets()) {
            String found = servers.checksum(target, "dst", lane.table());
            if (!expected.equals(found)) {
                throw new IllegalStateException("%s, %s: the target differs: %s against %s".formatted(who, lane.name(), found, expected));
            }
            if (thorough) {
                requireEveryCell(lane, target, who);
            }
        }
    }

    private void requireEveryCell(Lane lane, Site target, String who) throws Exception {
        try (var left = servers.server(lane.source()).connect("src"); var right = servers.server(target).connect("dst")) {
            var result = TableComparison.compare(side(lane, lane.source(), left), side(lane, target, right));
            if (!result.equal()) {
                throw new IllegalStateException("%s, %s: %s".formatted(who, lane.name(), result.describe()));
            }
        }
    }

    private static TableComparison.Side side(Lane lane, Site site, Connection session) {
        return new TableComparison.Side(session, lane.table().tableName(), site.engine());
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
        return Map.of(
                "name", lane.title() + " " + System.nanoTime(),
                "sourceConnectionId", connection(lane.source(), "src", lane.throttled()),
                "targetConnectionIds", lane.targets().stream().map(target -> connection(target, "dst", lane.throttled())).toList(),
                "schemaNaming", Map.of("mode", "fixed", "name", "dst"),
                "tables", List.of(table(lane)));
    }

    private static Map<String, Object> table(Lane lane) {
        return Map.of("schema", lane.source().engine() == Engine.MYSQL ? "src" : "public", "table", lane.table().tableName());
    }

    private long connection(Site site, String database, boolean throttled) {
        return connections.computeIfAbsent("%s %s%s".formatted(site, database, throttled ? " throttled" : ""), name -> {
            DatabaseServer server = servers.server(site);
            Map<String, String> options = new HashMap<>(selection.options());
            // As the native clients do here: loopback needs no encryption.
            options.put("tls", "disable");
            Map<String, Object> body = new HashMap<>(Map.of(
                    "name", "bench " + name + " " + System.nanoTime(), "kind", site.engine().kind(), "host", "127.0.0.1",
                    "port", servers.port(site, throttled), "user", server.user(), "secret", server.password(),
                    "options", options, "allowWriteOperations", database.equals("dst")));
            if (site == Site.POSTGRESQL) {
                body.put("database", database);
            }
            return post("/api/v1/connections", body);
        });
    }

    private long post(String path, Map<String, Object> body) {
        return api.post(services.settings().url(Service.CONFIG) + path, body).ok().get("id").asLong();
    }

    private void incremental(int rows) throws Exception {
        int round = 0;
        for (Site target : List.of(Site.POSTGRESQL, Site.MYSQL)) {
            Lane lane = new Lane(Selection.INCREMENTAL, BenchTable.LINEITEM, Site.MYSQL, List.of(target), false, 0);
            servers.resetTarget(target, lane.table(), false);
            long project = incrementalProject(lane);
            execute(project);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < INCREMENTAL_ROUNDS; i++) {
                servers.addNewRows(++round);
                seconds.add(execute(project));
                requireSame(lane, "Syncline", false);
            }
            out.printf("%n%s, at most 100,000 new rows of %,d, incremental with key fields, median of %d: %.2f s (goal ≤ 1.5 s)",
                    lane.title(), rows, INCREMENTAL_ROUNDS, Report.median(seconds));
        }
        out.println();
    }

    private long incrementalProject(Lane lane) {
        Map<String, Object> configuration = new HashMap<>(configuration(lane));
        configuration.put("tablePolicies", List.of(Map.of(
                "table", table(lane),
                "extraction", Map.of("mode", "incremental", "key", List.of("l_orderkey")),
                "keyFields", lane.table().key())));
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
        out.printf("%nOne table of 100 rows, Execute to recorded success, warm, median of %d: %.3f s (goal ≤ 0.2 s)%n", one.size(), Report.median(one));
        out.printf("%,d tables of 100 rows: %.1f s (goal ≤ 25 s)%n", SMALL_TABLES, execute(manyProject(SMALL_TABLES)));
    }

    private long manyProject(int tables) {
        List<Map<String, String>> chosen = new ArrayList<>();
        for (int i = 0; i < tables; i++) {
            chosen.add(Map.of("schema", "many", "table", "t%04d".formatted(i)));
        }
        return post("/api/v1/projects", Map.of(
                "name", "small " + System.nanoTime(),
                "sourceConnectionId", connection(Site.MYSQL, "src", false),
                "targetConnectionIds", List.of(connection(Site.POSTGRESQL, "dst", false)),
                "schemaNaming", Map.of("mode", "original"),
                "tables", chosen));
    }

    @Override
    public void close() {
        workers.forEach(ServiceProcess::close);
        services.close();
        own.close();
        servers.close();
    }
}
