package dev.syncline.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.syncline.allinone.installation.Ports;
import org.awaitility.Awaitility;

/// A PostgreSQL of this machine's own packages: what tests bring along has no `pg_dump`, and that of another version refuses.
record SystemPostgreSql(Path programs, int port, Process process) implements AutoCloseable {

    static final String USER = "postgres";

    // As root it refuses to run.
    private static final List<String> AS_NOBODY = List.of(
            "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps", "+dac_override", "--ambient-caps", "+dac_override");

    /// Where its programs are, where there are any.
    static Optional<Path> installed() {
        return Stream.of("18", "17", "16", "15").map("/usr/lib/postgresql/%s/bin"::formatted).map(Path::of)
                .filter(path -> Files.isExecutable(path.resolve("pg_dump")) && Files.isExecutable(path.resolve("initdb")))
                .findFirst();
    }

    static SystemPostgreSql start(Path programs, Path directory) throws IOException, InterruptedException {
        Path data = directory.resolve("data").toAbsolutePath();
        List<String> initialise = command(programs, "initdb");
        initialise.addAll(List.of("-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"));
        if (new ProcessBuilder(initialise).redirectErrorStream(true).redirectOutput(directory.resolve("initdb.log").toFile()).start().waitFor() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("initdb.log")));
        }
        int port = Ports.free();
        List<String> run = command(programs, "postgres");
        run.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"));
        Process process = new ProcessBuilder(run).redirectErrorStream(true).redirectOutput(directory.resolve("postgres.log").toFile()).start();
        SystemPostgreSql server = new SystemPostgreSql(programs, port, process);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Connection _ = server.connect()) {
                return true;
            } catch (SQLException _) {
                return false;
            }
        });
        return server;
    }

    private static List<String> command(Path programs, String program) {
        List<String> command = new ArrayList<>("root".equals(System.getProperty("user.name")) ? AS_NOBODY : List.of());
        command.add(programs.resolve(program).toString());
        return command;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), USER, "");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
