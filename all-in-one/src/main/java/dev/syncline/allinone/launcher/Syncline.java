package dev.syncline.allinone.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import dev.syncline.allinone.bench.Bench;
import dev.syncline.allinone.bench.PlanBench;
import dev.syncline.allinone.bench.ScaleBench;
import dev.syncline.allinone.bench.Selection;
import dev.syncline.allinone.bench.WatchersBench;
import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.demo.Demo;
import dev.syncline.allinone.installation.AllInOne;
import dev.syncline.allinone.installation.Guide;
import dev.syncline.allinone.installation.InstallationDirectory;
import dev.syncline.allinone.installation.Service;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The command line: what `./syncline` starts.
public final class Syncline {

    private static final String HELP = """
            Syncline copies tables from one database to others, over Kafka.

              ./syncline demo [--exit] [--lines N] [--target clickhouse]
                                                     copy a sample shop from MySQL to PostgreSQL (or ClickHouse), then
                                                     stay up (or end)
              ./syncline up                          start everything without the sample, and stay up
              ./syncline down                        stop what 'up' or 'demo' has started
              ./syncline service NAME [--key=value …]
                                                     start one service alone: config-service, scheduler-service,
                                                     extractor-service, loader-service, notification-service
                                                     or console
              ./syncline bench [ROWS …] [--lane NAME …] [--rounds N] [--option NAME=VALUE …]
                                                     measure beside psql and mysql piped into each other (1,000,000 and
                                                     4,000,000 rows, all lanes, 5 rounds, options of connections: none)
              ./syncline bench watchers [TABLES [WATCHERS [READERS [PAUSE_MS [ROUNDS]]]]]
                                                     measure what open pages and readers cost a run (400 500 50 1000 3)
              ./syncline bench plan [TABLES [ROUNDS]]
                                                     measure 'plan' and 'diff' of a project of many tables (10000 3)
              ./syncline bench scale [TABLES [PLANS]]
                                                     measure one run of many tables, and many plans that are due
                                                     in one minute (10000 1000)
              ./syncline help                        what can be asked of an installation: connections, projects, runs

            Data, log and secrets are kept in the directory .syncline (SYNCLINE_HOME).
            It ends with 0 when all went well, 1 when it did not, 2 when a word is not understood, 3 when Syncline runs in this directory already.
            """;

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(90);
    private static final PrintStream OUT = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);

    private Syncline() {}

    public static void main(String[] arguments) {
        // Tomcat logs by java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            Command command = Command.of(Arrays.asList(arguments));
            try (Occupancy occupancy = occupy(command)) {
                // Before there is a second thread: SLF4J keeps what comes while one thread sets it up, and warns of that on the console. And not before
                // the directory is ours, for another process may have its log there.
                LoggerFactory.getILoggerFactory();
                execute(command, occupancy);
            }
        } catch (Command.Misunderstood e) {
            OUT.printf("%s%n%n%s", e.getMessage(), HELP);
            System.exit(2);
        } catch (Occupancy.Taken e) {
            OUT.println(e.getMessage());
            System.exit(3);
        } catch (Occupancy.Unusable e) {
            OUT.println("Cannot go on: " + e.getMessage());
            System.exit(1);
        } catch (Exception | Error e) {
            LoggerFactory.getLogger(Syncline.class).error("Cannot go on", e);
            OUT.println("Cannot go on: %s%nThe log has the details: %s".formatted(Reason.of(e), System.getProperty("syncline.log", "see above")));
            System.exit(1);
        }
    }

    /// What keeps data in a directory has it alone.
    private static @Nullable Occupancy occupy(Command command) {
        return switch (command) {
            case Command.ShowDemo _ -> Occupancy.of(home(), "demo");
            case Command.StartAll _ -> Occupancy.of(home(), "up");
            case Command.Measure _ -> Occupancy.of(home().resolve("bench"), "bench");
            case Command.MeasureWatchers _ -> Occupancy.of(home().resolve("bench-watchers"), "bench watchers");
            case Command.MeasurePlans _ -> Occupancy.of(home().resolve("bench-plan"), "bench plan");
            case Command.MeasureScale _ -> Occupancy.of(home().resolve("bench-scale"), "bench scale");
            case Command.StopAll _, Command.RunService _, Command.ShowHelp _ -> null;
        };
    }

    private static void execute(Command command, @Nullable Occupancy occupancy) throws Exception {
        switch (command) {
            case Command.ShowDemo(boolean exit, int lines, Engine target) -> System.exit(demo(exit, lines, target, Objects.requireNonNull(occupancy)));
            case Command.StartAll _ -> up(Objects.requireNonNull(occupancy));
            case Command.StopAll _ -> OUT.println(Occupancy.end(home(), TIME_TO_STOP));
            case Command.RunService(Service service, List<String> settings, boolean oldWord) -> run(service, settings, oldWord);
            case Command.Measure(Selection selection) -> Bench.run(OUT, selection, home().resolve("bench"));
            case Command.MeasureWatchers(WatchersBench.Size size) -> WatchersBench.run(OUT, size, home().resolve("bench-watchers"));
            case Command.MeasurePlans(PlanBench.Size size) -> PlanBench.run(OUT, size, home().resolve("bench-plan"));
            case Command.MeasureScale(ScaleBench.Size size) -> ScaleBench.run(OUT, size, home().resolve("bench-scale"));
            case Command.ShowHelp _ -> OUT.print(HELP);
        }
    }

    private static InstallationDirectory installation() {
        return InstallationDirectory.open(home());
    }

    private static Path home() {
        return Path.of(System.getProperty("syncline.home", ".syncline"));
    }

    private static int demo(boolean exit, int lines, Engine target, Occupancy occupancy) throws Exception {
        InstallationDirectory installation = installation();
        OUT.println("Syncline demo. The log is in " + System.getProperty("syncline.log", "the console"));
        long begin = System.nanoTime();
        AllInOne started = AllInOne.start(installation, EnumSet.of(Engine.MYSQL, target));
        Thread hook = closeAtExit(started);
        occupancy.reachedAt(started.url(Service.CONFIG));
        installation.tellClients(started.url(Service.CONSOLE));
        OUT.printf("Kafka, PostgreSQL, MySQL%s and the services are up after %.1f s.%n",
                target == Engine.POSTGRESQL ? "" : ", " + target.title(), (System.nanoTime() - begin) / 1e9);
        boolean equal = new Demo(started, target, OUT, lines).run();
        if (!exit) {
            OUT.println("\nEverything stays up until Ctrl-C.");
            new CountDownLatch(1).await();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        started.close();
        return equal ? 0 : 1;
    }

    private static void up(Occupancy occupancy) throws InterruptedException {
        InstallationDirectory installation = installation();
        OUT.println("Starting Kafka, PostgreSQL and the services. The log is in " + System.getProperty("syncline.log", "the console"));
        AllInOne started = AllInOne.start(installation, Set.of());
        closeAtExit(started);
        occupancy.reachedAt(started.url(Service.CONFIG));
        installation.tellClients(started.url(Service.CONSOLE));
        OUT.println(Guide.whereThingsAre(started));
        OUT.println("Everything stays up until Ctrl-C.");
        new CountDownLatch(1).await();
    }

    private static void run(Service service, List<String> settings, boolean oldWord) throws Exception {
        if (oldWord) {
            System.err.printf("'run' executes a project; a service is started by: ./syncline service %s. The next release knows only that.%n", service.serviceName());
        }
        service.application().getMethod("main", String[].class).invoke(null, (Object) settings.toArray(String[]::new));
    }

    private static Thread closeAtExit(AllInOne started) {
        Thread hook = new Thread(() -> {
            OUT.println("\nStopping …");
            started.close();
        }, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }
}
