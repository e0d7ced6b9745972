package dev.syncline.allinone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.bench.Lane.Format;
import dev.syncline.allinone.compare.Engine;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;

/// `psql`, `mysql` and for ClickHouse `curl`, piped into each other: what the servers themselves can do.
final class NativeClients {

    private final BenchServers servers;
    private final Path directory;

    NativeClients(BenchServers servers, Path directory) {
        this.servers = servers;
        this.directory = directory;
        requirePsql();
    }

    private static void requirePsql() {
        try {
            new ProcessBuilder("psql", "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("The benchmark compares with psql, which is not here; install it: apt-get install postgresql-client", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void fillMySqlFromPostgreSql(BenchTable table) {
        run(psql(servers.port(Site.POSTGRESQL, false), "src", "$READ") + " | " + mysql(servers.port(Site.MYSQL, false), "src", "$WRITE"),
                Map.of(
                        "READ", NativeSql.read(table, Engine.POSTGRESQL, Engine.MYSQL, Format.TEXT),
                        "WRITE", NativeSql.intoMySql(table, Engine.POSTGRESQL)));
    }

    /// @return seconds
    double copy(Lane lane, Format format) {
        BenchTable table = lane.table();
        Engine source = lane.source().engine();
        Site site = lane.targets().getFirst();
        Engine target = site.engine();
        int from = servers.port(lane.source(), lane.throttled());
        int to = servers.port(site, lane.throttled());
        String reader = source == Engine.MYSQL ? mysql(from, "src", "$READ") : psql(from, "src", "$READ");
        String writer = switch (target) {
            case POSTGRESQL -> psql(to, "dst", "$WRITE") + " && " + psql(to, "dst", "SET maintenance_work_mem = '512MB'") + " -c \"$KEY\"";
            case MYSQL -> mysql(to, "dst", "$WRITE");
            case CLICKHOUSE -> "curl -sS --fail-with-body -X POST -H \"X-ClickHouse-User: $CLICKHOUSE_USER\" -H \"X-ClickHouse-Key: $CLICKHOUSE_PASSWORD\" "
                    + "-T - 'http://127.0.0.1:%d/?database=dst&async_insert=0&query=INSERT+INTO+%s+FORMAT+TabSeparated'".formatted(to, table.tableName());
        };
        return run(reader + " | " + writer, Map.of(
                "READ", NativeSql.read(table, source, target, format),
                "WRITE", target == Engine.MYSQL ? NativeSql.intoMySql(table, source) : NativeSql.intoPostgreSql(table, source, format),
                "KEY", "ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(table.tableName(), String.join(", ", table.key()))));
    }

    private static String psql(int port, String database, String statement) {
        return "psql -Xq -v ON_ERROR_STOP=1 -p %d -d %s -c \"%s\"".formatted(port, database, statement);
    }

    private static String mysql(int port, String database, String statement) {
        return "%s --no-defaults -h127.0.0.1 -P%d -u\"$MYSQL_USER\" --default-character-set=utf8mb4 --local-infile=1 --ssl-mode=DISABLED --quick -B -N %s -e \"%s\""
                .formatted(MySqlServer.client(), port, database, statement);
    }

    private double run(String command, Map<String, String> statements) {
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-o", "pipefail", "-c", command)).directory(directory.toFile()).inheritIO();
        builder.environment().putAll(Map.of("PGHOST", "127.0.0.1", "PGSSLMODE", "disable", "PGCLIENTENCODING", "UTF8"));
        builder.environment().putAll(statements);
        servers.all().values().forEach(server -> builder.environment().putAll(login(server)));
        try {
            Files.createDirectories(directory);
            long begin = System.nanoTime();
            int exit = builder.start().waitFor();
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (exit != 0) {
                throw new IllegalStateException("The native pipe ended with %d: %s, with %s".formatted(exit, command, statements));
            }
            return seconds;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run the native pipe", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> login(DatabaseServer server) {
        return switch (server) {
            case MySqlServer _ -> Map.of("MYSQL_USER", server.user(), "MYSQL_PWD", server.password());
            case PostgreSqlServer _ -> Map.of("PGUSER", server.user(), "PGPASSWORD", server.password());
            case ClickHouseServer _ -> Map.of("CLICKHOUSE_USER", server.user(), "CLICKHOUSE_PASSWORD", server.password());
            default -> throw new IllegalArgumentException("Not a server of the benchmark: " + server);
        };
    }
}
