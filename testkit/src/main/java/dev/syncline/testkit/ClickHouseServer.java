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
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final Map<String, String> profile;
    private final Map<String, Account> accounts = new TreeMap<>();
    private ServerProcess server;

    /// @param grants statements of GRANT without the user
    private record Account(String password, List<String> grants) {}

    private ClickHouseServer(Path directory, int port, Map<String, String> profile) {
        this.directory = directory;
        this.port = port;
        this.profile = profile;
        this.server = launch();
    }

    /// Starts a server; port 0 means a free one. A directory that holds a server's data is used as it is.
    public static ClickHouseServer start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /// As above, with what [#STRANGER] has set.
    public static ClickHouseServer start(Path directory, int port, Map<String, String> profile) {
        return new ClickHouseServer(Directories.create(directory.toAbsolutePath()), FreePort.orFree(port), profile);
    }

    /// A further user, who may only log in. `clickhouse-local` takes users from a file alone, and reads it when it starts: the server starts anew.
    public void createUser(String name, String password) {
        accounts.put(name, new Account(password, List.of()));
        restart();
    }

    /// Gives rights to such a user, and starts the server anew.
    ///
    /// @param grants whole statements
    public void grant(String name, List<String> grants) {
        String to = " TO `%s`".formatted(name);
        for (String grant : grants) {
            if (!grant.startsWith("GRANT ") || !grant.endsWith(to)) {
                throw new IllegalArgumentException("No grant to %s: %s".formatted(name, grant));
            }
        }
        Account before = Objects.requireNonNull(accounts.get(name));
        List<String> all = Stream.concat(before.grants().stream(), grants.stream().map(grant -> grant.substring(0, grant.length() - to.length()))).toList();
        accounts.put(name, new Account(before.password(), all));
        restart();
    }

    // The access rules are those of config.xml in ClickHouse's packages.
    // The statement that listens runs as `default` and without a password, so that user may do nothing else.
    private void configure() {
        Path home = directory;
        String further = accounts.entrySet().stream().map(account -> """
                        <%1$s><password>%2$s</password><networks><ip>::/0</ip></networks>
                          <profile>default</profile><quota>default</quota><grants>%3$s</grants></%1$s>
                """.formatted(account.getKey(), account.getValue().password(), grants(account.getValue().grants()))).collect(Collectors.joining());
        String settings = profile.entrySet().stream().map(entry -> "<%1$s>%2$s</%1$s>".formatted(entry.getKey(), entry.getValue())).collect(Collectors.joining());
        try {
            Files.writeString(home.resolve("config.xml"), """
                    <clickhouse>
                      <users_config>%1$s</users_config>
                      <user_directories>
                        <users_xml><path>%1$s</path></users_xml>
                      </user_directories>
                      <access_control_improvements>
                        <users_without_row_policies_can_read_rows>true</users_without_row_policies_can_read_rows>
                        <on_cluster_queries_require_cluster_grant>true</on_cluster_queries_require_cluster_grant>
                        <select_from_system_db_requires_grant>true</select_from_system_db_requires_grant>
                        <select_from_information_schema_requires_grant>true</select_from_information_schema_requires_grant>
                        <settings_constraints_replace_previous>true</settings_constraints_replace_previous>
                        <table_engines_require_grant>true</table_engines_require_grant>
                      </access_control_improvements>
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
                %6$s
                      </users>
                    </clickhouse>
                    """.formatted(USER, PASSWORD, READER, STRANGER, settings, further));
            if (!Files.exists(home.resolve("open"))) {
                ProcessCommand.run(List.of("mkfifo", home.resolve("open").toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot configure ClickHouse in " + home, e);
        }
    }

    /// Without any, a user would have all rights.
    private static String grants(List<String> grants) {
        List<String> all = grants.isEmpty() ? List.of("GRANT USAGE ON *.*") : grants;
        return all.stream().map(grant -> "<query>%s</query>".formatted(grant.replace("&", "&amp;").replace("<", "&lt;"))).collect(Collectors.joining());
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
        configure();
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
