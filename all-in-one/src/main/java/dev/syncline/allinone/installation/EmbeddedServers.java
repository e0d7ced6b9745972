package dev.syncline.allinone.installation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;

/// The broker and the databases of an installation, as child processes that keep their data.
public final class EmbeddedServers implements AutoCloseable {

    private static final int KAFKA_PORT = 19092;
    private static final int POSTGRESQL_PORT = 15432;
    private static final int MYSQL_PORT = 13306;
    private static final int CLICKHOUSE_PORT = 18123;

    private final KafkaServer kafka;
    private final Map<Engine, DatabaseServer> databases;

    private EmbeddedServers(KafkaServer kafka, Map<Engine, DatabaseServer> databases) {
        this.kafka = kafka;
        this.databases = databases;
    }

    /// Starts them at the same time, each on its usual port or a free one.
    ///
    /// @param more what is wanted beside the PostgreSQL in which the services keep their state
    public static EmbeddedServers start(InstallationDirectory installation, Set<Engine> more) {
        Path data = installation.directory().resolve("data");
        Set<Engine> wanted = EnumSet.of(Engine.POSTGRESQL);
        wanted.addAll(more);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var kafka = CompletableFuture.supplyAsync(
                    () -> KafkaServer.start(data.resolve("kafka"), Ports.preferred(KAFKA_PORT)), threads);
            Map<Engine, CompletableFuture<DatabaseServer>> starting = new EnumMap<>(Engine.class);
            wanted.forEach(engine -> starting.put(engine, CompletableFuture.supplyAsync(() -> start(engine, data), threads)));
            Map<Engine, DatabaseServer> databases = new EnumMap<>(Engine.class);
            starting.forEach((engine, server) -> databases.put(engine, server.join()));
            EmbeddedServers servers = new EmbeddedServers(kafka.join(), databases);
            servers.createDatabases();
            return servers;
        }
    }

    private static DatabaseServer start(Engine engine, Path data) {
        Path directory = data.resolve(engine.kind());
        return switch (engine) {
            case POSTGRESQL -> PostgreSqlServer.start(directory, Ports.preferred(POSTGRESQL_PORT), PostgreSqlServer.DURABLE);
            case MYSQL -> MySqlServer.start(directory, Ports.preferred(MYSQL_PORT));
            case CLICKHOUSE -> ClickHouseServer.start(directory, Ports.preferred(CLICKHOUSE_PORT));
        };
    }

    private void createDatabases() {
        for (Service service : Service.values()) {
            ServiceSettings.database(ServiceSettings.DATABASES, service).ifPresent(this::createIfMissing);
        }
    }

    /// Makes a database in the embedded PostgreSQL where it is not there yet.
    public void createIfMissing(String database) {
        try (var session = postgreSql().connect("postgres");
                var query = session.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    postgreSql().createDatabase(database);
                }
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("Cannot create the database " + database, e);
        }
    }

    public KafkaServer kafka() {
        return kafka;
    }

    /// Where the services keep their state.
    public DatabaseServer postgreSql() {
        return database(Engine.POSTGRESQL);
    }

    /// @throws IllegalStateException where none was asked for
    public DatabaseServer database(Engine engine) {
        DatabaseServer server = databases.get(engine);
        if (server == null) {
            throw new IllegalStateException("No %s was asked for".formatted(engine.title()));
        }
        return server;
    }

    @Override
    public void close() {
        List<AutoCloseable> servers = new ArrayList<>(databases.values());
        servers.add(kafka);
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
