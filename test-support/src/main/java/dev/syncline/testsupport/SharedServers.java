package dev.syncline.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.Directories;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.streamload.Product;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.jspecify.annotations.Nullable;

/// The servers all tests of one JVM share: each starts when it is first asked for, and all end with the JVM.
///
/// Nothing stops them in a shutdown hook: Spring closes its contexts in one, at the same time, and would find its servers gone.
/// A watcher outside ends them as soon as the JVM is gone, and the next run deletes the data.
public final class SharedServers {

    private static final Path ROOT = Files.isDirectory(Path.of("target"))
            ? Path.of("target", "servers")
            : Path.of(System.getProperty("java.io.tmpdir"), "syncline-servers");
    private static final Path OWN = ROOT.resolve(Long.toString(ProcessHandle.current().pid()));

    private static final Lazy<KafkaServer> KAFKA = new Lazy<>(() -> KafkaServer.start(OWN.resolve("kafka"), 0));
    private static final Lazy<PostgreSqlServer> POSTGRESQL = new Lazy<>(() -> PostgreSqlServer.start(OWN.resolve("postgresql"), 0));
    private static final Lazy<ClickHouseServer> CLICKHOUSE = new Lazy<>(() -> ClickHouseServer.start(OWN.resolve("clickhouse"), 0));
    private static final Lazy<MySqlServer> MYSQL = new Lazy<>(() -> MySqlServer.start(OWN.resolve("mysql"), 0));
    private static final Lazy<StreamLoadServer> DORIS = new Lazy<>(() -> StreamLoadServer.start(Product.DORIS, mySql()));
    private static final Lazy<StreamLoadServer> STARROCKS = new Lazy<>(() -> StreamLoadServer.start(Product.STARROCKS, mySql()));

    static {
        deleteFormer();
    }

    private SharedServers() {}

    public static KafkaServer kafka() {
        return KAFKA.get();
    }

    public static PostgreSqlServer postgreSql() {
        return POSTGRESQL.get();
    }

    public static MySqlServer mySql() {
        return MYSQL.get();
    }

    public static ClickHouseServer clickHouse() {
        return CLICKHOUSE.get();
    }

    /// The emulated Apache Doris, with its rows in {@link #mySql()}.
    public static StreamLoadServer doris() {
        return DORIS.get();
    }

    /// The emulated StarRocks, with its rows in {@link #mySql()}.
    public static StreamLoadServer starRocks() {
        return STARROCKS.get();
    }

    private static void deleteFormer() {
        if (!Files.isDirectory(ROOT)) {
            return;
        }
        try (Stream<Path> directories = Files.list(ROOT)) {
            List<Path> former = directories.filter(SharedServers::isAbandoned).toList();
            former.forEach(Directories::delete);
        } catch (IOException | UncheckedIOException _) {
            return; // a server is still stopping; the next run deletes
        }
    }

    private static boolean isAbandoned(Path directory) {
        String pid = directory.getFileName().toString();
        return pid.chars().allMatch(Character::isDigit) && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static final class Lazy<T> {

        private final Supplier<T> start;
        private @Nullable T server;

        Lazy(Supplier<T> start) {
            this.start = start;
        }

        synchronized T get() {
            T started = server;
            if (started == null) {
                started = start.get();
                server = started;
            }
            return started;
        }
    }
}
