package dev.syncline.dialect;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.greenplum.OnPostgreSql;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.jspecify.annotations.Nullable;

/// One end of a copy: a database of its own on a real server, reached through our dialect and, for what a test writes and checks, through plain JDBC.
public final class TestDatabase implements AutoCloseable {

    public static final NetworkPolicy LOCAL = new NetworkPolicy(true, Duration.ofSeconds(10), Duration.ofMinutes(5));

    private final Place place;
    private final Dialect dialect;
    private final String schema;
    private final Place strangers;
    private final Connection plain;

    /// A database and how to reach it.
    ///
    /// @param url for plain JDBC
    /// @param options as a connection of the dialect has them
    /// @param drop what removes it again
    public record Place(String host, int port, String database, String url, String user, String password, Map<String, String> options, AutoCloseable drop) {

        static Place at(DatabaseServer server) {
            FreshDatabase fresh = server.freshDatabase("end");
            return new Place("127.0.0.1", server.port(), fresh.name(), fresh.jdbcUrl(), fresh.user(), fresh.password(), options(server), fresh);
        }

        private static Map<String, String> options(DatabaseServer server) {
            return server instanceof StreamLoadServer emulated ? Map.of("httpPort", Integer.toString(emulated.httpPort())) : Map.of();
        }

        Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }
    }

    private TestDatabase(DatabaseServer server, String kind, @Nullable String schema) throws SQLException {
        this(Place.at(server), Dialects.of(new DatabaseKind(kind)), schema);
    }

    private TestDatabase(Place place, Dialect dialect, @Nullable String schema) throws SQLException {
        this(place, dialect, schema, place, place.connect());
    }

    private TestDatabase(Place place, Dialect dialect, @Nullable String schema, Place strangers, Connection plain) {
        this.place = place;
        this.strangers = strangers;
        this.dialect = dialect;
        this.schema = schema == null ? place.database() : schema;
        this.plain = plain;
    }

    /// For a dialect whose own test package starts its server.
    ///
    /// @param schema where a test makes its tables; null where that is the database itself
    public static TestDatabase at(Place place, Dialect dialect, @Nullable String schema) throws SQLException {
        return new TestDatabase(place, dialect, schema);
    }

    /// As above, with another user's session for what a test writes and checks.
    public static TestDatabase at(Place place, Dialect dialect, @Nullable String schema, Connection plain) {
        return new TestDatabase(place, dialect, schema, place, plain);
    }

    /// As above, with another user's sessions for whatever is not ours.
    public static TestDatabase at(Place place, Dialect dialect, @Nullable String schema, Place strangers) throws SQLException {
        return new TestDatabase(place, dialect, schema, strangers, strangers.connect());
    }

    public static TestDatabase mySql() throws SQLException {
        TestDatabase end = new TestDatabase(SharedServers.mySql(), "mysql", null);
        end.execute("SET SESSION time_zone = '+00:00', character_set_results = utf8mb4, sql_mode = ''");
        return end;
    }

    public static TestDatabase postgreSql() throws SQLException {
        TestDatabase end = new TestDatabase(SharedServers.postgreSql(), "postgresql", "public");
        end.execute("SET TimeZone = 'UTC'");
        return end;
    }

    /// A real Greenplum where the properties `greenplum.host`, `.port`, `.database`, `.user` and `.password` name one: a schema of that database.
    ///
    /// @param onPostgreSql the dialect for a PostgreSQL in its place, without what only Greenplum can parse
    public static TestDatabase greenplum(Dialect onPostgreSql) throws SQLException {
        String host = System.getProperty("greenplum.host");
        if (host == null) {
            TestDatabase end = new TestDatabase(Place.at(SharedServers.postgreSql()), onPostgreSql, "public");
            end.execute("SET TimeZone = 'UTC'");
            end.execute(OnPostgreSql.rules());
            return end;
        }
        int port = Integer.getInteger("greenplum.port", 5432);
        String database = System.getProperty("greenplum.database", "postgres");
        String schema = "end_" + UUID.randomUUID().toString().substring(0, 8);
        String url = "jdbc:postgresql://%s:%d/%s?currentSchema=%s".formatted(host, port, database, schema);
        String user = System.getProperty("greenplum.user", "gpadmin");
        String password = System.getProperty("greenplum.password", "");
        Place place = new Place(host, port, database, url, user, password, Map.of(), () -> execute(url, user, password, "DROP SCHEMA IF EXISTS %s CASCADE".formatted(schema)));
        TestDatabase end = new TestDatabase(place, Dialects.of(new DatabaseKind("greenplum")), schema);
        end.execute("CREATE SCHEMA " + schema);
        end.execute("SET TimeZone = 'UTC'");
        return end;
    }

    public static TestDatabase clickHouse() throws SQLException {
        return new TestDatabase(SharedServers.clickHouse(), "clickhouse", null);
    }

    public static TestDatabase doris() throws SQLException {
        return streamLoad("doris", SharedServers::doris);
    }

    public static TestDatabase starRocks() throws SQLException {
        return streamLoad("starrocks", SharedServers::starRocks);
    }

    /// A real server where the properties `doris.host` or `starrocks.host` (`.port`, `.http-port`, `.user`, `.password`) name one: a database of its own.
    private static TestDatabase streamLoad(String kind, Supplier<StreamLoadServer> emulator) throws SQLException {
        String host = System.getProperty(kind + ".host");
        if (host == null) {
            return new TestDatabase(emulator.get(), kind, null);
        }
        int port = Integer.getInteger(kind + ".port", 9030);
        String database = "end_" + UUID.randomUUID().toString().substring(0, 8);
        String server = "jdbc:mysql://%s:%d/".formatted(host, port);
        String user = System.getProperty(kind + ".user", "root");
        String password = System.getProperty(kind + ".password", "");
        execute(server, user, password, "CREATE DATABASE " + database);
        Map<String, String> options = Map.of("httpPort", System.getProperty(kind + ".http-port", "8030"));
        return new TestDatabase(
                new Place(host, port, database, server + database, user, password, options, () -> execute(server, user, password, "DROP DATABASE " + database)),
                Dialects.of(new DatabaseKind(kind)),
                null);
    }

    private static void execute(String url, String user, String password, String sql) throws SQLException {
        try (Connection session = DriverManager.getConnection(url, user, password); Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    /// Where a test makes its tables; in MySQL the database itself.
    public String schema() {
        return schema;
    }

    public ConnectionSettings settings() {
        return settings(place.user(), place.password());
    }

    public ConnectionSettings settings(String user, String password) {
        return new ConnectionSettings(
                place.database().hashCode(),
                place.database(),
                1,
                dialect.kind(),
                place.host(),
                place.port(),
                dialect.descriptor().needsDatabase() ? place.database() : null,
                user,
                password,
                place.options(),
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
        return strangers.connect();
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = plain.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /// The first column of a result, as the server's text.
    public List<@Nullable String> texts(String sql) throws SQLException {
        List<@Nullable String> found = new ArrayList<>();
        try (Statement statement = plain.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
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
        try {
            place.drop().close();
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }
}
