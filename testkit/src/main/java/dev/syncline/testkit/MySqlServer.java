package dev.syncline.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A real MySQL 8.0.
public final class MySqlServer implements DatabaseServer {

    /// Settings for data that must survive a power cut; without them only the death of the process is survived.
    public static final Map<String, String> DURABLE = Map.of(
            "innodb-flush-method", "fsync",
            "innodb-flush-log-at-trx-commit", "1",
            "innodb-doublewrite", "ON");

    // 2, not 0: each commit reaches the operating system, so a killed server keeps what it has committed.
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("innodb-flush-log-at-trx-commit", "2"),
            Map.entry("innodb-flush-method", "nosync"),
            Map.entry("innodb-doublewrite", "OFF"),
            Map.entry("innodb-redo-log-capacity", "64M"),
            // Threads that write the log, and waiting for a lock by turning, are for machines of many cores (manual, 17.8.10 and innodb_log_writer_threads).
            Map.entry("innodb-log-writer-threads", "OFF"),
            Map.entry("innodb-sync-spin-loops", "0"),
            Map.entry("log-bin", "OFF"),
            Map.entry("performance-schema", "OFF"),
            Map.entry("max-connections", "200"),
            Map.entry("max-allowed-packet", "64M"),
            Map.entry("local-infile", "ON"),
            Map.entry("character-set-server", "utf8mb4"),
            Map.entry("default-time-zone", "+00:00"));

    private final Path directory;
    private final int port;
    private final Map<String, String> settings;
    private ServerProcess server;

    private MySqlServer(Path directory, int port, Map<String, String> settings) {
        this.directory = directory;
        this.port = port;
        this.settings = settings;
        this.server = launch();
    }

    /// Starts a server; port 0 means a free one. A directory that holds a server's data is used as it is.
    public static MySqlServer start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /// As above, with options of `mysqld` (no leading dashes) that replace or complete the defaults, which are for data nobody will miss.
    public static MySqlServer start(Path directory, int port, Map<String, String> settings) {
        Path home = Directories.create(directory.toAbsolutePath());
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        settings.forEach((key, value) -> all.put(key.replace('_', '-'), value));
        Path initial = MySqlDistribution.initialData(all.getOrDefault("lower-case-table-names", MySqlDistribution.CASE_MATTERS));
        Directories.filledOnce(home.resolve("data"), data -> Directories.copyContents(initial, data));
        return new MySqlServer(home, FreePort.orFree(port), all);
    }

    /// The command-line client that belongs to the server.
    public static Path client() {
        return MySqlDistribution.client();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&enableEscapeProcessing=false&processEscapeCodesForPrepStmts=false".formatted(port, database);
    }

    @Override
    public String user() {
        return MySqlDistribution.USER;
    }

    @Override
    public String password() {
        return MySqlDistribution.PASSWORD;
    }

    @Override
    public void createDatabase(String name) {
        execute("", "CREATE DATABASE `" + name + "`");
    }

    @Override
    public void dropDatabase(String name) {
        execute("", "DROP DATABASE IF EXISTS `" + name + "`");
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
        List<String> command = new ArrayList<>(MySqlDistribution.command());
        command.add("--datadir=" + directory.resolve("data"));
        command.add("--port=" + port);
        command.add("--bind-address=127.0.0.1");
        // Relative to the data directory: the path of a socket may not be longer than 107 bytes.
        command.add("--socket=mysql.sock");
        command.add("--mysqlx=OFF");
        settings.forEach((key, value) -> command.add(option(key, value)));
        ServerProcess started = ServerProcess.start("MySQL", command, directory, ServerProcess.StopSignal.TERM);
        started.awaitReady(this::answers);
        return started;
    }

    // log-bin takes a file's name; "OFF" would be one.
    private static String option(String key, String value) {
        return key.equals("log-bin") && value.equals("OFF") ? "--disable-log-bin" : "--%s=%s".formatted(key, value);
    }

    private boolean answers() {
        if (!Files.exists(directory.resolve("data").resolve("mysql.sock.lock"))) {
            return false; // Connector/J takes long to fail
        }
        try (Connection _ = connect("")) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }
}
