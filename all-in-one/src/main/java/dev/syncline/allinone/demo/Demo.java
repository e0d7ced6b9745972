package dev.syncline.allinone.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.AllInOne;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Guide;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.DatabaseServer;
import tools.jackson.databind.JsonNode;

/// Copies the sample shop from MySQL into another database through the public interface, shows it, and compares every cell afterwards.
public final class Demo {

    /// Rows of the largest table.
    public static final int ORDER_LINES = 1_000_000;

    private static final String TARGET_DATABASE = "warehouse";
    private static final String PROJECT = "Sample shop";

    private final AllInOne running;
    private final Engine target;
    private final Api api;
    private final PrintStream out;
    private final SampleShop shop;
    private final int lines;

    public Demo(AllInOne running, Engine target, PrintStream out, int lines) {
        this.running = running;
        this.target = target;
        this.api = running.api();
        this.out = out;
        this.lines = lines;
        this.shop = new SampleShop(running.servers().database(Engine.MYSQL), lines);
    }

    /// @return whether every table arrived equal
    public boolean run() throws SQLException, InterruptedException {
        prepare();
        long project = saveProject();
        out.printf("%nCopying %d tables from MySQL to %s:%n", shop.tables().size(), target.title());
        String run = api.post(running.url(Service.SCHEDULER) + "/api/v1/runs", Map.of("projectId", project)).ok().get("id").asString();
        JsonNode finished = follow(run);
        printRecord(run, finished);
        boolean succeeded = finished.get("state").asString().equals("SUCCEEDED");
        boolean equal = succeeded && compare();
        out.println(nextSteps(run));
        return equal;
    }

    private void prepare() throws SQLException {
        if (target == Engine.POSTGRESQL) {
            running.servers().createIfMissing(TARGET_DATABASE);
        }
        long begin = System.nanoTime();
        out.printf("Filling the sample shop in MySQL (%,d order lines) …%n", lines);
        if (shop.fill()) {
            out.printf("  filled in %.1f s%n", (System.nanoTime() - begin) / 1e9);
        } else {
            out.println("  it is still there from the last time");
        }
    }

    private long saveProject() throws SQLException {
        long source = saveConnection("Shop (MySQL)", Engine.MYSQL, null, false);
        long warehouse = saveConnection(
                "Warehouse (%s)".formatted(target.title()), target, target == Engine.POSTGRESQL ? TARGET_DATABASE : null, true);
        List<Map<String, String>> tables = shop.tables().stream().map(table -> Map.of("schema", SampleShop.SCHEMA, "table", table)).toList();
        String name = target == Engine.POSTGRESQL ? PROJECT : "%s (%s)".formatted(PROJECT, target.title());
        return save("/api/v1/projects", name, Map.of(
                "name", name,
                "sourceConnectionId", source,
                "targetConnectionIds", List.of(warehouse),
                "schemaNaming", Map.of("mode", "original"),
                "tables", tables));
    }

    private long saveConnection(String name, Engine engine, @org.jspecify.annotations.Nullable String database, boolean writable) {
        DatabaseServer server = running.servers().database(engine);
        Map<String, Object> body = new java.util.HashMap<>(Map.of(
                "name", name,
                "kind", engine.kind(),
                "host", "127.0.0.1",
                "port", server.port(),
                "user", server.user(),
                "secret", server.password(),
                "options", Map.of(),
                "allowWriteOperations", writable));
        if (database != null) {
            body.put("database", database);
        }
        return save("/api/v1/connections", name, body);
    }

    /// Creates the thing, or brings the one of this name that an earlier demo has left up to date.
    private long save(String path, String name, Map<String, Object> body) {
        String url = running.url(Service.CONFIG) + path;
        for (JsonNode existing : api.get(url + "?limit=200").ok().get("items")) {
            if (existing.get("name").asString().equals(name)) {
                String own = url + "/" + existing.get("id").asLong();
                String etag = String.valueOf(api.get(own).etag());
                return api.put(own, body, etag).ok().get("id").asLong();
            }
        }
        return api.post(url, body).ok().get("id").asLong();
    }

