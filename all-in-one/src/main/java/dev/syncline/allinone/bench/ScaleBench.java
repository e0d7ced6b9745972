package dev.syncline.allinone.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.syncline.allinone.bench.AnswerTimes.Question;
import dev.syncline.allinone.installation.Service;
import tools.jackson.databind.JsonNode;

/// Measures what an installation of many tables and many plans costs: one run of all tables, with those who ask meanwhile, and one minute in which all plans are due.
public final class ScaleBench {

    private static final int ROWS = 3;
    private static final List<String> PRIORITIES = List.of("low", "medium", "high");
    private static final List<String> ENDS = List.of("SUCCEEDED", "FAILED", "CANCELLED");

    /// @param tables of 3 rows each, in one project
    /// @param plans that are due in the same minute, each for a project of one table
    public record Size(int tables, int plans) {

        /// How many numbers there are.
        public static final int NUMBERS = 2;

        /// What is missing is as in the documentation.
        public static Size of(List<Integer> given) {
            int[] all = {10_000, 1_000};
            IntStream.range(0, given.size()).forEach(i -> all[i] = given.get(i));
            return new Size(all[0], all[1]);
        }
    }

    private final PrintStream out;
    private final Size size;
    private final ScaleSite site;
    private int wrong;

    private ScaleBench(PrintStream out, Size size, ScaleSite site) {
        this.out = out;
        this.size = size;
        this.site = site;
    }

    /// @throws IllegalStateException where any data is wrong; however long it takes is no failure
    public static void run(PrintStream out, Size size, Path directory) throws Exception {
        ScaleSite site = new ScaleSite(directory);
        Thread close = new Thread(site::close, "close");
        Runtime.getRuntime().addShutdownHook(close);
        ScaleBench bench = new ScaleBench(out, size, site);
        bench.measure();
        Runtime.getRuntime().removeShutdownHook(close);
        site.close();
        if (bench.wrong > 0) {
            throw new IllegalStateException("%,d tables are not what their sources are".formatted(bench.wrong));
        }
    }

    private void measure() throws Exception {
        out.printf("Filling %,d tables of %d rows …%n", Math.max(size.tables(), size.plans()), ROWS);
        site.fill(Math.max(size.tables(), size.plans()), ROWS);
        long source = site.connection(ScaleSite.SOURCE, false);
        long target = site.connection(ScaleSite.TARGET, true);
        manyTables(source, target);
        if (size.plans() > 0) {
            manyPlans(source, target);
        }
    }

    private void manyTables(long source, long target) throws Exception {
        long began = System.nanoTime();
        long project = project("all", source, target, 0, size.tables());
        double saved = (System.nanoTime() - began) / 1e9;
        out.printf("%n%,d tables of %d rows in one project, PostgreSQL → PostgreSQL%n", size.tables(), ROWS);
        out.println("| what | measured | goal |");
        out.println("|---|---|---|");
        out.printf("| saving the project | %.2f s | |%n", saved);
        Map<String, Double> before = cpu();
        String id = site.api.post(site.url(Service.SCHEDULER, "/api/v1/runs"), Map.of("projectId", project)).ok().get("id").asString();
        try (AnswerTimes answers = new AnswerTimes(site.settings.installation().apiToken(), questions(id, source))) {
            JsonNode run = ended(id);
            double seconds = seconds(run, "requestedAt", "finishedAt");
            out.printf("| %s after | **%.1f s**, %.1f tables/s | ≤ 150 s for 10,000 tables |%n", run.get("state").asString().toLowerCase(), seconds, size.tables() / seconds);
            printCpu(before);
            answers.print(out, "p95 ≤ 1 s");
        }
        printMemory();
        printRight(size.tables());
        printLeftBehind();
    }

    /// What people look at, each second, and the whole record, which is a document for machines, each ten.
    private List<Question> questions(String run, long source) {
        return List.of(
                new Question("projects", site.url(Service.CONFIG, "/api/v1/projects"), 1),
                new Question("overview", site.url(Service.SCHEDULER, "/api/v1/overview"), 1),
                new Question("overview of projects", site.url(Service.SCHEDULER, "/api/v1/overview/projects"), 1),
                new Question("runs", site.url(Service.SCHEDULER, "/api/v1/runs"), 1),
                new Question("run", site.url(Service.SCHEDULER, "/api/v1/runs/" + run), 1),
                new Question("tables of the run", site.url(Service.SCHEDULER, "/api/v1/runs/%s/tables".formatted(run)), 1),
                new Question("whole record of the run", site.url(Service.SCHEDULER, "/api/v1/runs/%s/record".formatted(run)), 10),
                new Question("catalogue", site.url(Service.CONFIG, "/api/v1/catalogs/%d/tables?schema=public".formatted(source)), 1));
    }

