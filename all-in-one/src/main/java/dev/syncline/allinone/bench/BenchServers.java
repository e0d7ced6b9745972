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
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;

/// The databases under test, each with a target `dst`, and all but ClickHouse with a source `src`, tuned so that the disk is not what is measured.
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
    private static final String CHECKSUM = """
            SELECT count(*), sum(l_orderkey * l_linenumber), sum(l_partkey), sum(l_extendedprice), sum(l_discount),
                   sum(char_length(l_comment)), min(l_shipdate), max(l_receiptdate), sum(char_length(rtrim(l_shipinstruct)))
            FROM lineitem
            """;

    private final PostgreSqlServer postgreSql;
    private final MySqlServer mySql;
    private final ClickHouseServer clickHouse;

    private BenchServers(PostgreSqlServer postgreSql, MySqlServer mySql, ClickHouseServer clickHouse) {
        this.postgreSql = postgreSql;
        this.mySql = mySql;
        this.clickHouse = clickHouse;
    }

    static BenchServers start(Path directory) {
        PostgreSqlServer postgreSql = PostgreSqlServer.start(directory.resolve("postgresql-under-test"), 0, POSTGRESQL);
        // The tests' servers save their logins nearly all of the hashing, which those of people cannot.
        postgreSql.execute("postgres", "ALTER ROLE %s PASSWORD '%s'".formatted(postgreSql.user(), postgreSql.password()));
        MySqlServer mySql = MySqlServer.start(directory.resolve("mysql-under-test"), 0, MYSQL);
        return new BenchServers(postgreSql, mySql, ClickHouseServer.start(directory.resolve("clickhouse-under-test"), 0));
    }

    DatabaseServer server(Engine engine) {
        return switch (engine) {
            case MYSQL -> mySql;
            case POSTGRESQL -> postgreSql;
            case CLICKHOUSE -> clickHouse;
        };
    }

    /// Makes the table in both sources, the same rows in each.
    void fill(int rows, NativeClients clients) {
        for (DatabaseServer server : List.of(postgreSql, mySql)) {
            for (String database : List.of("src", "dst")) {
                server.dropDatabase(database);
                server.createDatabase(database);
            }
        }
        clickHouse.dropDatabase("dst");
        clickHouse.createDatabase("dst");
        // All targets then hold dst.lineitem: a database in MySQL and ClickHouse, a schema in PostgreSQL.
        postgreSql.execute("dst", "CREATE SCHEMA dst");
        postgreSql.execute("dst", "ALTER DATABASE dst SET search_path = dst");
        postgreSql.execute("src", resource("lineitem-postgresql.sql"));
        postgreSql.execute("src", "INSERT INTO lineitem " + resource("lineitem-rows.sql").replace(":rows", Integer.toString(rows)));
        postgreSql.execute("src", "ALTER TABLE lineitem ADD PRIMARY KEY (l_orderkey, l_linenumber)");
        postgreSql.execute("src", "VACUUM ANALYZE lineitem");
        mySql.execute("src", resource("lineitem-mysql.sql"));
        clients.fillMySqlFromPostgreSql();
        mySql.execute("src", "ANALYZE TABLE lineitem");
    }

    /// Puts 100,000 more rows into the MySQL source, with order numbers above all that there are.
    ///
    /// @param round counts from 1
    void addNewRows(int round) {
        mySql.execute("src", """
                INSERT INTO lineitem
                SELECT l_orderkey + %d, l_partkey, l_suppkey, l_linenumber, l_quantity, l_extendedprice, l_discount, l_tax, l_returnflag, l_linestatus,
                       l_shipdate, l_commitdate, l_receiptdate, l_shipinstruct, l_shipmode, l_comment
                FROM lineitem
                WHERE l_orderkey <= 25000
                """.formatted(1_000_000_000L * round));
    }

    /// Small tables in MySQL's database `many`, 100 rows each.
    void fillMany(int tables) {
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
    void resetTarget(Engine engine, boolean withTable) {
        DatabaseServer server = server(engine);
        try (Connection session = server.connect("dst"); Statement statement = session.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS lineitem");
            if (withTable) {
                statement.execute(resource("lineitem-%s.sql".formatted(engine.kind())));
            }
            if (engine == Engine.POSTGRESQL) {
                statement.execute("CHECKPOINT");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot reset the target", e);
        }
    }

    /// Sums over the table's columns, which differ as soon as a value does.
    String checksum(Engine engine, String database) {
        try (Connection session = server(engine).connect(database);
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(CHECKSUM)) {
            rows.next();
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= 9; i++) {
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
        clickHouse.close();
        mySql.close();
        postgreSql.close();
    }
}
