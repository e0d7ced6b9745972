package dev.syncline.config.connection;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.syncline.config.RunningService;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aMySqlConnection;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// What a server has set that would stop loads: the test of a connection says it before there is a project, and the preview says the same.
class ServerSettingsIT {

    private final RestTestClient api = RunningService.shared().api();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SET GLOBAL local_infile = 0     | SET GLOBAL local_infile = 1 | SET GLOBAL local_infile = 1
            SET GLOBAL read_only = 1        | SET GLOBAL read_only = 0    | takes no writes
            SET GLOBAL super_read_only = 1  | SET GLOBAL read_only = 0    | takes no writes
            """)
    void aMySqlThatRefusesLoadsSaysSoInTestAndPreview(String set, String back, String said) {
        withMySql(set, back, (trial, preview) -> {
            assertThat(trial.problems()).singleElement().asString().contains(said);
            assertThat(preview.path("targets").path(0).path("problems").toString()).contains(said);
            assertThat(preview.path("runnable").asBoolean()).isFalse();
            assertThat(trial(with(aMySqlConnection(), "allowWriteOperations", false)).problems()).as("nothing is written there").isEmpty();
        });
    }

    /// Small tables can be loaded all the same.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SET GLOBAL max_allowed_packet = 16384                     | SET GLOBAL max_allowed_packet = 67108864 | SET GLOBAL max_allowed_packet
            CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'nowhere'      | RESET REPLICA ALL                        | is a replica
            """)
    void aMySqlThatRefusesSomeLoadsWarns(String set, String back, String said) {
        withMySql(set, back, (trial, preview) -> {
            assertThat(trial.problems()).isEmpty();
            assertThat(trial.warnings()).singleElement().asString().contains(said);
            assertThat(preview.path("targets").path(0).path("warnings").toString()).contains(said);
            assertThat(preview.path("runnable").asBoolean()).isTrue();
        });
    }

    private void withMySql(String set, String back, BiConsumer<ConnectionTrial, JsonNode> expected) {
        MySqlServer server = SharedServers.mySql();
        try (FreshDatabase shop = server.freshDatabase("settings")) {
            shop.execute("CREATE TABLE t (id int PRIMARY KEY)");
            long source = create(api, "/api/v1/connections", aMySqlConnection());
            long target = create(api, "/api/v1/connections", aMySqlConnection());
            server.execute("", set);
            try {
                JsonNode preview = post(api, "/api/v1/projects/preview", aProject(source, List.of(target), shop.name() + ".t"))
                        .expectStatus().isOk().expectBody(JsonNode.class).returnResult().getResponseBody();
                ConnectionTrial trial = trial(aMySqlConnection());
                assertThat(trial.loggedIn()).as(trial.toString()).isTrue();
                expected.accept(trial, preview);
            } finally {
                server.execute("", back);
            }
        }
    }

    @Test
    void aPostgreSqlThatTakesNoWritesSaysSo() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("settings")) {
            SharedServers.postgreSql().execute("postgres", "ALTER DATABASE \"%s\" SET default_transaction_read_only = on".formatted(database.name()));

            assertThat(trial(aConnectionTo(database)).problems()).singleElement().asString().contains("takes no writes", "default_transaction_read_only");
        }
    }

    @ParameterizedTest
    @CsvSource({"readonly, 1", "readonly, 2", "allow_ddl, 0"})
    void aClickHouseWhoseProfileForbidsWritesSaysSo(String setting, String value, @TempDir Path directory) {
        try (ClickHouseServer server = ClickHouseServer.start(directory, 0, Map.of(setting, value))) {
            ConnectionTrial trial = trial(aConnection(
                    "kind", "clickhouse", "host", "127.0.0.1", "port", server.port(), "database", null, "user", ClickHouseServer.STRANGER, "secret", server.password()));
            assertThat(trial.loggedIn()).as(trial.toString()).isTrue();
            assertThat(trial.hint() == null ? trial.problems() : List.of(trial.hint())).singleElement().asString().contains(setting);
        }
    }

    private ConnectionTrial trial(Map<String, Object> body) {
        return post(api, "/api/v1/connections/test", body).expectStatus().isOk().expectBody(ConnectionTrial.class).returnResult().getResponseBody();
    }
}
