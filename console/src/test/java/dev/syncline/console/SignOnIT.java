package dev.syncline.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import dev.syncline.console.access.Role;
import dev.syncline.console.user.Account;
import dev.syncline.console.user.Users;
import dev.syncline.provider.IdentityProvider;
import dev.syncline.testkit.FreePort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Those for whom an identity provider vouches come in, with the role of their groups there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignOnIT {

    private IdentityProvider provider;
    private RunningConsole console;
    private Users users;

    @BeforeAll
    void start() {
        int door = FreePort.find();
        provider = IdentityProvider.start(FreePort.find(), "http://127.0.0.1:" + door + "/login/oauth2/code/house");
        String client = "--spring.security.oauth2.client.registration.house.";
        console = RunningConsole.start(
                "http://127.0.0.1:1",
                "--server.port=" + door,
                client + "client-id=console", client + "client-secret=" + IdentityProvider.CLIENT_SECRET, client + "client-name=House", client + "scope=openid",
                "--spring.security.oauth2.client.provider.house.issuer-uri=" + provider.url(),
                "--syncline.console.sign-on.roles.operator=night-shift",
                "--syncline.console.sign-on.roles.admin=chiefs,owners");
        users = console.bean(Users.class);
    }

    @AfterAll
    void stop() {
        console.close();
        provider.close();
    }

    /// What a browser does: to the provider, and back with what it says.
    private final class Visitor {

        private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(new CookieManager()).build();

        /// @return where the browser is sent in the end
        private String signOn(String name) {
            String basic = Base64.getEncoder().encodeToString((name + ":" + IdentityProvider.PASSWORD).getBytes(StandardCharsets.UTF_8));
            send(HttpRequest.newBuilder(URI.create(provider.url() + "/")).header("Authorization", "Basic " + basic));
            String asked = location(get(console.url() + "/oauth2/authorization/house"));
            assertThat(asked).startsWith(provider.url() + "/oauth2/authorize").contains("code_challenge=", "nonce=", "state=");
            return location(get(location(get(asked))));
        }

        private HttpResponse<String> get(String url) {
            return send(HttpRequest.newBuilder(URI.create(url)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static String location(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            return answer.headers().firstValue("Location").orElseThrow();
        }

        private String me() {
            return get(console.url() + "/api/v1/me").body();
        }
    }

    @Test
    void thePageIsToldWhomItMayAsk() {
        assertThat(new Browser(console.url()).get("/api/v1/sign-on").body()).isEqualTo("[{\"name\":\"House\",\"path\":\"/oauth2/authorization/house\"}]");
    }

    @Test
    void whoComesFromTheProviderHasTheRoleOfItsGroupsEachTimeAnew() {
        provider.groups("nina", "night-shift", "others");
        Visitor nina = new Visitor();
        assertThat(nina.signOn("nina")).endsWith("/");
        assertThat(nina.me()).contains("\"name\":\"nina\"", "\"role\":\"operator\"", "\"mustChangePassword\":false");

        provider.groups("nina", "night-shift", "owners");
        Visitor later = new Visitor();
        later.signOn("nina");

        assertThat(later.me()).contains("\"role\":\"admin\"");
        assertThat(users.all()).filteredOn(user -> user.name().equals("nina")).hasSize(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> console.bean(JdbcClient.class).sql("SELECT count(*) FROM audit WHERE who = 'nina' AND outcome = 'DONE'").query(Long.class).single() >= 2);
    }

    @Test
    void whoHasNoGroupThatCountsIsNotLetIn() {
        provider.groups("olga", "others");
        Visitor olga = new Visitor();

        assertThat(olga.signOn("olga")).endsWith("/?sign-on=no-role");

        assertThat(olga.get(console.url() + "/api/v1/me").statusCode()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(30)).until(() -> console.bean(JdbcClient.class).sql("SELECT count(*) FROM audit WHERE problem = 'sign-on-no-role' AND outcome = 'REFUSED'").query(Long.class).single() >= 1);
    }

    /// Else whoever can choose a name at the provider could be anybody here.
    @Test
    void aUserWhoIsKeptHereIsNotTakenOverByTheName() {
        var _ = users.add("Paul", "correct horse 1", Role.ADMIN).orElseThrow();
        provider.groups("paul", "night-shift");

        assertThat(new Visitor().signOn("paul")).endsWith("/?sign-on=name-taken");
    }

    @Test
    void aNameThatRecordsKeepForProgramsIsNoUsers() {
        provider.groups("api", "night-shift");

        assertThat(new Visitor().signOn("api")).endsWith("/?sign-on=no-name");
    }

    @Test
    void whoIsLockedHereIsOutWhateverTheProviderSays() {
        provider.groups("quinn", "night-shift");
        Visitor quinn = new Visitor();
        quinn.signOn("quinn");
        Account account = users.all().stream().filter(user -> user.name().equals("quinn")).findFirst().orElseThrow();
        console.bean(JdbcClient.class).sql("UPDATE account SET enabled = false WHERE id = :id").param("id", account.id()).update();

        assertThat(quinn.get(console.url() + "/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(new Visitor().signOn("quinn")).endsWith("/?sign-on=locked");
    }

    /// Nobody can be signed in as somebody else by a link.
    @Test
    void anAnswerThatNobodyHasAskedForIsRefused() {
        assertThat(Visitor.location(new Visitor().get(console.url() + "/login/oauth2/code/house?code=x&state=y"))).endsWith("/?sign-on=provider");
    }

    @Test
    void aPasswordOpensNothingForWhoHasNone() {
        provider.groups("rosa", "night-shift");
        new Visitor().signOn("rosa");

        assertThat(new Browser(console.url()).signIn("rosa", IdentityProvider.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(new Browser(console.url()).signIn("rosa", "null").statusCode()).isEqualTo(401);
    }
}
