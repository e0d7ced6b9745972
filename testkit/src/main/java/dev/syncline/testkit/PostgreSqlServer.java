package dev.syncline.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A real PostgreSQL 17.
public final class PostgreSqlServer implements DatabaseServer {

    /// Settings for data that must survive a power cut; without them only the death of the process is survived.
    public static final Map<String, String> DURABLE = Map.of("fsync", "on", "full_page_writes", "on");

    // synchronous_commit stays on: without fsync it costs next to nothing, and a killed server keeps what it has committed.
    private static final Map<String, String> DEFAULTS = Map.of(
            "fsync", "off",
            "full_page_writes", "off",
            "max_connections", "200",
            "wal_level", "logical",
            "scram_iterations", "1",
            "max_wal_size", "2GB",
            "timezone", "UTC",
            "log_timezone", "UTC");

    private final Path directory;
    private final int port;
    private final Map<String, String> settings;
    private ServerProcess server;

    private PostgreSqlServer(Path directory, int port, Map<String, String> settings) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
        this.server = launch();
    }

    /// Starts a server; port 0 means a free one. A directory that holds a server's data is used as it is.
    public static PostgreSqlServer start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /// As above, with settings of `postgresql.conf` that replace or complete the defaults, which are for data nobody will miss.
    public static PostgreSqlServer start(Path directory, int port, Map<String, String> settings) {
        Path home = Directories.create(directory.toAbsolutePath());
        Directories.filledOnce(home.resolve("data"), data -> Directories.copyContents(PostgreSqlDistribution.initialData(), data));
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.putAll(settings);
        return new PostgreSqlServer(home, FreePort.orFree(port), all);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    @Override
    public String user() {
        return PostgreSqlDistribution.USER;
    }

    @Override
    public String password() {
        return PostgreSqlDistribution.PASSWORD;
    }

    @Override
    public void createDatabase(String name) {
        execute("postgres", "CREATE DATABASE \"" + name + "\"");
    }

    @Override
    public void dropDatabase(String name) {
        execute("postgres", "DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
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
        List<String> command = new ArrayList<>(PostgreSqlDistribution.command("postgres"));
        command.addAll(List.of("-D", directory.resolve("data").toString(), "-p", Integer.toString(port)));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for the clients to leave.
        ServerProcess started = ServerProcess.start("PostgreSQL", command, directory, ServerProcess.StopSignal.INT);
        started.awaitReady(this::answers);
        return started;
    }

    private boolean answers() {
        try (Connection _ = connect("postgres")) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }
}