    private JsonNode follow(String run) throws InterruptedException {
        ProgressDisplay display = new ProgressDisplay(out, System.console() != null && System.console().isTerminal());
        while (true) {
            JsonNode now = api.get(runUrl(run)).ok();
            boolean over = List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(now.get("state").asString());
            display.show(tables(run).stream().map(Demo::line).toList(), over);
            if (over) {
                return now;
            }
            Thread.sleep(200);
        }
    }

    private String runUrl(String run) {
        return running.url(Service.SCHEDULER) + "/api/v1/runs/" + run;
    }

    private List<JsonNode> tables(String run) {
        List<JsonNode> tables = new ArrayList<>();
        api.get(runUrl(run) + "/tables?limit=200").ok().get("items").forEach(tables::add);
        return tables;
    }

    private static ProgressDisplay.Line line(JsonNode table) {
        JsonNode load = table.get("loads").path(0);
        long read = table.path("rowsRead").asLong(0);
        long expected = Math.max(read, table.path("estimatedRows").asLong(-1));
        return new ProgressDisplay.Line(
                table.get("source").get("table").asString(),
                load.path("state").asString(table.get("state").asString()),
                load.path("rows").asLong(0),
                expected);
    }

    private void printRecord(String run, JsonNode finished) {
        out.printf("%nExecution record of run %s: %s%n", run, finished.get("state").asString());
        out.printf("  %-16s %12s %14s %9s  %s%n", "table", "rows", "bytes", "seconds", "outcome");
        for (JsonNode table : tables(run)) {
            for (JsonNode load : table.get("loads")) {
                out.printf("  %-16s %,12d %,14d %9.2f  %s%n",
                        table.get("source").get("table").asString(), load.path("rows").asLong(0), load.path("bytes").asLong(0),
                        seconds(load), load.path("failure").path("message").asString(load.get("state").asString().toLowerCase(java.util.Locale.ROOT)));
            }
            if (table.path("failure").hasNonNull("message")) {
                out.printf("  %-16s FAILED: %s%n", table.get("source").get("table").asString(), table.get("failure").get("message").asString());
            }
        }
    }

    private static double seconds(JsonNode load) {
        if (!load.hasNonNull("startedAt") || !load.hasNonNull("finishedAt")) {
            return 0;
        }
        Duration took = Duration.between(Instant.parse(load.get("startedAt").asString()), Instant.parse(load.get("finishedAt").asString()));
        return took.toMillis() / 1e3;
    }

    private boolean compare() throws SQLException {
        out.printf("%nComparing every cell of source and target:%n");
        boolean equal = true;
        for (String table : shop.tables()) {
            try (Connection source = running.servers().database(Engine.MYSQL).connect(SampleShop.SCHEMA);
                    Connection copy = running.servers().database(target).connect(target == Engine.POSTGRESQL ? TARGET_DATABASE : SampleShop.SCHEMA)) {
                var result = TableComparison.compare(
                        new TableComparison.Side(source, "`shop`.`" + table + "`", Engine.MYSQL),
                        new TableComparison.Side(copy, target.quote(SampleShop.SCHEMA) + '.' + target.quote(table), target));
                out.printf("  %-16s %s%n", table, result.describe());
                equal &= result.equal();
            }
        }
        return equal;
    }

    private String nextSteps(String run) {
        return Guide.whereThingsAre(running) + """

                Look further:
                  %s
                  curl -H "Authorization: Bearer $(cat %s)" %s
                """.formatted(
                look(running.servers().database(target)), running.installation().tokenFile(), runUrl(run));
    }

    private static String look(DatabaseServer server) {
        String query = "SELECT * FROM shop.order_lines LIMIT 5";
        return switch (Engine.of(server)) {
            case POSTGRESQL -> "psql postgresql://%s:%s@127.0.0.1:%d/%s -c '%s'"
                    .formatted(server.user(), server.password(), server.port(), TARGET_DATABASE, query);
            case CLICKHOUSE -> "curl -H 'X-ClickHouse-User: %s' -H 'X-ClickHouse-Key: %s' http://127.0.0.1:%d/ -d '%s'"
                    .formatted(server.user(), server.password(), server.port(), query);
            case MYSQL -> throw new IllegalArgumentException("MySQL is the demo's source");
        };
    }
}
