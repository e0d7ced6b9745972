package dev.syncline.console;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.console.access.Role;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.audit.AuditOutcome;
import dev.syncline.contracts.audit.AuditRecord;
import dev.syncline.contracts.audit.AuditWay;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.Outgoing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Who came in, who did not, and what was changed or refused, is told; to administrators, and without what opens anything.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIT {

    private static final String PASSWORD = "canary of the audit 1";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private RunningConsole console;
    private Browser admin;

    @BeforeAll
    void start() {
        console = RunningConsole.start("http://127.0.0.1:1");
        admin = signedIn("chief", Role.ADMIN);
    }

    @AfterAll
    void stop() {
        console.close();
    }

    private Browser signedIn(String name, Role role) {
        return console.signedIn(name, role, PASSWORD);
    }

    private JsonNode found(String query) {
        HttpResponse<String> answer = admin.get("/api/v1/audit?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body(), JsonNode.class).get("items");
    }

    private JsonNode awaitFirst(String query) {
        return await().atMost(LIMIT).until(() -> found(query), items -> !items.isEmpty()).get(0);
    }

    @Test
    void whoSignsInIsToldAndWhoCannotIsToldWithoutWhatWasTyped() {
        signedIn("emil", Role.VIEWER);
        new Browser(console.url()).signIn("Emil", "wrong password 1");
        new Browser(console.url()).signIn("canary typed into the wrong field", "x");

        JsonNode opened = awaitFirst("who=emil&outcome=done");
        JsonNode refused = awaitFirst("who=EMIL&outcome=refused");
        await().atMost(LIMIT).until(() -> found("operation=POST%20/api/v1/session&outcome=refused").size() >= 2);

        assertThat(opened.get("operation").asString()).isEqualTo("POST /api/v1/session");
        assertThat(opened.get("way").asString()).isEqualTo("session");
        assertThat(opened.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(refused.get("who").asString()).isEqualTo("emil");
        assertThat(refused.get("way").asString()).isEqualTo("none");
        assertThat(refused.get("problem").asString()).isEqualTo("sign-in-refused");
        assertThat(admin.get("/api/v1/audit").body()).doesNotContain("canary", "wrong password");
        assertThat(admin.get("/api/v1/audit/export").body()).doesNotContain("canary", "wrong password");
    }

    @Test
    void usersAndTokensAreToldWithTheirRevisions() {
        JsonNode added = Json.read(admin.send("POST", "/api/v1/users", "{\"name\": \"frida\", \"role\": \"VIEWER\"}").body(), JsonNode.class);
        String path = "/api/v1/users/" + added.at("/user/id").asString();
        admin.send(HttpRequest.newBuilder(URI.create(console.url() + path)).header("Content-Type", "application/json").header("If-Match", "\"1\"")
                .header("X-XSRF-TOKEN", admin.cookie("XSRF-TOKEN").orElseThrow().getValue())
                .PUT(BodyPublishers.ofString("{\"role\": \"EDITOR\", \"enabled\": true, \"resetPassword\": false}")));
        String token = Json.read(admin.send("POST", "/api/v1/tokens", "{\"name\": \"audited\", \"days\": 1}").body(), JsonNode.class).get("token").asString();

        JsonNode made = awaitFirst("object=" + path + "&operation=POST");
        JsonNode edited = awaitFirst("object=" + path + "&operation=PUT");
        JsonNode tokenMade = awaitFirst("object=/api/v1/tokens&outcome=done");

        assertThat(made.get("who").asString()).isEqualTo("chief");
        assertThat(made.get("after").asString()).isEqualTo("1");
        assertThat(edited.get("before").asString()).isEqualTo("1");
        assertThat(edited.get("after").asString()).isEqualTo("2");
        assertThat(tokenMade.get("operation").asString()).isEqualTo("POST /api/v1/tokens");
        assertThat(admin.get("/api/v1/audit").body()).doesNotContain(token, added.get("firstPassword").asString());
    }

    @Test
    void whoAsksForTooMuchIsTold() {
        Browser greta = signedIn("greta", Role.VIEWER);

        greta.send("DELETE", "/api/v1/projects/7", "");
        greta.get("/api/v1/users");
        greta.send(HttpRequest.newBuilder(URI.create(console.url() + "/api/v1/runs")).POST(BodyPublishers.ofString("{}")));

        JsonNode refused = awaitFirst("who=greta&operation=DELETE");
        assertThat(refused.get("operation").asString()).isEqualTo("DELETE /api/v1/projects/{id}");
        assertThat(refused.get("object").asString()).isEqualTo("/api/v1/projects/7");
        assertThat(refused.get("role").asString()).isEqualTo("VIEWER");
        assertThat(refused.get("problem").asString()).isEqualTo("forbidden");
        assertThat(awaitFirst("who=greta&operation=GET").get("operation").asString()).isEqualTo("GET /api/v1/users");
        assertThat(awaitFirst("who=greta&operation=/runs").get("problem").asString()).isEqualTo("csrf");
        assertThat(greta.get("/api/v1/audit").statusCode()).isEqualTo(403);
        assertThat(greta.get("/api/v1/audit/export").statusCode()).isEqualTo(403);
    }

    /// Nobody knows whether the service has heard it.
    @Test
    void whatAServiceThatIsAwayWasAskedToChangeIsTold() {
        Browser hugo = signedIn("hugo", Role.EDITOR);

        assertThat(hugo.send("POST", "/api/v1/projects", "{}").statusCode()).isEqualTo(503);
        assertThat(hugo.get("/api/v1/projects").statusCode()).isEqualTo(503);

        JsonNode told = awaitFirst("who=hugo&operation=/projects");
        assertThat(told.get("operation").asString()).isEqualTo("POST /api/v1/projects");
        assertThat(told.get("status").asInt()).isEqualTo(503);
        assertThat(told.get("problem").asString()).isEqualTo("service-unavailable");
        assertThat(found("who=hugo&operation=/projects")).hasSize(1);
    }

    @Test
    void theTokenOfTheInstallationIsToldAsSuch() {
        new Browser(console.url()).send(HttpRequest.newBuilder(URI.create(console.url() + "/api/v1/users")).header("Authorization", "Bearer " + RunningConsole.API_TOKEN)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"name\": \"by-the-token\", \"role\": \"VIEWER\"}")));

        assertThat(awaitFirst("who=api").get("way").asString()).isEqualTo("installation-token");
    }

    /// What services tell comes by the topic, is kept once, and is found by each of its parts, page by page.
    @Test
    void whatServicesTellIsKeptOnceAndFound() {
        Instant at = Instant.parse("2020-02-02T02:02:02Z");
        for (int i = 0; i < 3; i++) {
            AuditRecord record = new AuditRecord(
                    new UUID(42, i), at.plusSeconds(i), "some-service", "=heidi", AuditWay.TOKEN, "EDITOR", null, "PUT /api/v1/things/{id}", "/api/v1/things/" + i, "1", "2",
                    AuditOutcome.DONE, 200, null, null);
            console.bean(Outgoing.class).send(Topics.AUDIT, "some-service", record).join();
            console.bean(Outgoing.class).send(Topics.AUDIT, "some-service", record).join();
        }
        await().atMost(LIMIT).until(() -> found("service=some-service").size() >= 3);

        assertThat(found("service=some-service")).hasSize(3);
        assertThat(found("who=%3DHEIDI&object=/api/v1/things/1")).hasSize(1);
        assertThat(found("service=some-service&from=2020-02-02T02:02:03Z&to=2020-02-02T02:02:04Z")).hasSize(1);
        assertThat(found("service=some-service&outcome=failed")).isEmpty();
        JsonNode page = Json.read(admin.get("/api/v1/audit?service=some-service&limit=2").body(), JsonNode.class);
        assertThat(page.get("items")).hasSize(2);
        assertThat(found("service=some-service&limit=2&cursor=" + page.get("next").asString())).hasSize(1);
        assertThat(admin.get("/api/v1/audit?outcome=nothing").statusCode()).isEqualTo(400);

        HttpResponse<String> file = admin.get("/api/v1/audit/export?service=some-service");
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        List<String> lines = file.body().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).startsWith("at,service,who,");
        // Not a formula.
        assertThat(lines.getLast()).matches("2020-02-02T02:02:0\\dZ,some-service,'=heidi,token,EDITOR,,PUT /api/v1/things/\\{id},/api/v1/things/\\d,1,2,done,200,,,.*");
    }

    @Test
    void whatIsOlderThanTheSettingIsForgotten() {
        AuditRecord old = new AuditRecord(
                UUID.randomUUID(), Instant.now().minus(Duration.ofDays(401)), "old-service", "ida", AuditWay.SESSION, "ADMIN", null, "DELETE /api/v1/things/{id}",
                "/api/v1/things/1", "1", null, AuditOutcome.DONE, 204, null, null);
        console.bean(Outgoing.class).send(Topics.AUDIT, "old-service", old).join();
        await().atMost(LIMIT).until(() -> !found("service=old-service").isEmpty());
        long before = console.bean(JdbcClient.class).sql("SELECT count(*) FROM audit WHERE service <> 'old-service' AND at > now() - interval '1 day'").query(Long.class).single();

        // Another console that starts looks at once.
        try (RunningConsole _ = console.another("http://127.0.0.1:1")) {
            await().atMost(LIMIT).until(() -> found("service=old-service").isEmpty());
        }

        assertThat(console.bean(JdbcClient.class).sql("SELECT count(*) FROM audit WHERE service <> 'old-service' AND at > now() - interval '1 day'").query(Long.class).single())
                .isGreaterThanOrEqualTo(before);
    }
}
