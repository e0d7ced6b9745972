package dev.syncline.allinone.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.installation.AllInOne;
import dev.syncline.allinone.installation.InstallationDirectory;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.DatabaseServer;

/// Measures how long `syncline plan` and `syncline diff` of a project of many tables take, with the client as a process of its own, as people have it, and how
/// many questions the databases are asked for it.
public final class PlanBench {

    private static final String SOURCE = "planned";
    private static final String TARGET = "planned_target";
    private static final String COLUMNS = "(id int PRIMARY KEY, name varchar(40), amount decimal(12,2), changed_at timestamp%s NOT NULL)";

    /// @param tables in the source's one schema
    /// @param rounds of which the least is reported
    public record Size(int tables, int rounds) {

        /// How many numbers there are.
        public static final int NUMBERS = 2;

        /// What is missing is as in the documentation.
        public static Size of(List<Integer> given) {
            int[] all = {10_000, 3};
            IntStream.range(0, given.size()).forEach(i -> all[i] = given.get(i));
            return new Size(all[0], all[1]);
        }
    }

    /// @param held whether the target has the tables already
    /// @param incremental whether all tables are extracted incrementally
    private record Lane(Engine source, Engine target, boolean held, boolean incremental) {

        String title() {
            return "%s to %s, %s, %s".formatted(source.title(), target.title(), incremental ? "incremental" : "full", held ? "the tables are there" : "an empty target");
        }
    }

    private static final List<Lane> LANES = List.of(
            new Lane(Engine.MYSQL, Engine.POSTGRESQL, false, false),
            new Lane(Engine.POSTGRESQL, Engine.MYSQL, false, false),
            new Lane(Engine.MYSQL, Engine.POSTGRESQL, true, false),
            new Lane(Engine.POSTGRESQL, Engine.MYSQL, true, false),
            new Lane(Engine.MYSQL, Engine.POSTGRESQL, true, true),
            new Lane(Engine.POSTGRESQL, Engine.MYSQL, true, true));

    /// @param clientCpu of the client's process
    private record Took(double seconds, double clientCpu, double servicesCpu, double sourceCpu, double targetCpu, long questions) {}

    private final PrintStream out;
    private final Size size;
    private final Path client;
    private final Path directory;
    private final AllInOne installation;

    private PlanBench(PrintStream out, Size size, Path client, Path directory, AllInOne installation) {
        this.out = out;
        this.size = size;
        this.client = client;
        this.directory = directory;
        this.installation = installation;
    }

    public static void run(PrintStream out, Size size, Path directory) throws Exception {
        Path client = Path.of("cli/target/syncline.jar").toAbsolutePath();
        if (!Files.exists(client)) {
            throw new IllegalStateException("The client is not built (%s); any command of it builds it: ./syncline help".formatted(client));
        }
        AllInOne installation = AllInOne.start(InstallationDirectory.open(directory), Set.of(Engine.MYSQL));
        Thread close = new Thread(installation::close, "close");
        Runtime.getRuntime().addShutdownHook(close);
        new PlanBench(out, size, client, directory, installation).measure();
        Runtime.getRuntime().removeShutdownHook(close);
        installation.close();
    }

    private void measure() throws Exception {
        out.printf("Making %,d tables in each database …%n", size.tables());
        List<String> lines = new ArrayList<>();
        Set<Engine> filled = new HashSet<>();
        for (Engine engine : List.of(Engine.MYSQL, Engine.POSTGRESQL)) {
            recreate(engine, SOURCE);
            recreate(engine, TARGET);
            fill(engine, SOURCE, true);
        }
        for (Lane lane : LANES) {
            if (lane.held() && filled.add(lane.target())) {
                fill(lane.target(), TARGET, false);
            }
            prepare(lane);
            for (String command : List.of("plan", "diff")) {
                Took best = take(lane, command);
                out.printf("  cold %s: %.2f s, %,d questions%n", command, best.seconds(), best.questions());
                for (int round = 1; round <= size.rounds(); round++) {
                    Took took = take(lane, command);
                    out.printf("  warm %s: %.2f s, %,d questions%n", command, took.seconds(), took.questions());
                    best = round == 1 || took.seconds() < best.seconds() ? took : best;
                }
                lines.add("| %s | %s | %.2f | %.2f | %.2f | %.2f | %.2f | %,d |".formatted(
                        lane.title(), command, best.seconds(), best.clientCpu(), best.servicesCpu(), best.sourceCpu(), best.targetCpu(), best.questions()));
            }
        }
        out.printf("%n%,d tables, least of %d rounds after a cold one%n%n", size.tables(), size.rounds());
        out.println("| | command | s | client CPU s | services CPU s | source CPU s | target CPU s | questions |");
        out.println("|---|---|---|---|---|---|---|---|");
        lines.forEach(out::println);
    }

    private DatabaseServer server(Engine engine) {
        return installation.servers().database(engine);
    }

