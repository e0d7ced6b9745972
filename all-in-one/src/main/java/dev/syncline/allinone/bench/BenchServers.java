package dev.syncline.allinone.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.syncline.allinone.bench.Selection.Workload;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.Forwarder;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testkit.Throttle;

/// The servers under test, each with a target `dst`, and all but ClickHouse with a source `src`, tuned so that the disk is not what is measured.
final class BenchServers implements AutoCloseable {

    private static final Map<String, String> POSTGRESQL = Map.ofEntries(
            Map.entry("shared_buffers", "2GB"),
            Map.entry("maintenance_work_mem", "512MB"),
            Map.entry("work_mem", "64MB"),
            Map.entry("fsync", "off"),
            Map.entry("synchronous_commit", "off"),
            Map.entry("full_page_writes", "off"),
            Map.entry("max_wal_size", "16GB"),
            Map.entry("checkpoint_timeout", "30min"),
            Map.entry("autovacuum", "off"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("scram_iterations", "4096"),
            Map.entry("timezone", "UTC"));
    private static final Map<String, String> MYSQL = Map.ofEntries(
            Map.entry("collation-server", "utf8mb4_0900_bin"),
            Map.entry("max-allowed-packet", "256M"),
            Map.entry("net-buffer-length", "1M"),
            Map.entry("innodb-buffer-pool-size", "3G"),
            Map.entry("innodb-redo-log-capacity", "4G"),
            Map.entry("innodb-log-buffer-size", "64M"),
            Map.entry("innodb-log-writer-threads", "ON"),
            Map.entry("innodb-sync-spin-loops", "30"),
            Map.entry("innodb-flush-log-at-trx-commit", "0"),
            Map.entry("innodb-flush-method", "nosync"),
            Map.entry("innodb-doublewrite", "OFF"),
            Map.entry("sync-binlog", "0"));
    private static final Map<String, String> BINARY_LOG = Map.of("log-bin", "binlog");
    /// 5 ms more for a question and its answer.
    private static final Throttle THROTTLE = new Throttle(20_000_000, Duration.ofMillis(5).dividedBy(2));

    private final Map<Site, DatabaseServer> servers = new EnumMap<>(Site.class);
    private final Map<Site, Forwarder> throttled = new EnumMap<>(Site.class);

    private BenchServers(Path directory, Set<Site> sites) {
        sites.forEach(site -> servers.put(site, start(site, directory)));
    }

    /// All that take part, with nothing in them but empty databases.
    static BenchServers start(Path directory, Set<Site> sites) {
        BenchServers started = new BenchServers(directory, sites);
        started.servers.forEach((site, server) -> {
            for (String database : site == Site.CLICKHOUSE ? List.of("dst") : List.of("src", "dst")) {
                server.dropDatabase(database);
                server.createDatabase(database);
            }
        });
        // All targets then hold dst.lineitem: a database in MySQL and ClickHouse, a schema in PostgreSQL.
        started.server(Site.POSTGRESQL).execute("dst", "CREATE SCHEMA dst");
        started.server(Site.POSTGRESQL).execute("dst", "ALTER DATABASE dst SET search_path = dst");
        return started;
    }

    private static DatabaseServer start(Site site, Path directory) {
        return switch (site) {
            case MYSQL -> MySqlServer.start(directory.resolve("mysql-under-test"), 0, MYSQL);
            case LOGGED_MYSQL -> {
                Map<String, String> settings = new HashMap<>(MYSQL);
                settings.putAll(BINARY_LOG);
                yield MySqlServer.start(directory.resolve("mysql-with-log-under-test"), 0, settings);
            }
            case POSTGRESQL -> {
                PostgreSqlServer server = PostgreSqlServer.start(directory.resolve("postgresql-under-test"), 0, POSTGRESQL);
                // The tests' servers save their logins nearly all of the hashing, which those of people cannot.
                server.execute("postgres", "ALTER ROLE %s PASSWORD '%s'".formatted(server.user(), server.password()));
                yield server;
            }
            case CLICKHOUSE -> ClickHouseServer.start(directory.resolve("clickhouse-under-test"), 0);
        };
    }

    Map<Site, DatabaseServer> all() {
        return servers;
    }

    DatabaseServer server(Site site) {
        return Objects.requireNonNull(servers.get(site), site.title());
    }

    /// Where its clients are to go.
    int port(Site site, boolean slowly) {
        int port = server(site).port();
        return slowly ? throttled.computeIfAbsent(site, _ -> Forwarder.to(port, THROTTLE)).port() : port;
    }

    /// Makes the table in the sources, the same rows in each.
    void fill(Workload workload, NativeClients clients) {
        DatabaseServer postgreSql = server(Site.POSTGRESQL);
        BenchTable table = workload.table();
        String name = table.tableName();
        postgreSql.execute("src", "DROP TABLE IF EXISTS " + name);
        postgreSql.execute("src", resource(name + "-postgresql.sql"));
        postgreSql.execute("src", "INSERT INTO %s %s".formatted(name, resource(name + "-rows.sql").replace(":rows", Integer.toString(workload.rows()))));
        postgreSql.execute("src", "ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(name, String.join(", ", table.key())));
        postgreSql.execute("src", "VACUUM ANALYZE " + name);
        if (workload.sources().contains(Site.MYSQL)) {
            DatabaseServer mySql = server(Site.MYSQL);
            mySql.execute("src", "DROP TABLE IF EXISTS " + name);
            mySql.execute("src", resource(name + "-mysql.sql"));
            clients.fillMySqlFromPostgreSql(table);
            mySql.execute("src", "ANALYZE TABLE " + name);
        }
    }

    /// Puts 100,000 more rows into the MySQL source, with order numbers above all that there are.
    ///
    /// @param round counts from 1
    void addNewRows(int round) {
        server(Site.MYSQL).execute("src", """
                INSERT INTO lineitem
                SELECT l_orderkey + %d, l_partkey, l_suppkey, l_linenumber, l_quantity, l_extendedprice, l_discount, l_tax, l_returnflag, l_linestatus,
                       l_shipdate, l_commitdate, l_receiptdate, l_shipinstruct, l_shipmode, l_comment
                FROM lineitem
                WHERE l_orderkey <= 25000
                """.formatted(1_000_000_000L * round));
    }

    /// Small tables in MySQL's database `many`, 100 rows each.
    void fillMany(int tables) {
        DatabaseServer mySql = server(Site.MYSQL);
        mySql.dropDatabase("many");
        mySql.createDatabase("many");
        try (Connection session = mySql.connect("many"); Statement statement = session.createStatement()) {
            statement.execute("""
                    CREATE TABLE t0000 AS
                    SELECT l_orderkey * 10 + l_linenumber AS id, l_quantity, l_shipdate, l_shipmode, l_comment
                    FROM src.lineitem
                    LIMIT 100
                    """);
            statement.execute("ALTER TABLE t0000 ADD PRIMARY KEY (id)");
            for (int i = 1; i < tables; i++) {
                statement.execute("CREATE TABLE t%04d LIKE t0000".formatted(i));
                statement.execute("INSERT INTO t%04d SELECT * FROM t0000".formatted(i));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot fill the small tables", e);
        }
    }

    /// An empty target, with or without the table that the native pipe loads into.
    void resetTarget(Site site, BenchTable table, boolean withTable) {
        try (Connection session = server(site).connect("dst"); Statement statement = session.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + table.tableName());
            if (withTable) {
                statement.execute(resource("%s-%s.sql".formatted(table.tableName(), site.engine().kind())));
            }
            switch (site) {
                case POSTGRESQL -> statement.execute("CHECKPOINT");
                case LOGGED_MYSQL -> statement.execute("RESET MASTER"); // the log would grow by the table each time
                case MYSQL, CLICKHOUSE -> { }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot reset the target in " + site.title(), e);
        }
    }

    /// What [BenchTable#checksum] answers.
    String checksum(Site site, String database, BenchTable table) {
        try (Connection session = server(site).connect(database);
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(table.checksum())) {
            rows.next();
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                text.append(rows.getString(i)).append(' ');
            }
            return text.toString();
        } catch (SQLException e) {
            return "no table: " + e.getMessage();
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(BenchServers.class.getResourceAsStream("/bench/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        throttled.values().forEach(Forwarder::close);
        servers.values().forEach(DatabaseServer::close);
    }
}
