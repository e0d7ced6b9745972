package dev.syncline.config.secret;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.syncline.config.RunningService;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretsAtRestIT {

    private static final String CONNECTIONS = "/api/v1/connections";

    private final String old = RunningService.randomKey();
    private final String anew = RunningService.randomKey();
    private FreshDatabase database;

    @BeforeEach
    void makeDatabase() {
        database = SharedServers.postgreSql().freshDatabase("secrets");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void areSealedWithTheCurrentKeyWhileTheServiceRuns() {
        long first;
        try (RunningService service = RunningService.start(database, Map.of("old", old), "old")) {
            first = create(service.api(), CONNECTIONS, aConnection("secret", "canary-0"));
            for (int i = 1; i < 250; i++) {
                create(service.api(), CONNECTIONS, aConnection("secret", "canary-" + i));
            }
            assertThat(rowsAsText(service)).noneMatch(row -> row.contains("canary") || row.contains(hex("canary")));
        }

        try (RunningService service = RunningService.start(database, Map.of("old", old, "new", anew), "new")) {
            await(() -> keysInUse(service).equals(List.of("new")));
            assertThat(secretOf(service, first)).isEqualTo("canary-0");
            assertThat(secretOf(service, first + 249)).isEqualTo("canary-249");
        }

        try (RunningService service = RunningService.start(database, Map.of("new", anew), "new")) {
            assertThat(secretOf(service, first)).isEqualTo("canary-0");
        }
    }

    @Test
    void keepTheServiceFromStartingWithAKeyThatDoesNotOpenThem() {
        try (RunningService service = RunningService.start(database, Map.of("main", old), "main")) {
            create(service.api(), CONNECTIONS, aConnection());
        }

        assertThatThrownBy(() -> RunningService.start(database, Map.of("main", anew), "main")).rootCause().isNotNull();
        assertThatThrownBy(() -> RunningService.start(database, Map.of("other", anew), "other"))
                .rootCause()
                .hasMessageContaining("'main'")
                .hasMessageContaining("syncline.secrets.keys");
    }

    /// One that does not open used to keep all others under the old key, and at the next start the service down.
    @Test
    void aDamagedOneIsLeftAndTheOthersAreSealed() {
        long damaged;
        long good;
        try (RunningService service = RunningService.start(database, Map.of("old", old), "old")) {
            damaged = create(service.api(), CONNECTIONS, aConnection("secret", "canary-0"));
            good = create(service.api(), CONNECTIONS, aConnection("secret", "canary-1"));
            service.bean(JdbcClient.class)
                    .sql("UPDATE connection SET secret = '\\x00', options = '7' WHERE id = :id")
                    .param("id", damaged)
                    .update();
        }

        try (RunningService service = RunningService.start(database, Map.of("old", old, "new", anew), "new")) {
            await(() -> keysInUse(service).contains("new"));
            assertThat(secretOf(service, good)).isEqualTo("canary-1");
            service.api().get().uri(CONNECTIONS).exchange().expectStatus().isOk().expectBody().jsonPath("$.items.length()").isEqualTo(2);
            service.service().get().uri("/internal/v1/connections/" + damaged).exchange().expectStatus().is5xxServerError();
        }
    }

    @Test
    void doNotOpenInAnotherRow() {
        try (RunningService service = RunningService.start(database, Map.of("main", old), "main")) {
            long rich = create(service.api(), CONNECTIONS, aConnection("secret", "canary"));
            long poor = create(service.api(), CONNECTIONS, aConnection("secret", "x"));
            service.bean(JdbcClient.class)
                    .sql("UPDATE connection SET secret = (SELECT secret FROM connection WHERE id = :rich) WHERE id = :poor")
                    .param("rich", rich)
                    .param("poor", poor)
                    .update();

            service.service().get().uri("/internal/v1/connections/" + poor).exchange().expectStatus().is5xxServerError().expectBody()
                    .jsonPath("$.detail").value(String.class, detail -> assertThat(detail).doesNotContain("canary"));
        }
    }

    @Test
    void keepTheServiceFromStartingWithoutAGoodKey() {
        assertThatThrownBy(() -> RunningService.start(database, Map.of(), "main")).rootCause().hasMessageContaining("openssl rand -base64 32");
        assertThatThrownBy(() -> RunningService.start(database, Map.of("main", "c2hvcnQ="), "main")).rootCause().hasMessageContaining("5 bytes");
        assertThatThrownBy(() -> RunningService.start(database, Map.of("main", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), "main"))
                .rootCause()
                .hasMessageContaining("example");
    }

    private static List<String> rowsAsText(RunningService service) {
        return service.bean(JdbcClient.class).sql("SELECT c::text FROM connection c").query(String.class).list();
    }

    private static List<String> keysInUse(RunningService service) {
        return service.bean(JdbcClient.class).sql("SELECT DISTINCT secret_key FROM connection").query(String.class).list();
    }

    private static String secretOf(RunningService service, long id) {
        ConnectionSettings settings = service.service().get().uri("/internal/v1/connections/" + id).exchange().expectStatus().isOk()
                .expectBody(ConnectionSettings.class).returnResult().getResponseBody();
        return settings.secret();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(BooleanSupplier condition) {
        Instant limit = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("the time to wait").isBefore(limit);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
