package dev.syncline.allinone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.MySqlServer;

/// `psql`, `mysql` and for ClickHouse `curl`, piped into each other: what the servers themselves can do.
final class NativeClients {

    private static final String KEY = "psql -Xqd dst -c \"SET maintenance_work_mem = '512MB'\" -c 'ALTER TABLE lineitem ADD PRIMARY KEY (l_orderkey, l_linenumber)'";

    private final BenchServers servers;
    private final Path directory;
    private final String mySql;

    NativeClients(BenchServers servers, Path directory) {
        this.servers = servers;
        this.directory = directory;
        DatabaseServer server = servers.server(Engine.MYSQL);
        this.mySql = "%s --no-defaults -h127.0.0.1 -P%d -u%s -p%s --default-character-set=utf8mb4 --local-infile=1 --ssl-mode=DISABLED".formatted(
                MySqlServer.client(), server.port(), server.user(), server.password());
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

    void fillMySqlFromPostgreSql() {
        run("rm -f fifo; mkfifo fifo; psql -Xqd src -c 'COPY lineitem TO STDOUT' > fifo & %s; wait".formatted(intoMySql("src")));
    }

    /// What was measured of a pipe.
    record Measured(double seconds, double cpuSeconds) {}

    Measured copy(Lane lane) {
        boolean fromMySql = lane.source() == Engine.MYSQL;
        String read = fromMySql
                ? mySql + " src --quick -B -N -e 'SELECT * FROM lineitem' 2>/dev/null"
                : "psql -Xqd src -c 'COPY lineitem TO STDOUT'";
        String command = switch (lane.targets().getFirst()) {
            case POSTGRESQL -> "%s | psql -Xqd dst -v ON_ERROR_STOP=1 -c \"COPY lineitem FROM STDIN %s\" && %s".formatted(
                    read, fromMySql ? "(NULL 'NULL')" : "", KEY);
            case CLICKHOUSE -> "%s | %s".formatted(read, intoClickHouse());
            case MYSQL -> "rm -f fifo; mkfifo fifo; %s > fifo & %s; wait".formatted(read, intoMySql("dst"));
        };
        return run(command);
    }

    private String intoClickHouse() {
        DatabaseServer server = servers.server(Engine.CLICKHOUSE);
        return "curl -sS --fail-with-body -X POST -H 'X-ClickHouse-User: %s' -H 'X-ClickHouse-Key: %s' -T - 'http://127.0.0.1:%d/?database=dst&async_insert=0&query=INSERT+INTO+lineitem+FORMAT+TabSeparated'"
                .formatted(server.user(), server.password(), server.port());
    }

    private String intoMySql(String database) {
        return mySql + " " + database
                + " -e \"SET unique_checks=0, foreign_key_checks=0; LOAD DATA LOCAL INFILE 'fifo' INTO TABLE lineitem CHARACTER SET utf8mb4\" 2>/dev/null";
    }

    private Measured run(String command) {
        DatabaseServer postgreSql = servers.server(Engine.POSTGRESQL);
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-o", "pipefail", "-c", command)).directory(directory.toFile()).inheritIO();
        builder.environment().putAll(Map.of(
                "PGHOST", "127.0.0.1", "PGPORT", Integer.toString(postgreSql.port()), "PGUSER", postgreSql.user(), "PGPASSWORD", postgreSql.password(),
                "PGSSLMODE", "disable"));
        try {
            Files.createDirectories(directory);
            ProcessMeter children = new ProcessMeter("native clients", ProcessHandle.current().pid());
            double cpu = children.cpuSeconds();
            long begin = System.nanoTime();
            int exit = builder.start().waitFor();
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (exit != 0) {
                throw new IllegalStateException("The native pipe ended with " + exit + ": " + command.replaceAll("-p\\S+", "-p…").replaceAll("Key: [^']+", "Key: …"));
            }
            return new Measured(seconds, children.cpuSeconds() - cpu);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run the native pipe", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
