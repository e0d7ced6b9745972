package dev.syncline.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/// A real Kafka broker (KRaft) in a process of its own, listening on loopback only, with its data kept in a directory: a cluster of one, or one of several
/// ([KafkaCluster]).
public final class KafkaServer implements AutoCloseable {

    /// System property with the broker's largest heap, as in `-Xmx`; 512m unless set.
    public static final String HEAP_PROPERTY = "syncline.kafka.heap";

    // Kafka's jars and what they need. The broker gets only these: our own classes and Spring would change nothing, but the
    // archive of loaded classes holds for one exact class path, and this one is the same in every module.
    private static final Pattern NEEDED_JARS = Pattern.compile(
            "(kafka|scala-|slf4j-api|logback-|jackson-|snakeyaml|metrics-core|jopt-simple|argparse4j|caffeine|pcollections|re2j"
                    + "|HdrHistogram|hash4j|jose4j|commons-|lz4-java|snappy-java|zstd-jni|log4j-).*\\.jar");

    private final Path directory;
    private final int port;
    private final Map<String, Object> client;
    private ServerProcess server;

    private KafkaServer(Path directory, int port, Map<String, Object> client) {
        this.directory = directory;
        this.port = port;
        this.client = client;
        this.server = launch();
    }

    /// One of the brokers of a cluster, each of which decides about it, too.
    ///
    /// @param voters all of them, as in `1@127.0.0.1:20001`
    record Node(int id, int port, int controllerPort, String voters, String clusterId) {

        static Node alone(int port) {
            int controllerPort = FreePort.find();
            return new Node(1, port, controllerPort, "1@127.0.0.1:" + controllerPort, Uuid.randomUuid().toString());
        }
    }

    /// Starts a broker; port 0 means a free one. A directory that holds a broker's data is used as it is.
    public static KafkaServer start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /// As above, with settings of `server.properties` that replace or complete the defaults.
    public static KafkaServer start(Path directory, int port, Map<String, String> settings) {
        return start(directory, port, settings, BrokerLogins.NONE);
    }

    /// As above, with users of its own: `settings` say by which protocol they come to the listener BROKER, and what they may do.
    public static KafkaServer start(Path directory, int port, Map<String, String> settings, BrokerLogins logins) {
        return start(directory, Node.alone(FreePort.orFree(port)), settings, logins);
    }

    static KafkaServer start(Path directory, Node node, Map<String, String> settings, BrokerLogins logins) {
        Path home = Directories.create(directory.toAbsolutePath());
        writeConfiguration(home, node, settings);
        if (!Files.exists(dataOf(home).resolve("meta.properties"))) {
            format(home, node, logins);
        }
        return new KafkaServer(home, node.port(), logins.client());
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public Process process() {
        return server.process();
    }

    /// SIGKILL: the broker has no time to tell anybody or to write anything.
    public void kill() {
        server.kill();
    }

    /// Starts the broker again on the same port with the same data, stopping it first if it runs.
    public void restart() {
        server.stop();
        server = launch();
    }

    @Override
    public void close() {
        server.stop();
    }

    private ServerProcess launch() {
        ServerProcess started = ServerProcess.start("Kafka", command(), directory, ServerProcess.StopSignal.TERM);
        started.awaitReady(this::listens);
        started.awaitReady(this::answers);
        return started;
    }

    private List<String> command() {
        String classPath = classPath();
        // Written when the first broker stops; halves the time the next ones need to start.
        Path archive = Directories.cache().resolve("kafka-%s-%08x.jsa".formatted(AppInfoParser.getVersion(), classPath.hashCode()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + System.getProperty(HEAP_PROPERTY, "512m"));
        command.add("-XX:+UseSerialGC");
        command.addAll(compilers());
        command.add("-XX:+AutoCreateSharedArchive");
        command.add("-XX:SharedArchiveFile=" + archive);
        command.add("-Xlog:cds=off");
        command.add("-Xlog:cds+dynamic=off");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dlogback.configurationFile=" + directory.resolve("logback.xml"));
        command.add("-cp");
        command.add(classPath);
        command.add("kafka.Kafka");
        command.add(directory.resolve("server.properties").toString());
        return command;
    }

    /// As this JVM: tests live too briefly for the second compiler.
    private static List<String> compilers() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(argument -> argument.startsWith("-XX:TieredStopAtLevel=")).toList();
    }

    private static String classPath() {
        String needed = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> NEEDED_JARS.matcher(jar.getFileName().toString()).matches())
                // The broker runs in another directory than this JVM.
                .map(jar -> jar.toAbsolutePath().toString())
                .sorted()
                .collect(Collectors.joining(File.pathSeparator));
        if (!needed.contains("kafka_2.13")) {
            throw new IllegalStateException("The class path of this JVM has no kafka_2.13 jar; jars nested in one another do not count: "
                    + System.getProperty("java.class.path"));
        }
        return needed;
    }

    private boolean listens() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private boolean answers() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Kafka", e);
        }
    }

    private static Path dataOf(Path home) {
        return home.resolve("data");
    }

    private static void writeConfiguration(Path home, Node node, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(defaults(home, node));
        all.putAll(settings);
        try (InputStream logging = KafkaServer.class.getResourceAsStream("kafka-logback.xml")) {
            Files.write(home.resolve("server.properties"), all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
            Files.copy(Objects.requireNonNull(logging), home.resolve("logback.xml"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write Kafka's settings to " + home, e);
        }
    }

    private static Map<String, String> defaults(Path home, Node node) {
        return Map.ofEntries(
                // A broker that was killed is let in again only when its former session has run out: 9 s unless set.
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(node.id())),
                Map.entry("controller.quorum.voters", node.voters()),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(node.port(), node.controllerPort())),
                Map.entry("advertised.listeners", "BROKER://127.0.0.1:" + node.port()),
                Map.entry("inter.broker.listener.name", "BROKER"),
                Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", dataOf(home).toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("message.max.bytes", Integer.toString(3 * 1024 * 1024)),
                Map.entry("log.retention.hours", "72"),
                Map.entry("log.segment.bytes", Integer.toString(64 * 1024 * 1024)),
                Map.entry("log.retention.check.interval.ms", "10000"),
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024)),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "4"));
    }

    private static void format(Path home, Node node, BrokerLogins logins) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setNodeId(node.id())
                    .setClusterId(node.clusterId())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(dataOf(home).toString())
                    .addDirectory(dataOf(home).toString())
                    .setScramArguments(logins.scram())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format " + home + " for Kafka", e);
        }
    }
}
