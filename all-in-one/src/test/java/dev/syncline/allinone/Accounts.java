package dev.syncline.allinone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.MySqlServer;
import org.jspecify.annotations.Nullable;

/// Users of database servers who may log in and nothing else, and administrators who paste what is printed.
final class Accounts {

    static final String SECRET = "only to log in";

    private Accounts() {}

    /// A user without any right, at a server where nobody has rights by being anybody.
    ///
    /// @param database null where the connection has none
    static String without(DatabaseServer server, @Nullable String database) {
        String user = "u_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        switch (Engine.of(server)) {
            case MYSQL -> server.execute("", "CREATE USER `%s`@'%%' IDENTIFIED WITH mysql_native_password BY '%s'".formatted(user, SECRET));
            case POSTGRESQL -> {
                server.execute("postgres", "CREATE ROLE \"%s\" LOGIN PASSWORD '%s'".formatted(user, SECRET));
                server.execute("postgres", "REVOKE ALL ON DATABASE \"%s\" FROM PUBLIC".formatted(database));
                server.execute(String.valueOf(database), "REVOKE ALL ON SCHEMA public FROM PUBLIC");
            }
            case CLICKHOUSE -> ((ClickHouseServer) server).createUser(user, SECRET);
        }
        return user;
    }

    /// Executes a text as administrator, in the way of the engine's client; fails with the first statement that fails, or that waits for a test's own lock.
    static void paste(DatabaseServer server, @Nullable String database, String sql) {
        switch (Engine.of(server)) {
            case MYSQL -> pasteIntoMySql(server, sql);
            case POSTGRESQL -> {
                // As psql sends a text: all of it, and the server parses it.
                String url = server.jdbcUrl(String.valueOf(database)) + "?preferQueryMode=simple&options=-c%20lock_timeout=20s";
                try (Connection session = DriverManager.getConnection(url, server.user(), server.password()); Statement statement = session.createStatement()) {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new IllegalStateException("Refused by PostgreSQL: " + sql, e);
                }
            }
            case CLICKHOUSE -> pasteIntoClickHouse((ClickHouseServer) server, sql);
        }
    }

    /// Its users are in a file, where rights stand in the words of GRANT.
    private static void pasteIntoClickHouse(ClickHouseServer server, String sql) {
        List<String> statements = sql.lines().filter(line -> !line.startsWith("--")).map(line -> line.substring(0, line.length() - 1)).toList();
        List<String> grants = statements.stream().filter(statement -> statement.startsWith("GRANT ")).toList();
        statements.stream().filter(statement -> !grants.contains(statement)).forEach(statement -> server.execute("system", statement));
        String last = grants.getLast();
        server.grant(last.substring(last.lastIndexOf(" TO `") + " TO `".length(), last.length() - 1), grants);
    }

    private static void pasteIntoMySql(DatabaseServer server, String sql) {
        try {
            Process client = new ProcessBuilder(
                    MySqlServer.client().toString(), "--no-defaults", "-h127.0.0.1", "-P" + server.port(), "-u" + server.user(), "-p" + server.password(),
                    "--default-character-set=utf8mb4", "--ssl-mode=DISABLED", "--init-command=SET lock_wait_timeout = 20").redirectErrorStream(true).start();
            try (OutputStream in = client.getOutputStream()) {
                in.write(sql.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (client.waitFor() != 0) {
                throw new IllegalStateException("Refused by MySQL: %s%n%s".formatted(said, sql));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The client of MySQL did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