    private void recreate(Engine engine, String name) {
        server(engine).dropDatabase(name);
        server(engine).createDatabase(name);
        if (engine == Engine.POSTGRESQL) {
            server(engine).execute(name, "CREATE SCHEMA " + SOURCE);
        }
    }

    private void fill(Engine engine, String database, boolean rows) throws SQLException {
        String columns = COLUMNS.formatted(engine == Engine.MYSQL ? " DEFAULT CURRENT_TIMESTAMP" : "");
        try (Connection session = server(engine).connect(database); Statement statement = session.createStatement()) {
            for (int i = 0; i < size.tables(); i++) {
                String table = "%s.t%05d".formatted(schema(engine, database), i);
                statement.execute("CREATE TABLE " + table + " " + columns);
                if (rows) {
                    statement.execute("INSERT INTO %s VALUES (1, 'one', 1.5, '2026-01-01'), (2, 'two', 2.5, '2026-01-02')".formatted(table));
                }
            }
        }
    }

    private void prepare(Lane lane) throws Exception {
        Files.writeString(file(), connection(lane, "source", lane.source(), SOURCE, false) + connection(lane, "target", lane.target(), TARGET, true) + """
                ---
                apiVersion: syncline.dev/v1
                kind: Project
                metadata: {name: planned-%1$s}
                spec:
                  source: source-%1$s
                  targets: [target-%1$s]
                  naming: {schema: {fixed: %2$s}}
                  tables: ["%3$s.*"]
                  %4$s
                """.formatted(
                name(lane), schema(lane.target(), TARGET), SOURCE, lane.incremental() ? "policies: [{match: \"*.*\", extraction: {incremental: [changed_at]}}]" : ""));
        call(lane, "apply");
    }

    /// MySQL's databases are its schemas.
    private static String schema(Engine engine, String database) {
        return engine == Engine.MYSQL ? database : SOURCE;
    }

    private static String name(Lane lane) {
        return "%s-%s-%s-%s".formatted(lane.source().kind(), lane.target().kind(), lane.held() ? "held" : "empty", lane.incremental() ? "incremental" : "full");
    }

    private Path file() {
        return directory.resolve("planned.yaml");
    }

    private String connection(Lane lane, String role, Engine engine, String database, boolean write) {
        return """
                ---
                apiVersion: syncline.dev/v1
                kind: Connection
                metadata: {name: %s-%s}
                spec: {kind: %s, host: 127.0.0.1, port: %d, %suser: %s, secretFrom: {env: SECRET_OF_%s}, write: %s, options: {tls: disable}}
                """.formatted(
                role, name(lane), engine.kind(), server(engine).port(), engine == Engine.MYSQL ? "" : "database: %s, ".formatted(database), server(engine).user(), engine.name(), write);
    }

    private Took take(Lane lane, String command) throws Exception {
        List<ProcessMeter> meters = List.of(
                new ProcessMeter("services", ProcessHandle.current().pid()),
                new ProcessMeter("source", server(lane.source()).process().pid()),
                new ProcessMeter("target", server(lane.target()).process().pid()));
        List<Double> before = meters.stream().map(ProcessMeter::cpuSeconds).toList();
        long asked = questions();
        long begin = System.nanoTime();
        double cpu = call(lane, command);
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<Double> used = IntStream.range(0, meters.size()).mapToObj(i -> meters.get(i).cpuSeconds() - before.get(i)).toList();
        return new Took(seconds, cpu, used.get(0), used.get(1), used.get(2), questions() - asked);
    }

    /// Of both databases: statements of MySQL, transactions of PostgreSQL, where a question is a transaction.
    private long questions() throws SQLException {
        return ScaleSite.count(server(Engine.MYSQL), "mysql", "SELECT VARIABLE_VALUE FROM performance_schema.global_status WHERE VARIABLE_NAME = 'Queries'")
                + ScaleSite.count(server(Engine.POSTGRESQL), "postgres", "SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database WHERE datname IN ('%s', '%s')".formatted(SOURCE, TARGET));
    }

    /// @return the processor time of the client
    private double call(Lane lane, String command) throws IOException, InterruptedException {
        Path output = directory.resolve(command + ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m",
                "-cp", client.toString(), "dev.syncline.cli.SynclineClient", command, "-f", file().toString());
        builder.environment().putAll(Map.of(
                "SYNCLINE_URL", installation.url(Service.CONSOLE), "SYNCLINE_TOKEN_FILE", installation.installation().tokenFile().toString(),
                "SECRET_OF_MYSQL", server(Engine.MYSQL).password(), "SECRET_OF_POSTGRESQL", server(Engine.POSTGRESQL).password()));
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        ProcessHandle handle = process.toHandle();
        Duration cpu = Duration.ZERO;
        while (process.isAlive()) {
            cpu = handle.info().totalCpuDuration().orElse(cpu);
            process.waitFor(Duration.ofMillis(20));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("%s of %s ended with %d: %s".formatted(command, lane.title(), process.exitValue(), Files.readString(output).lines().limit(20).toList()));
        }
        return cpu.toMillis() / 1e3;
    }
}
