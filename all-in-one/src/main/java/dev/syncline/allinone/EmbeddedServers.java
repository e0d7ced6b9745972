package dev.syncline.allinone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import dev.syncline.testkit.KafkaServer;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;
import org.jspecify.annotations.Nullable;

/// The broker and the databases of an installation, as child processes that keep their data.
public final class EmbeddedServers implements AutoCloseable {

    private static final int KAFKA_PORT = 19092;
    private static final int POSTGRESQL_PORT = 15432;
    private static final int MYSQL_PORT = 13306;

    private final KafkaServer kafka;
    private final PostgreSqlServer postgreSql;
    private final @Nullable MySqlServer mySql;

    private EmbeddedServers(KafkaServer kafka, PostgreSqlServer postgreSql, @Nullable MySqlServer mySql) {
        this.kafka = kafka;
        this.postgreSql = postgreSql;
        this.mySql = mySql;
    }

    /// Starts them at the same time, each on its usual port or a free one.
    ///
    /// @param withMySql whether a MySQL is wanted too, as a source
    public static EmbeddedServers start(Installation installation, boolean withMySql) {
        Path data = installation.directory().resolve("data");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var kafka = CompletableFuture.supplyAsync(
                    () -> KafkaServer.start(data.resolve("kafka"), Ports.preferred(KAFKA_PORT)), threads);
            var postgreSql = CompletableFuture.supplyAsync(
                    () -> PostgreSqlServer.start(data.resolve("postgresql"), Ports.preferred(POSTGRESQL_PORT), postgreSqlSettings()), threads);
            var mySql = withMySql
                    ? CompletableFuture.supplyAsync(() -> MySqlServer.start(data.resolve("mysql"), Ports.preferred(MYSQL_PORT)), threads)
                    : CompletableFuture.<@Nullable MySqlServer>completedFuture(null);
            EmbeddedServers servers = new EmbeddedServers(kafka.join(), postgreSql.join(), mySql.join());
            servers.createDatabases();
            return servers;
        }
    }

    private static Map<String, String> postgreSqlSettings() {
        return PostgreSqlServer.DURABLE;
    }

    private void createDatabases() {
        for (Service service : Service.values()) {
            service.database().ifPresent(this::createIfMissing);
        }
    }

    /// Makes a database in the embedded PostgreSQL where it is not there yet.
    public void createIfMissing(String database) {
        try (var session = postgreSql.connect("postgres");
                var query = session.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    postgreSql.createDatabase(database);
                }
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("Cannot create the database " + database, e);
        }
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public PostgreSqlServer postgreSql() {
        return postgreSql;
    }

    /// @throws IllegalStateException where none was asked for
    public MySqlServer mySql() {
        MySqlServer server = mySql;
        if (server == null) {
            throw new IllegalStateException("No MySQL was asked for");
        }
        return server;
    }

    @Override
    public void close() {
        List<AutoCloseable> servers = new ArrayList<>(List.of(kafka, postgreSql));
        MySqlServer started = mySql;
        if (started != null) {
            servers.add(started);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.forEach(server -> threads.execute(() -> {
                try {
                    server.close();
                } catch (Exception e) {
                    throw new IllegalStateException("A server did not stop", e);
                }
            }));
        }
    }
}
