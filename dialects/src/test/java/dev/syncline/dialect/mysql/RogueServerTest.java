package dev.syncline.dialect.mysql;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import com.mysql.cj.jdbc.MysqlDataSource;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.NetworkPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A server that asks for a local file gets nothing of it.
class RogueServerTest {

    private static final NetworkPolicy LOCAL = new NetworkPolicy(true, Duration.ofSeconds(5), Duration.ofSeconds(5));

    @TempDir
    private Path directory;

    private String canary() throws Exception {
        return Files.writeString(directory.resolve("canary"), "the canary is singing").toString();
    }

    private static Connection open(RogueServer server, Access access) throws Exception {
        ConnectionSettings settings = new ConnectionSettings(
                1, "rogue", 1, MySqlDialect.KIND, "127.0.0.1", server.port(), null, "u", "p", Map.of("tls", "disable"), true);
        return new MySqlDialect().dataSource(settings, LOCAL, access).getConnection();
    }

    /// Without this the others would prove nothing.
    @Test
    void theServerDoesGetTheFileOfACarelessClient() throws Exception {
        try (RogueServer server = new RogueServer(canary(), true)) {
            MysqlDataSource careless = new MysqlDataSource();
            careless.setServerName("127.0.0.1");
            careless.setPort(server.port());
            careless.setUser("u");
            careless.setPassword("p");
            careless.setSslMode("DISABLED");
            careless.setAllowLoadLocalInfile(true);
            try (Connection session = careless.getConnection(); Statement statement = session.createStatement()) {
                statement.execute("LOAD DATA LOCAL INFILE 'x' INTO TABLE t");
            }
            assertThat(server.received()).isEqualTo("the canary is singing");
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void noSessionGivesAFileWhenItIsOpened(Access access) throws Exception {
        try (RogueServer server = new RogueServer(canary(), false)) {
            assertThatThrownBy(() -> open(server, access).close()).isInstanceOf(Exception.class);

            assertThat(server.requests()).isPositive();
            assertThat(server.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void noSessionGivesAFileLater(Access access) throws Exception {
        try (RogueServer server = new RogueServer(canary(), true); Connection session = open(server, access); Statement statement = session.createStatement()) {
            assertThatThrownBy(() -> statement.execute("LOAD DATA LOCAL INFILE 'x' INTO TABLE t")).isInstanceOf(Exception.class);

            assertThat(server.requests()).isPositive();
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void aWriterSendsItsRowsAndNothingElse() throws Exception {
        try (RogueServer server = new RogueServer(canary(), true);
                Connection session = open(server, Access.WRITE);
                Statement statement = session.createStatement()) {
            LocalData.load(session, statement, "LOAD DATA LOCAL INFILE 'x' INTO TABLE t", new ByteArrayInputStream("rows".getBytes(StandardCharsets.UTF_8)));
            assertThatThrownBy(() -> statement.execute("LOAD DATA LOCAL INFILE 'x' INTO TABLE t")).isInstanceOf(Exception.class);

            assertThat(server.requests()).isEqualTo(2);
            assertThat(server.received()).isEqualTo("rows");
        }
    }
}
