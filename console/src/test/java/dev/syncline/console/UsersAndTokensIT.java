package dev.syncline.console;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import dev.syncline.console.access.Role;
import dev.syncline.console.user.Account;
import dev.syncline.console.user.Users;
import dev.syncline.kit.message.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Administrators decide on users; users make tokens that open no more than they may do themselves.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersAndTokensIT {

    private static final String PASSWORD = "correct horse 1";

    private RunningConsole console;
    private Users users;
    private Browser admin;

    @BeforeAll
    void start() {
        console = RunningConsole.start("http://127.0.0.1:1");
        users = console.bean(Users.class);
        admin = signedIn("root", Role.ADMIN);
    }

    @AfterAll
    void stop() {
        console.close();
    }

    private Browser signedIn(String name, Role role) {
        return console.signedIn(name, role, PASSWORD);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body(), JsonNode.class);
    }

    private int status(String token, String method, String path) {
        return new Browser(console.url()).send(HttpRequest.newBuilder(URI.create(console.url() + path))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))).statusCode();
    }

    @Test
    void aNewUserSignsInWithThePasswordThatIsShownOnce() {
        HttpResponse<String> added = admin.send("POST", "/api/v1/users", "{\"name\": \"berta\", \"role\": \"OPERATOR\"}");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        String password = json(added).get("firstPassword").asString();

        Browser berta = new Browser(console.url());
        assertThat(berta.signIn("berta", password).body()).contains("\"mustChangePassword\":true");
        assertThat(admin.get("/api/v1/users").body()).contains("berta").doesNotContain(password);
        assertThat(admin.send("POST", "/api/v1/users", "{\"name\": \"Berta\", \"role\": \"VIEWER\"}").statusCode()).isEqualTo(409);
    }

    @Test
    void namesThatWouldForgeRecordsAreRefused() {
        for (String name : new String[] {"api", "Service", "system", "a\\nb", "", " x", "-x"}) {
            assertThat(admin.send("POST", "/api/v1/users", "{\"name\": \"%s\", \"role\": \"VIEWER\"}".formatted(name)).statusCode()).as(name).isEqualTo(400);
        }
    }

    /// PostgreSQL has no text with a NUL: it would be a failure of ours.
    @Test
    void whatCannotBeKeptIsRefused() {
        assertThat(new Browser(console.url()).signIn("a\\u0000b", PASSWORD).statusCode()).isEqualTo(400);
        assertThat(admin.send("POST", "/api/v1/tokens", "{\"name\": \"a\\u0000b\", \"days\": 3}").statusCode()).isEqualTo(400);
        assertThat(admin.get("/api/v1/audit?who=a%00b").statusCode()).isEqualTo(400);
        assertThat(admin.get("/api/v1/audit?from=-999999999-01-01T00:00:00Z&to=%2B294277-01-01T00:00:00Z").statusCode()).isEqualTo(200);
    }

    @Test
    void aUserWhoIsLockedIsOutWithTheNextRequest() {
        Browser carl = signedIn("carl", Role.EDITOR);
        String token = json(carl.send("POST", "/api/v1/tokens", "{\"name\": \"ci\", \"days\": 3}")).get("token").asString();
        Account account = users.all().stream().filter(user -> user.name().equals("carl")).findFirst().orElseThrow();

        assertThat(edit(account, "\"%d\"".formatted(account.version() + 1), "{\"role\": \"EDITOR\", \"enabled\": false, \"resetPassword\": false}").statusCode()).isEqualTo(412);
        assertThat(carl.get("/api/v1/me").statusCode()).isEqualTo(200);
        assertThat(edit(account, "\"%d\"".formatted(account.version()), "{\"role\": \"EDITOR\", \"enabled\": false, \"resetPassword\": false}").statusCode()).isEqualTo(200);

        assertThat(carl.get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(status(token, "GET", "/api/v1/me")).isEqualTo(401);
        assertThat(new Browser(console.url()).signIn("carl", PASSWORD).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> edit(Account account, String etag, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console.url() + "/api/v1/users/" + account.id()))
                .header("Content-Type", "application/json").header("If-Match", etag).header("X-XSRF-TOKEN", admin.cookie("XSRF-TOKEN").orElseThrow().getValue());
        return admin.send(request.PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void theLastAdministratorStays() {
        users.all().stream().filter(user -> user.role() == Role.ADMIN && !user.name().equals("root"))
                .forEach(user -> edit(user, "*", "{\"role\": \"VIEWER\", \"enabled\": true, \"resetPassword\": false}"));
        Account root = users.all().stream().filter(user -> user.name().equals("root")).findFirst().orElseThrow();

        HttpResponse<String> refused = edit(root, "*", "{\"role\": \"EDITOR\", \"enabled\": true, \"resetPassword\": false}");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("only administrator");
    }

    @Test
    void aTokenOpensWhatItWasGivenAndNeverMoreThanItsOwnerMayDo() {
        Browser dora = signedIn("dora", Role.OPERATOR);
        JsonNode made = json(dora.send("POST", "/api/v1/tokens", "{\"name\": \"reader\", \"role\": \"VIEWER\", \"days\": 3}"));
        String token = made.get("token").asString();
        assertThat(token).startsWith("slp_").hasSizeGreaterThan(40);

        // 503: it was let in, and the service behind is not there.
        assertThat(status(token, "GET", "/api/v1/runs")).isEqualTo(503);
        assertThat(status(token, "POST", "/api/v1/runs")).isEqualTo(403);
        assertThat(status(token, "GET", "/api/v1/tokens")).isEqualTo(409);
        assertThat(dora.send("POST", "/api/v1/tokens", "{\"name\": \"more\", \"role\": \"ADMIN\", \"days\": 3}").statusCode()).isEqualTo(400);
        assertThat(dora.get("/api/v1/tokens").body()).contains("reader").doesNotContain(token);

        assertThat(dora.send("DELETE", "/api/v1/tokens/" + made.at("/known/id").asString(), "").statusCode()).isEqualTo(204);
        assertThat(status(token, "GET", "/api/v1/runs")).isEqualTo(401);
        assertThat(status("slp_" + "x".repeat(43), "GET", "/api/v1/runs")).isEqualTo(401);
    }
}
