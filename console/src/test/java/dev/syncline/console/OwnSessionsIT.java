package dev.syncline.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.sun.net.httpserver.HttpServer;
import dev.syncline.console.access.Role;
import dev.syncline.kit.message.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A user sees where else the user is signed in, and what runs behind the page.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnSessionsIT {

    private static final String PASSWORD = "correct horse 1";

    private RunningConsole console;
    private HttpServer service;

    @BeforeAll
    void start() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        service.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        service.start();
        console = RunningConsole.start(
                "http://127.0.0.1:" + service.getAddress().getPort(), "--syncline.console.notification-service=http://127.0.0.1:1");
    }

    @AfterAll
    void stop() {
        console.close();
        service.stop(0);
    }

    private Browser signedIn(String name) {
        return console.signedIn(name, Role.VIEWER, PASSWORD);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body(), JsonNode.class);
    }

    @Test
    void oneEndsAnotherSessionOfOnesOwnAndNobodyElses() {
        Browser here = signedIn("jan");
        Browser there = signedIn("jan");
        Browser kim = signedIn("kim");

        JsonNode sessions = json(here.get("/api/v1/sessions"));
        JsonNode other = sessions.valueStream().filter(session -> !session.get("current").asBoolean()).findFirst().orElseThrow();

        assertThat(sessions).hasSize(2);
        assertThat(other.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(other.get("browser").asString()).contains("Java");
        String cookie = there.cookie("syncline_session").orElseThrow().getValue();
        String id = new String(java.util.Base64.getDecoder().decode(cookie), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(sessions.toString()).as("what opens a session").doesNotContain(cookie, id);
        assertThat(kim.send("DELETE", "/api/v1/sessions/" + other.get("id").asString(), "").statusCode()).isEqualTo(404);
        assertThat(here.send("DELETE", "/api/v1/sessions/" + other.get("id").asString(), "").statusCode()).isEqualTo(204);
        assertThat(there.get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(here.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenHasNoSessions() {
        HttpResponse<String> answer = new Browser(console.url()).send(HttpRequest.newBuilder(URI.create(console.url() + "/api/v1/sessions"))
                .header("Authorization", "Bearer " + RunningConsole.API_TOKEN).GET());

        assertThat(answer.statusCode()).isEqualTo(409);
    }

    @Test
    void aServiceThatIsAwayIsShownWithWhatWorksWithoutIt() {
        JsonNode health = json(signedIn("lea").get("/api/v1/health"));

        assertThat(health.get("up").asBoolean()).isFalse();
        assertThat(health.get("services").valueStream().filter(one -> one.get("up").asBoolean()).map(one -> one.get("service").asString()))
                .containsExactly("config-service", "scheduler-service");
        assertThat(health.at("/services/2/withoutIt").asString()).contains("nothing of it is lost");
    }

    @Test
    void whatRunsIsShownToThoseWhoAreSignedIn() {
        assertThat(json(signedIn("mia").get("/api/v1/about")).get("version").asString()).isNotBlank();
        assertThat(new Browser(console.url()).get("/api/v1/about").statusCode()).isEqualTo(401);
        assertThat(new Browser(console.url()).get("/v3/api-docs").statusCode()).isEqualTo(401);
        assertThat(signedIn("mia").get("/v3/api-docs").body()).contains("/api/v1/audit/export");
    }
}
