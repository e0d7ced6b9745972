package dev.syncline.dialect;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.TableName;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.jspecify.annotations.Nullable;

/// An end whose user may log in, and has what its dialect prints for tables of its schema and no more. What the test itself writes and checks goes
/// through an administrator's session.
///
/// `further` are schemas that tests have beside the end's own and the one of its name with `_new`.
public final class GrantedEnd {

    private static final String PASSWORD = "granted";

    private GrantedEnd() {}

    public static TestDatabase mySql(String... further) throws SQLException {
        FreshDatabase fresh = SharedServers.mySql().freshDatabase("end");
        String user = "granted_" + fresh.name().substring("end_".length());
        fresh.execute("CREATE USER `%s`@'%%' IDENTIFIED WITH mysql_native_password BY '%s'".formatted(user, PASSWORD));
        Dialect dialect = dialect("mysql");
        for (String statement : printed(dialect, user, null, fresh.name(), further)) {
            fresh.execute(statement);
        }
        TestDatabase end = end(fresh, dialect, user, null);
        end.execute("SET SESSION time_zone = '+00:00', character_set_results = utf8mb4, sql_mode = ''");
        return end;
    }

    /// The tables that the test makes are the user's, for they are to be replaced.
    public static TestDatabase postgreSql(String... further) throws SQLException {
        FreshDatabase fresh = SharedServers.postgreSql().freshDatabase("end");
        String user = "granted_" + fresh.name();
        fresh.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(user, PASSWORD));
        fresh.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(fresh.name()));
        fresh.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        Dialect dialect = dialect("postgresql");
        for (String statement : printed(dialect, user, fresh.name(), "public", further)) {
            fresh.execute(statement);
        }
        // For schemas that a load makes, as the page says.
        fresh.execute("GRANT CREATE ON DATABASE %s TO %s".formatted(fresh.name(), user));
        TestDatabase end = end(fresh, dialect, user, "public");
        end.execute("SET TimeZone = 'UTC'");
        end.execute("SET ROLE " + user);
        return end;
    }

    public static TestDatabase clickHouse(String... further) throws SQLException {
        ClickHouseServer server = SharedServers.clickHouse();
        FreshDatabase fresh = server.freshDatabase("end");
        String user = "granted_" + fresh.name();
        server.createUser(user, PASSWORD);
        Dialect dialect = dialect("clickhouse");
        String make = "CREATE DATABASE IF NOT EXISTS ";
        // For databases that a load makes, as the page says.
        server.grant(user, printed(dialect, user, null, fresh.name(), further).stream()
                .map(statement -> statement.startsWith(make) ? "GRANT CREATE DATABASE ON %s.* TO `%s`".formatted(statement.substring(make.length()), user) : statement)
                .toList());
        return end(fresh, dialect, user, null);
    }

    private static Dialect dialect(String kind) {
        return Dialects.of(new DatabaseKind(kind));
    }

    private static List<String> printed(Dialect dialect, String user, @Nullable String database, String schema, String... further) {
        List<TableName> tables = Stream.concat(Stream.of(schema, schema + "_new"), Stream.of(further)).map(each -> new TableName(each, "any")).toList();
        // Schemas that are missing are made by the loads of these tests.
        return dialect.target().grants(new Grantee(user, Grantee.ANYWHERE, database), tables).statements().stream()
                .filter(statement -> !(dialect.descriptor().schemaWord().equals("schema") && !statement.contains("\"%s\"".formatted(schema)) && statement.contains("SCHEMA")))
                .toList();
    }

    private static TestDatabase end(FreshDatabase fresh, Dialect dialect, String user, @Nullable String schema) throws SQLException {
        DatabaseServer server = fresh.server();
        TestDatabase.Place strangers = new TestDatabase.Place("127.0.0.1", server.port(), fresh.name(), fresh.jdbcUrl(), fresh.user(), fresh.password(), Map.of(), fresh);
        TestDatabase.Place place = new TestDatabase.Place("127.0.0.1", server.port(), fresh.name(), fresh.jdbcUrl(), user, PASSWORD, Map.of(), fresh);
        return TestDatabase.at(place, dialect, schema, strangers);
    }
}
