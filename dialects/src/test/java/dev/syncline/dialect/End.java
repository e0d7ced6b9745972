package dev.syncline.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.SharedServers;
import dev.syncline.testkit.streamload.StreamLoadServer;
import org.jspecify.annotations.Nullable;

/// One end of a copy: a database of its own on a real server, reached through our dialect and, for what a test writes and checks, through plain JDBC.
public final class End implements AutoCloseable {

    public static final NetworkPolicy LOCAL = new NetworkPolicy(true, Duration.ofSeconds(10), Duration.ofMinutes(5));

    private final FreshDatabase database;
    private final Dialect dialect;
    private final String schema;
    private final Connection plain;

    private End(DatabaseServer server, String kind, @Nullable String schema) throws SQLException {
        this.database = server.freshDatabase("end");
        this.dialect = Dialects.of(new DatabaseKind(kind));
        this.schema = schema == null ? database.name() : schema;
        this.plain = database.connect();
    }

    public static End mySql() throws SQLException {
        End end = new End(SharedServers.mySql(), "mysql", null);
        end.execute("SET SESSION time_zone = '+00:00', character_set_results = utf8mb4, sql_mode = ''");
        return end;
    }

    public static End postgreSql() throws SQLException {
        End end = new End(SharedServers.postgreSql(), "postgresql", "public");
        end.execute("SET TimeZone = 'UTC'");
        return end;
    }

    public static End clickHouse() throws SQLException {
        return new End(SharedServers.clickHouse(), "clickhouse", null);
    }

    public static End doris() throws SQLException {
        return new End(SharedServers.doris(), "doris", null);
    }

    public static End starRocks() throws SQLException {
        return new End(SharedServers.starRocks(), "starrocks", null);
    }

    public DatabaseServer server() {
        return database.server();
    }

    public Dialect dialect() {
        return dialect;
    }

    /// Where a test makes its tables; in MySQL the database itself.
    public String schema() {
        return schema;
    }

    public ConnectionSettings settings() {
        return settings(database.user(), database.password());
    }

    public ConnectionSettings settings(String user, String password) {
        return new ConnectionSettings(
                database.name().hashCode(),
                database.name(),
                1,
                dialect.kind(),
                "127.0.0.1",
                database.server().port(),
                dialect.descriptor().needsDatabase() ? database.name() : null,
                user,
                password,
                database.server() instanceof StreamLoadServer server ? Map.of("httpPort", Integer.toString(server.httpPort())) : Map.of(),
                true);
    }

    public Connection sessionAs(String user, String password) throws SQLException {
        return dialect.dataSource(settings(user, password), LOCAL, Access.READ).getConnection();
    }

    public Connection session(Access access) throws SQLException {
        return dialect.dataSource(settings(), LOCAL, access).getConnection();
    }

    /// A connection of the server's own driver, without our pins.
    public Connection plain() {
        return plain;
    }

    public Connection anotherPlain() throws SQLException {
        return database.connect();
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = plain.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column of a result, as the server's text.
    public List<@Nullable String> texts(String sql) throws SQLException {
        List<@Nullable String> found = new ArrayList<>();
        try (Statement statement = plain.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    public @Nullable String text(String sql) throws SQLException {
        return texts(sql).getFirst();
    }

    @Override
    public void close() throws SQLException {
        plain.close();
        database.close();
    }
}
