package dev.syncline.allinone.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.syncline.allinone.installation.AllInOne;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.InstallationDirectory;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.DatabaseServer;
import tools.jackson.databind.JsonNode;

/// Measures what those cost who look: a run of many small tables alone, and the same run with many open pages and readers, in turns.
/// Everything is on one machine and in one process, those who look too, so that what they cost themselves counts as well.
public final class WatchersBench {

    private static final String SOURCE = "watched_source";
    private static final String TARGET = "watched_target";

    /// @param tables of 100 rows each, in the run
    /// @param watchers who follow it
    /// @param readers who ask for the list of runs, the run and its record in turn
    /// @param pauseMillis between two questions of a reader
    /// @param rounds of which the medians are reported
    public record Size(int tables, int watchers, int readers, long pauseMillis, int rounds) {

        /// How many numbers there are.
        public static final int NUMBERS = 5;

        /// What is missing is as in the documentation.
        public static Size of(List<Integer> given) {
            int[] all = {400, 500, 50, 1_000, 3};
            IntStream.range(0, given.size()).forEach(i -> all[i] = given.get(i));
            return new Size(all[0], all[1], all[2], all[3], all[4]);
        }
    }

    private final PrintStream out;
    private final Size size;
    private final AllInOne installation;
    private final Api api;

    private WatchersBench(PrintStream out, Size size, AllInOne installation) {
        this.out = out;
        this.size = size;
        this.installation = installation;
        this.api = installation.api();
    }

    public static void run(PrintStream out, Size size, Path directory) throws Exception {
        AllInOne installation = AllInOne.start(InstallationDirectory.open(directory), Set.of());
        Thread close = new Thread(installation::close, "close");
        Runtime.getRuntime().addShutdownHook(close);
        new WatchersBench(out, size, installation).measure();
        Runtime.getRuntime().removeShutdownHook(close);
        installation.close();
    }

    private void measure() throws Exception {
        out.printf("Filling %,d tables of 100 rows …%n", size.tables());
        fill();
        long project = project();
        List<Double> alone = new ArrayList<>();
        List<Double> watched = new ArrayList<>();
        List<Double> answers = new ArrayList<>();
        for (int round = 0; round <= size.rounds(); round++) {
            double one = alone(project);
            double other = watched(project, round == 0 ? new ArrayList<>() : answers);
            out.printf("  %s alone %6.2f s, watched %6.2f s%n", round == 0 ? "cold" : "warm", one, other);
            if (round > 0) {
                alone.add(one);
                watched.add(other);
            }
        }
        out.printf("%nOne run of %,d tables of 100 rows, PostgreSQL → PostgreSQL, medians of %d, in turns%n", size.tables(), size.rounds());
        out.println("| alone s | with %,d watchers and %,d readers s | ratio | reads | p50 s | p95 s | at most s |".formatted(size.watchers(), size.readers()));
        out.println("|---|---|---|---|---|---|---|");
        out.printf("| %.2f | %.2f | %.2f | %,d | %.3f | %.3f | %.3f |%n",
                Report.part(alone, 0.5), Report.part(watched, 0.5), Report.part(watched, 0.5) / Report.part(alone, 0.5), answers.size(),
                Report.part(answers, 0.5), Report.part(answers, 0.95), Report.part(answers, 1));
    }

    private double alone(long project) throws InterruptedException {
        return seconds(begin(project));
    }

    private double watched(long project, List<Double> answers) throws Exception {
        try (Watchers watchers = new Watchers(installation.url(Service.SCHEDULER), installation.installation().apiToken())) {
            String run = begin(project);
            watchers.read(run, size.readers(), size.pauseMillis());
            watchers.watch(run, size.watchers());
            double seconds = seconds(run);
            answers.addAll(watchers.end());
            out.printf("    each open page was sent %,d kB%n", watchers.received() / Math.max(1, size.watchers()) / 1_000);
            return seconds;
        }
    }

    private String begin(long project) {
        return api.post(installation.url(Service.SCHEDULER) + "/api/v1/runs", Map.of("projectId", project)).ok().get("id").asString();
    }

    /// From the request to the end, as the record has them.
    private double seconds(String id) throws InterruptedException {
        while (true) {
            JsonNode run = api.get(installation.url(Service.SCHEDULER) + "/api/v1/runs/" + id).ok();
            switch (run.get("state").asString()) {
                case "SUCCEEDED" -> {
                    return Duration.between(Instant.parse(run.get("requestedAt").asString()), Instant.parse(run.get("finishedAt").asString())).toMillis() / 1e3;
                }
                case "FAILED", "CANCELLED" -> throw new IllegalStateException("The run did not succeed: " + run);
                default -> Thread.sleep(500);
            }
        }
    }

    private void fill() throws SQLException {
        DatabaseServer server = installation.servers().postgreSql();
        for (String database : List.of(SOURCE, TARGET)) {
            server.dropDatabase(database);
            server.createDatabase(database);
        }
        try (Connection session = server.connect(SOURCE); Statement statement = session.createStatement()) {
            for (int i = 0; i < size.tables(); i++) {
                statement.execute("CREATE TABLE t%05d (id int PRIMARY KEY, name text)".formatted(i));
                statement.execute("INSERT INTO t%05d SELECT n, 'row ' || n FROM generate_series(1, 100) AS n".formatted(i));
            }
        }
    }

    private long project() {
        List<Map<String, String>> tables = IntStream.range(0, size.tables())
                .mapToObj(i -> Map.of("schema", "public", "table", "t%05d".formatted(i)))
                .toList();
        return post("/api/v1/projects", Map.of(
                "name", "watched " + System.nanoTime(),
                "sourceConnectionId", connection(SOURCE, false),
                "targetConnectionIds", List.of(connection(TARGET, true)),
                "schemaNaming", Map.of("mode", "original"),
                "tables", tables));
    }

    private long connection(String database, boolean writable) {
        DatabaseServer server = installation.servers().postgreSql();
        return post("/api/v1/connections", Map.of(
                "name", database + ' ' + System.nanoTime(), "kind", "postgresql", "host", "127.0.0.1", "port", server.port(),
                "database", database, "user", server.user(), "secret", server.password(),
                "options", Map.of("tls", "disable"), "allowWriteOperations", writable));
    }

    private long post(String path, Map<String, Object> body) {
        return api.post(installation.url(Service.CONFIG) + path, body).ok().get("id").asLong();
    }
}