    private void manyPlans(long source, long target) throws Exception {
        out.printf("%nSaving %,d projects and plans …%n", size.plans());
        Instant began = Instant.now();
        List<Long> projects = IntStream.range(0, size.plans()).mapToObj(i -> project("one", source, target, i, i + 1)).toList();
        // A plan is saved sooner than its project.
        Duration saving = Duration.between(began, Instant.now());
        Instant due = Instant.now().plus(saving).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        List<Long> plans = new ArrayList<>();
        for (int i = 0; i < projects.size(); i++) {
            plans.add(site.post(Service.SCHEDULER, "/api/v1/plans", Map.of(
                    "name", "plan " + i, "projectId", projects.get(i), "zone", "UTC", "priority", PRIORITIES.get(i % PRIORITIES.size()),
                    "schedules", List.of(Map.of("every", "once", "at", List.of(due.atOffset(ZoneOffset.UTC).toLocalDateTime().toString()))))));
        }
        if (Instant.now().isAfter(due)) {
            throw new IllegalStateException("The plans were due before all were saved; this machine is too slow for so many");
        }
        Map<String, Double> before = cpu();
        Map<String, List<JsonNode>> runs = new HashMap<>();
        for (int i = 0; i < plans.size(); i++) {
            runs.computeIfAbsent(PRIORITIES.get(i % PRIORITIES.size()), _ -> new ArrayList<>()).add(ended(fired(plans.get(i))));
        }
        out.printf("%n%,d plans due in one minute, a table of %d rows each%n", size.plans(), ROWS);
        out.println("| what | measured | goal |");
        out.println("|---|---|---|");
        for (String priority : PRIORITIES.reversed()) {
            List<JsonNode> own = runs.getOrDefault(priority, List.of());
            List<Double> started = own.stream().map(run -> since(due, run, "beganAt")).toList();
            List<Double> ended = own.stream().map(run -> since(due, run, "finishedAt")).toList();
            out.printf("| %s priority: started, ended after | %.1f to **%.1f s**, %.1f to %.1f s | started ≤ 60 s, high before low |%n",
                    priority, Report.part(started, 0), Report.part(started, 1), Report.part(ended, 0), Report.part(ended, 1));
        }
        long failed = runs.values().stream().flatMap(List::stream).filter(run -> !run.get("state").asString().equals("SUCCEEDED")).count();
        out.printf("| runs that did not succeed | %,d of %,d | 0 |%n", failed, size.plans());
        printCpu(before);
        printMemory();
        printRight(size.plans());
        printLeftBehind();
    }

    private String fired(long plan) throws InterruptedException {
        while (true) {
            JsonNode fires = site.api.get(site.url(Service.SCHEDULER, "/api/v1/plans/%d/fires".formatted(plan))).ok().get("items");
            if (!fires.isEmpty()) {
                return fires.get(0).get("runId").asString();
            }
            Thread.sleep(1_000);
        }
    }

    private JsonNode ended(String id) throws InterruptedException {
        while (true) {
            JsonNode run = site.api.get(site.url(Service.SCHEDULER, "/api/v1/runs/" + id)).ok();
            if (ENDS.contains(run.get("state").asString())) {
                return run;
            }
            Thread.sleep(1_000);
        }
    }

    private static double seconds(JsonNode run, String from, String to) {
        return since(Instant.parse(run.get(from).asString()), run, to);
    }

    private static double since(Instant from, JsonNode run, String to) {
        return Duration.between(from, Instant.parse(run.get(to).asString())).toMillis() / 1e3;
    }

    private long project(String name, long source, long target, int first, int end) {
        List<Map<String, String>> tables = IntStream.range(first, end).mapToObj(i -> Map.of("schema", "public", "table", ScaleSite.table(i))).toList();
        return site.post(Service.CONFIG, "/api/v1/projects", Map.of(
                "name", name + " " + System.nanoTime(),
                "sourceConnectionId", source,
                "targetConnectionIds", List.of(target),
                "schemaNaming", Map.of("mode", "original"),
                "tables", tables));
    }

    private Map<String, Double> cpu() {
        Map<String, Double> seconds = new HashMap<>();
        site.meters().forEach(meter -> seconds.put(meter.name(), meter.cpuSeconds()));
        return seconds;
    }

    private void printCpu(Map<String, Double> before) {
        site.meters().forEach(meter -> out.printf("| processor: %s | %.1f s | |%n", meter.name(), meter.cpuSeconds() - before.getOrDefault(meter.name(), 0.0)));
    }

    private void printMemory() {
        site.meters().stream().limit(site.services()).forEach(meter ->
                out.printf("| memory: %s | %.0f MiB at most, heap after a collection %.0f MiB | |%n", meter.name(), meter.peakMiB(), meter.liveHeapMiB()));
    }

    private void printRight(int tables) throws Exception {
        int different = site.different(tables);
        wrong += different;
        out.printf("| tables that differ in any value | %,d of %,d | 0 |%n", different, tables);
    }

    private void printLeftBehind() throws Exception {
        site.leftBehind().forEach((what, count) -> out.printf("| left behind: %s | %,d | 0 |%n", what, count));
    }
}
