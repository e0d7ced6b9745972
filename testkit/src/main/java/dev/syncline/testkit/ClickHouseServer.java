package dev.syncline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A real ClickHouse 26.7 that speaks HTTP: the engine's own server, begun by a statement of `clickhouse-local`.
///
/// It has neither Keeper nor a cluster, so no replicated tables and no `ON CLUSTER`; data survive a kill.
public final class ClickHouseServer implements DatabaseServer {

    /// A second user, who may only read.
    public static final String READER = "reader";

    /// A third one, who may load, under a profile that a test gives.
    public static final String STRANGER = "stranger";

    private static final String USER = "syncline";
    private static final String PASSWORD = "syncline";
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final Path directory;
    private final int port;
    private ServerProcess server;

    private ClickHouseServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.server = launch();
    }

    /// Starts a server; port 0 means a free one. A directory that holds a server's data is used as it is.
    public static ClickHouseServer start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /// As above, with what [#STRANGER] has set.
    public static ClickHouseServer start(Path directory, int port, Map<String, String> profile) {
        Path home = Directories.create(directory.toAbsolutePath());
        configure(home, profile);
        return new ClickHouseServer(home, FreePort.orFree(port));
    }

    // The statement that listens runs as `default` and without a password, so that user may do nothing else.
    private static void configure(Path home, Map<String, String> profile) {
        String settings = profile.entrySet().stream().map(entry -> "<%1$s>%2$s</%1$s>".formatted(entry.getKey(), entry.getValue())).collect(Collectors.joining());
        try {
            Files.writeString(home.resolve("config.xml"), """
                    <clickhouse>
                      <users_config>%1$s</users_config>
                      <user_directories><users_xml><path>%1$s</path></users_xml></user_directories>
                    </clickhouse>
                    """.formatted(home.resolve("users.xml")));
            Files.writeString(home.resolve("users.xml"), """
                    <clickhouse>
                      <profiles><default/><%4$s>%5$s</%4$s></profiles>
                      <quotas><default/></quotas>
                      <users>
                        <%1$s><password>%2$s</password><networks><ip>::/0</ip></networks>
                          <profile>default</profile><quota>default</quota><access_management>1</access_management></%1$s>
                        <%3$s><password>%2$s</password><networks><ip>::/0</ip></networks>
                          <profile>default</profile><quota>default</quota><grants><query>GRANT SELECT ON *.*</query></grants></%3$s>
                        <%4$s><password>%2$s</password><networks><ip>::/0</ip></networks>
                          <profile>%4$s</profile><quota>default</quota><grants>
                            <query>GRANT SELECT, INSERT, CREATE, DROP, ALTER, TABLE ENGINE, KILL QUERY ON *.*</query></grants></%4$s>
                        <default><password></password><networks><ip>::1</ip></networks>
                          <profile>default</profile><quota>default</quota>
                          <grants>
                            <query>GRANT SYSTEM ON *.*</query><query>GRANT FILE ON *.*</query><query>GRANT CREATE TEMPORARY TABLE ON *.*</query>
                          </grants></default>
                      </users>
                    </clickhouse>
                    """.formatted(USER, PASSWORD, READER, STRANGER, settings));
            if (!Files.exists(home.resolve("open"))) {
                Command.run(List.of("mkfifo", home.resolve("open").toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot configure ClickHouse in " + home, e);
        }
    }

    /// The HTTP port.
    @Override
    public int port() {
        return port;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:clickhouse:http://127.0.0.1:%d/%s".formatted(port, database);
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public void createDatabase(String name) {
        execute("system", "CREATE DATABASE `" + name + "`");
    }

    @Override
    public void dropDatabase(String name) {
        execute("system", "DROP DATABASE IF EXISTS `" + name + "` SYNC");
    }

    @Override
    public Process process() {
        return server.process();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void restart() {
        server.stop();
        server = launch();
    }

    @Override
    public void close() {
        server.stop();
    }

    private ServerProcess launch() {
        // It listens for as long as its last query waits for the pipe to be written to. -Xrs: a signal ends it as it would end ClickHouse.
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xrs", "-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "-cp", classPath(), ClickHouseProgram.class.getName(), ClickHouseDistribution.library().toString(),
                "--path", directory.resolve("data").toString(),
                "--config-file", directory.resolve("config.xml").toString(),
                "--listen_host", "127.0.0.1",
                "--http_port", Integer.toString(port),
                "--query", "SYSTEM START LISTEN HTTP; SELECT * FROM file('%s', LineAsString) FORMAT Null".formatted(directory.resolve("open")));
        ServerProcess started = ServerProcess.start("ClickHouse", command, directory, ServerProcess.StopSignal.TERM);
        started.awaitReady(this::answers);
        return started;
    }

    private static String classPath() {
        try {
            return Path.of(ClickHouseProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toAbsolutePath().toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean answers() {
        try {
            HttpRequest ping = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/ping".formatted(port))).timeout(Duration.ofSeconds(2)).build();
            return HTTP.send(ping, BodyHandlers.ofString()).body().startsWith("Ok.");
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
