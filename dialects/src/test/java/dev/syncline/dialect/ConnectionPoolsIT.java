package dev.syncline.dialect;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.ConnectionPools;
import dev.syncline.dialect.connect.NetworkPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.jdbc.PgConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionPoolsIT {

    private static final NetworkPolicy QUICK = new NetworkPolicy(true, Duration.ofSeconds(2), Duration.ofSeconds(30));

    private TestDatabase mySql;
    private TestDatabase postgreSql;

    @BeforeAll
    void open() throws SQLException {
        mySql = TestDatabase.mySql();
        postgreSql = TestDatabase.postgreSql();
    }

    @AfterAll
    void close() throws SQLException {
        mySql.close();
        postgreSql.close();
    }

    Stream<TestDatabase> ends() {
        return Stream.of(mySql, postgreSql);
    }

    private static ConnectionPools pools(int limit) {
        return new ConnectionPools(QUICK, limit, Duration.ofSeconds(10));
    }

    private static ConnectionSettings with(ConnectionSettings s, long version, String host, int port, String secret, Map<String, String> options) {
        return new ConnectionSettings(s.id(), s.name(), version, s.kind(), host, port, s.database(), s.user(), secret, options, s.writable());
    }

    private static String session(Connection connection) throws SQLException {
        String sql = connection.getMetaData().getDatabaseProductName().equals("MySQL") ? "SELECT CONNECTION_ID()" : "SELECT pg_backend_pid()";
        try (Statement statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void aSessionIsUsedAgain(TestDatabase end) throws Exception {
        try (ConnectionPools pools = pools(2)) {
            String first;
            try (Connection connection = pools.borrow(end.settings(), Access.READ)) {
                first = session(connection);
            }
            try (Connection connection = pools.borrow(end.settings(), Access.READ)) {
                assertThat(session(connection)).isEqualTo(first);
            }
            try (Connection connection = pools.borrow(end.settings(), Access.WRITE)) {
                assertThat(session(connection)).isNotEqualTo(first);
            }
        }
    }

    /// Doris gives one number to almost everything, which the pool takes for the end of a session.
    @Test
    void whatIsRefusedEndsNoSession() throws Exception {
        try (TestDatabase doris = TestDatabase.doris();
                ConnectionPools pools = pools(1);
                Connection connection = pools.borrow(doris.settings(), Access.WRITE);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DESC nothing.at_all")).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1105));

            assertThat(connection.isValid(1)).isTrue();
            assertThat(statement.execute("SELECT 1")).isTrue();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void aSessionThatWasEndedIsNotGivenAgain(TestDatabase end) throws Exception {
        try (ConnectionPools pools = pools(1)) {
            Connection ended = pools.borrow(end.settings(), Access.READ);
            end.dialect().interrupt(ended);
            closeQuietly(ended);
            try (Connection connection = pools.borrow(end.settings(), Access.READ)) {
                assertThat(session(connection)).isNotEmpty();
            }
        }
    }

    /// A driver may complain that the session is over when its pool tidies it up.
    private static void closeQuietly(Connection ended) {
        try {
            ended.close();
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("closed");
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void anEditedConnectionGetsNewSessions(TestDatabase end) throws Exception {
        ConnectionSettings settings = end.settings();
        try (ConnectionPools pools = pools(1); Connection old = pools.borrow(settings, Access.READ)) {
            ConnectionSettings edited = with(settings, 2, "localhost", settings.port(), settings.secret(), Map.of());
            try (Connection fresh = pools.borrow(edited, Access.READ)) {
                assertThat(session(fresh)).isNotEqualTo(session(old));
            }
        }
    }

    /// Also those of the other kind of access, and where the edit has taken the right to write.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void sessionsOfAnOlderVersionEnd(TestDatabase end) throws Exception {
        ConnectionSettings s = end.settings();
        ConnectionSettings readOnly = new ConnectionSettings(
                s.id(), s.name(), s.version() + 1, s.kind(), s.host(), s.port(), s.database(), s.user(), s.secret(), s.options(), false);
        try (ConnectionPools pools = pools(1)) {
            Connection written = kept(pools, s, Access.WRITE);
            Connection read = kept(pools, s, Access.READ);

            assertThatThrownBy(() -> pools.borrow(readOnly, Access.WRITE)).isInstanceOf(SyncException.class);

            assertThat(written.isClosed()).isTrue();
            assertThat(read.isClosed()).isTrue();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void sessionsOfADeletedConnectionEnd(TestDatabase end) throws Exception {
        try (ConnectionPools pools = pools(1)) {
            Connection written = kept(pools, end.settings(), Access.WRITE);

            assertThatThrownBy(() -> pools.retiringDeleted(end.settings().id(), () -> {
                        throw new SyncException(FailureCode.NOT_FOUND, "It has been deleted");
                    }))
                    .isInstanceOf(SyncException.class);

            assertThat(written.isClosed()).isTrue();
        }
    }

    /// The driver's own session, which stays open in the pool.
    private static Connection kept(ConnectionPools pools, ConnectionSettings settings, Access access) throws SQLException {
        Class<? extends Connection> driver = settings.kind().id().equals("mysql") ? JdbcConnection.class : PgConnection.class;
        try (Connection session = pools.borrow(settings, access)) {
            return session.unwrap(driver);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void saysWhyASessionCannotBeHad(TestDatabase end) {
        ConnectionSettings settings = end.settings();
        try (ConnectionPools pools = pools(1)) {
            assertThatThrownBy(() -> pools.borrow(with(settings, 1, "127.0.0.1", settings.port(), "canary", Map.of()), Access.READ))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LOGIN_REFUSED))
                    .hasMessageContaining("127.0.0.1:" + settings.port())
                    .hasMessageNotContaining("canary");
            assertThatThrownBy(() -> pools.borrow(with(settings, 2, "127.0.0.1", 1, settings.secret(), Map.of()), Access.READ))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNREACHABLE));
            assertThatThrownBy(() -> pools.borrow(with(settings, 3, "no-such-host.invalid", 1, settings.secret(), Map.of()), Access.READ))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNREACHABLE));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void aServerThatSaysNothingIsGivenUp(TestDatabase end) throws Exception {
        ConnectionSettings settings = end.settings();
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress()); ConnectionPools pools = pools(1)) {
            long began = System.nanoTime();

            assertThatThrownBy(() -> pools.borrow(with(settings, 1, "127.0.0.1", silent.getLocalPort(), "x", Map.of()), Access.READ))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNREACHABLE));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void aStatementMayTakeLongerThanALogin(TestDatabase end) throws Exception {
        String sleep = end.dialect().kind().id().equals("mysql") ? "SELECT SLEEP(3)" : "SELECT pg_sleep(3)";
        try (ConnectionPools pools = pools(1);
                Connection session = pools.borrow(end.settings(), Access.READ);
                Statement statement = session.createStatement()) {
            assertThat(statement.execute(sleep)).isTrue();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void theLimitHolds(TestDatabase end) throws Exception {
        try (ConnectionPools pools = pools(1); Connection only = pools.borrow(end.settings(), Access.READ)) {
            assertThat(only.isClosed()).isFalse();
            assertThatThrownBy(() -> pools.borrow(end.settings(), Access.READ))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.EXHAUSTED));
        }
    }

    @Test
    void aConnectionThatMayNotWriteIsNoTarget() {
        ConnectionSettings s = mySql.settings();
        ConnectionSettings readOnly = new ConnectionSettings(
                s.id(), s.name(), s.version(), s.kind(), s.host(), s.port(), s.database(), s.user(), s.secret(), s.options(), false);
        try (ConnectionPools pools = pools(1)) {
            assertThatThrownBy(() -> pools.borrow(readOnly, Access.WRITE))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NOT_WRITABLE));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("ends")
    void anIpv6AddressCanBeDialled(TestDatabase end) {
        ConnectionSettings settings = end.settings();
        try (ConnectionPools pools = pools(1)) {
            // The servers listen on IPv4 only: that the address was understood shows in the refusal.
            assertThatThrownBy(() -> pools.borrow(with(settings, 1, "::1", settings.port(), settings.secret(), Map.of()), Access.READ))
                    .isInstanceOfSatisfying(SyncException.class, e -> {
                        assertThat(e.code()).isEqualTo(FailureCode.UNREACHABLE);
                        assertThat(e).rootCause().isInstanceOf(ConnectException.class);
                    });
        }
    }

    @Test
    void theWordsOfADatabaseNameAreNotOptions() throws Exception {
        String odd = "odd?options=-c%20x&a=b/é#";
        postgreSql.execute("CREATE DATABASE \"%s\"".formatted(odd));
        ConnectionSettings s = postgreSql.settings();
        ConnectionSettings settings = new ConnectionSettings(
                s.id(), s.name(), 9, s.kind(), s.host(), s.port(), odd, s.user(), s.secret(), s.options(), true);
        try (ConnectionPools pools = pools(1); Connection connection = pools.borrow(settings, Access.READ)) {
            assertThat(connection.getCatalog()).isEqualTo(odd);
        } finally {
            postgreSql.execute("DROP DATABASE \"%s\" WITH (FORCE)".formatted(odd));
        }
    }
}
