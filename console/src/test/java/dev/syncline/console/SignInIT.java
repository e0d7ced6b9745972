package dev.syncline.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.syncline.console.access.Role;
import dev.syncline.console.user.Users;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/// People sign in with a cookie, programs with a token; what is behind gets neither.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInIT {

    private static final String PASSWORD = "correct horse 1";

    private final List<Headers> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch secondEvent = new CountDownLatch(1);
    private HttpServer service;
    private RunningConsole console;
    private Users users;

    @BeforeAll
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        service.createContext("/", exchange -> answer(exchange, 200, "application/json", "{\"items\": []}"));
        service.createContext("/api/v1/runs/one/events", this::twoEvents);
        service.start();
        console = RunningConsole.start("http://127.0.0.1:" + service.getAddress().getPort());
        users = console.bean(Users.class);
    }

    @AfterAll
    void stop() {
        console.close();
        service.stop(0);
    }

    private void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        received.add(exchange.getRequestHeaders());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void twoEvents(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            secondEvent.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseBody().write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private Browser browser() {
        return new Browser(console.url());
    }

    /// A user who has changed the first password, signed in.
    private Browser signedIn(String name, Role role) {
        return console.signedIn(name, role, PASSWORD);
    }

    @Test
    void theFirstPasswordOpensNothingButItsChange() {
        var _ = users.add("newcomer", "the first one 1", Role.VIEWER).orElseThrow();
        Browser browser = browser();

        HttpResponse<String> signedIn = browser.signIn("Newcomer", "the first one 1");
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
        assertThat(signedIn.body()).contains("\"mustChangePassword\":true", "\"role\":\"viewer\"");
        assertThat(browser.get("/api/v1/projects").body()).contains("password-change-required");
        assertThat(browser.changePassword("another one 1", PASSWORD).statusCode()).isEqualTo(400);
        assertThat(browser.changePassword("the first one 1", "short").body()).contains("wanted");
        assertThat(browser.changePassword("the first one 1", "the first one 1").statusCode()).isEqualTo(400);
        assertThat(browser.changePassword("the first one 1", PASSWORD).statusCode()).isEqualTo(204);

        assertThat(browser.get("/api/v1/me").body()).contains("\"mustChangePassword\":false");
        assertThat(browser.get("/api/v1/projects").statusCode()).isEqualTo(200);
        assertThat(browser().signIn("newcomer", "the first one 1").statusCode()).isEqualTo(401);
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        Browser browser = browser();
        var _ = users.add("cookie", PASSWORD, Role.VIEWER).orElseThrow();

        String cookie = browser.signIn("cookie", PASSWORD).headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("syncline_session=")).findFirst().orElseThrow();

        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void aRequestWithoutTheTokenAgainstForgeryIsRefused() {
        Browser browser = signedIn("forger", Role.ADMIN);

        HttpResponse<String> forged = browser.send(HttpRequest.newBuilder(URI.create(console.url() + "/api/v1/runs"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("problems/csrf");
        assertThat(browser.send("POST", "/api/v1/runs", "{}").statusCode()).isEqualTo(200);
    }

    /// Neither by words nor by what may be tried.
    @Test
    void nobodyLearnsWhetherAUserExists() {
        var _ = users.add("known", PASSWORD, Role.VIEWER).orElseThrow();

        HttpResponse<String> wrong = browser().signIn("known", "wrong password 1");
        HttpResponse<String> unknown = browser().signIn("unknown", "wrong password 1");

        assertThat(wrong.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
    }

    @Test
    void afterFiveWrongPasswordsAllConsolesWait() {
        var _ = users.add("guessed", PASSWORD, Role.VIEWER).orElseThrow();
        for (int i = 0; i < 5; i++) {
            assertThat(browser().signIn("guessed", "wrong password 1").statusCode()).isEqualTo(401);
        }

        assertThat(browser().signIn("Guessed", PASSWORD).statusCode()).isEqualTo(429);
        try (RunningConsole other = console.another("http://127.0.0.1:" + service.getAddress().getPort())) {
            assertThat(new Browser(other.url()).signIn("guessed", PASSWORD).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void theServiceGetsTheCallersNameAndNeitherCookieNorToken() {
        Browser browser = signedIn("anna", Role.EDITOR);
        received.clear();

        assertThat(browser.get("/api/v1/connections").statusCode()).isEqualTo(200);

        Headers headers = received.getLast();
        assertThat(headers.getFirst("Authorization")).startsWith("Bearer eyJ");
        assertThat(headers).doesNotContainKeys("Cookie", "X-xsrf-token");
        String claims = new String(java.util.Base64.getUrlDecoder().decode(headers.getFirst("Authorization").split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains("\"sub\":\"anna\"").doesNotContain(RunningConsole.API_TOKEN);
    }

    @Test
    void theTokenOfTheInstallationGoesOnWorking() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console.url() + "/api/v1/runs"))
                .header("Authorization", "Bearer " + RunningConsole.API_TOKEN).POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(new Browser(console.url()).send(request).statusCode()).isEqualTo(200);
        assertThat(received.getLast().getFirst("Authorization")).doesNotContain(RunningConsole.API_TOKEN);
    }

    @Test
    void aRoleThatIsTooSmallIsToldWhichIsNeeded() {
        Browser viewer = signedIn("viewer", Role.VIEWER);

        assertThat(viewer.send("POST", "/api/v1/runs", "{}").body()).contains("needs the role operator");
        assertThat(viewer.get("/api/v1/nothing").statusCode()).isEqualTo(403);
        assertThat(viewer.get("/api/v1/users").statusCode()).isEqualTo(403);
    }

    /// A stream is passed on as it comes: the second event is sent only after the first has arrived.
    @Test
    void eventsArriveAsTheyAreSent() throws Exception {
        Browser browser = signedIn("watcher", Role.VIEWER);

        try (var lines = browser.lines("/api/v1/runs/one/events")) {
            Iterator<String> iterator = lines.iterator();
            assertThat(iterator.next()).isEqualTo("data: first");
            secondEvent.countDown();
            assertThat(iterator.next()).isEmpty();
            assertThat(iterator.next()).isEqualTo("data: second");
        }
    }

    @Test
    void aServiceThatIsAwayIsNamed() {
        // Nobody listens there.
        try (RunningConsole other = console.another("http://127.0.0.1:1")) {
            HttpResponse<String> answer = new Browser(other.url()).send(HttpRequest.newBuilder(URI.create(other.url() + "/api/v1/runs"))
                    .header("Authorization", "Bearer " + RunningConsole.API_TOKEN).GET());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("scheduler-service does not answer", "service-unavailable");
        }
    }

    @Test
    void aSessionIsKnownToAllConsolesUntilItEnds() {
        Browser browser = signedIn("roamer", Role.VIEWER);
        String cookie = browser.cookie("syncline_session").orElseThrow().getValue();
        try (RunningConsole other = console.another("http://127.0.0.1:" + service.getAddress().getPort())) {
            HttpRequest.Builder me = HttpRequest.newBuilder(URI.create(other.url() + "/api/v1/me")).header("Cookie", "syncline_session=" + cookie);
            assertThat(new Browser(other.url()).send(me.GET()).body()).contains("roamer");

            assertThat(browser.send("DELETE", "/api/v1/session", "").statusCode()).isEqualTo(204);

            assertThat(new Browser(other.url()).send(me.GET()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        Browser here = signedIn("mover", Role.VIEWER);
        Browser there = browser();
        there.signIn("mover", PASSWORD);
        assertThat(there.get("/api/v1/me").statusCode()).isEqualTo(200);

        assertThat(here.changePassword(PASSWORD, PASSWORD + "2").statusCode()).isEqualTo(204);

        assertThat(there.get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(here.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void thePageIsServedUnderAStrictPolicy() {
        HttpResponse<String> page = browser().get("/");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'self'", "frame-ancestors 'none'").doesNotContain("unsafe");
    }
}
