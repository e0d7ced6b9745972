package dev.syncline.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.ServerIdentity;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.Forwarder;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Who servers say they are, whatever way leads there.
class ServerIdentityIT {

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql", "greenplum", "clickhouse", "doris", "starrocks"})
    void isTheSameThroughEveryPort(String kind) throws SQLException {
        DatabaseServer server = server(kind);
        try (Forwarder forwarder = Forwarder.to(server.port()); FreshDatabase database = server.freshDatabase("who")) {
            String direct = identity(settings(kind, server, server.port(), database.name(), Map.of())).database();
            String forwarded = identity(settings(kind, server, forwarder.port(), database.name(), Map.of())).database();

            assertThat(direct).isNotNull().isEqualTo(forwarded);
        }
    }

    @Test
    void differsFromServerToServer() throws SQLException {
        List<String> all = Stream.of("mysql", "postgresql", "clickhouse", "doris", "starrocks").map(kind -> {
            try {
                return Objects.requireNonNull(identity(settings(kind, server(kind), server(kind).port(), "postgres", Map.of())).database());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }).toList();

        assertThat(all).doesNotHaveDuplicates();
    }

    /// The same server may be registered under another kind.
    @Test
    void isTheSameForEveryKindThatReachesAServer() throws SQLException {
        assertThat(as("greenplum", "postgresql", "postgres")).isEqualTo(as("postgresql", "postgresql", "postgres"));
        assertThat(as("mysql", "starrocks", null)).isEqualTo(as("starrocks", "starrocks", null));
        assertThat(as("mysql", "doris", null)).isEqualTo(as("doris", "doris", null)).isNotEqualTo(as("mysql", "mysql", null));
    }

    @ParameterizedTest
    @CsvSource({"mysql, doris, Doris", "mysql, starrocks, StarRocks", "greenplum, postgresql, PostgreSQL", "mysql, mysql,", "postgresql, postgresql,", "doris, doris,", "starrocks, starrocks,"})
    void whatAnswersIsKnownWhereItIsAnotherKind(String kind, String server, @Nullable String impostor) throws SQLException {
        ConnectionSettings settings = settings(kind, server(server), server(server).port(), "postgres", Map.of());
        Dialect dialect = Dialects.of(settings.kind());
        try (Connection session = dialect.dataSource(settings, TestDatabase.LOCAL).getConnection()) {
            assertThat(dialect.impostor(session)).isEqualTo(Optional.ofNullable(impostor));
        }
    }

    @Test
    void differsFromDatabaseToDatabaseOfAPostgreSql() throws SQLException {
        try (FreshDatabase one = SharedServers.postgreSql().freshDatabase("one"); FreshDatabase other = SharedServers.postgreSql().freshDatabase("other")) {
            assertThat(as("postgresql", "postgresql", one.name())).isNotEqualTo(as("postgresql", "postgresql", other.name()));
        }
    }

    /// Measured: EXECUTE on pg_control_system() is PUBLIC's unless somebody revokes it.
    @Test
    void isToldToUsersWithoutAnyRight() throws SQLException {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("bare")) {
            String own = as("postgresql", "postgresql", database.name());
            database.execute("DROP ROLE IF EXISTS nobody_at_all");
            database.execute("CREATE ROLE nobody_at_all LOGIN PASSWORD 'pw'");
            ConnectionSettings bare = of(settings("postgresql", database.server(), database.server().port(), database.name(), Map.of()), "nobody_at_all", "pw");
            assertThat(identity(bare).database()).isEqualTo(own);

            database.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
            assertThat(identity(bare)).satisfies(answer -> {
                assertThat(answer.database()).isNull();
                assertThat(answer.reason()).contains("does not say who it is").contains("pg_control_system");
            });
            database.execute("DROP ROLE nobody_at_all");
        }
        try (FreshDatabase database = SharedServers.mySql().freshDatabase("bare")) {
            database.execute("CREATE USER 'nobody_at_all'@'%' IDENTIFIED WITH mysql_native_password BY 'pw'");
            ConnectionSettings all = settings("mysql", database.server(), database.server().port(), null, Map.of());
            assertThat(identity(of(all, "nobody_at_all", "pw"))).isEqualTo(identity(all)).extracting(ServerIdentity::database).isNotNull();
            database.execute("DROP USER 'nobody_at_all'@'%'");
        }
    }

    @Test
    void isUnknownToWhoMayNotSeeTheFrontEnds() throws SQLException {
        for (StreamLoadServer server : List.of(SharedServers.doris(), SharedServers.starRocks())) {
            String kind = server.product().name().toLowerCase(java.util.Locale.ROOT);
            server.frontEndsShown(false);
            try {
                ServerIdentity answer = identity(settings(kind, server, server.port(), null, Map.of()));

                assertThat(answer.database()).isNull();
                assertThat(answer.reason()).contains("does not say who it is").containsIgnoringCase("privilege");
            } finally {
                server.frontEndsShown(true);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql", "greenplum", "clickhouse", "doris", "starrocks"})
    void isNotAskedWhereTheOwnerOfAConnectionHasChosenAddresses(String kind) throws SQLException {
        DatabaseServer server = server(kind);
        ServerIdentity answer = identity(settings(kind, server, server.port(), "postgres", Map.of("identity", "address")));

        assertThat(answer.database()).isNull();
        assertThat(answer.reason()).contains("'identity'");
        assertThat(Dialects.of(new DatabaseKind(kind)).descriptor().options()).filteredOn(option -> option.name().equals("identity"))
                .singleElement().extracting(ConnectionOption::standard).isEqualTo("server");
    }

    private static DatabaseServer server(String kind) {
        return switch (kind) {
            case "mysql" -> SharedServers.mySql();
            case "postgresql", "greenplum" -> SharedServers.postgreSql();
            case "clickhouse" -> SharedServers.clickHouse();
            case "doris" -> SharedServers.doris();
            case "starrocks" -> SharedServers.starRocks();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static @Nullable String as(String kind, String server, @Nullable String database) throws SQLException {
        return identity(settings(kind, server(server), server(server).port(), database, Map.of())).database();
    }

    private static ServerIdentity identity(ConnectionSettings settings) throws SQLException {
        Dialect dialect = Dialects.of(settings.kind());
        try (Connection session = dialect.dataSource(settings, TestDatabase.LOCAL, Access.READ).getConnection()) {
            return dialect.identity(settings, session);
        }
    }

    private static ConnectionSettings of(ConnectionSettings s, String user, String secret) {
        return new ConnectionSettings(s.id(), s.name(), s.version(), s.kind(), s.host(), s.port(), s.database(), user, secret, s.options(), s.writable());
    }

    private static ConnectionSettings settings(String kind, DatabaseServer server, int port, @Nullable String database, Map<String, String> options) {
        Map<String, String> all = new java.util.HashMap<>(options);
        if (server instanceof StreamLoadServer emulated && !kind.equals("mysql")) {
            all.put("httpPort", Integer.toString(emulated.httpPort()));
        }
        boolean named = Dialects.of(new DatabaseKind(kind)).descriptor().needsDatabase();
        return new ConnectionSettings(1, kind, 1, new DatabaseKind(kind), "127.0.0.1", port, named ? database : null, server.user(), server.password(), all, true);
    }
}
