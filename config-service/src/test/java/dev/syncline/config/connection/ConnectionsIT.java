package dev.syncline.config.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.syncline.config.RunningService;
import dev.syncline.contracts.connection.ConnectionSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.delete;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.put;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

class ConnectionsIT {

    private static final String CONNECTIONS = "/api/v1/connections";
    static final List<String> HOSTS = HostileInputs.HOSTS;

    private final RunningService service = RunningService.shared();
    private final RestTestClient api = service.api();

    @Test
    void livesFromCreationToDeletion() {
        Map<String, Object> body = aConnection("options", Map.of("tls", "require"));
        long id = create(api, CONNECTIONS, body);
        String uri = CONNECTIONS + "/" + id;

        api.get().uri(uri).exchange().expectStatus().isOk().expectHeader().valueEquals("ETag", "\"1\"").expectBody()
                .jsonPath("$.name").isEqualTo(body.get("name"))
                .jsonPath("$.kind").isEqualTo("postgresql")
                .jsonPath("$.options.tls").isEqualTo("require")
                .jsonPath("$.allowWriteOperations").isEqualTo(true)
                .jsonPath("$.secret").doesNotExist();
        put(api, uri, "\"1\"", with(body, "allowWriteOperations", false)).expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
        put(api, uri, "\"1\"", body).expectStatus().isEqualTo(HttpStatus.PRECONDITION_FAILED);
        delete(api, uri, "\"1\"").expectStatus().isEqualTo(HttpStatus.PRECONDITION_FAILED);
        api.delete().uri(uri).exchange().expectStatus().isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        delete(api, uri, "\"2\"").expectStatus().isNoContent();
        api.get().uri(uri).exchange().expectStatus().isNotFound().expectBody()
                .jsonPath("$.type").isEqualTo("https://syncline.dev/problems/not-found");
    }

    @Test
    void listsAllPageByPage() {
        List<Long> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(create(api, CONNECTIONS, aConnection()));
        }

        List<Long> listed = new ArrayList<>();
        Object next = "";
        while (next != null) {
            Map<?, ?> page = api.get().uri(CONNECTIONS + "?limit=2&cursor=" + next).exchange().expectStatus().isOk().expectBody(Map.class)
                    .returnResult().getResponseBody();
            ((List<?>) page.get("items")).forEach(item -> listed.add(((Number) ((Map<?, ?>) item).get("id")).longValue()));
            next = page.get("next");
        }

        assertThat(listed).containsAll(made).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "cursor=***", "cursor=bm90LWFuLWlk"})
    void refusesPagesThatAreNone(String query) {
        api.get().uri(CONNECTIONS + "?" + query).exchange().expectStatus().isBadRequest();
    }

    @Test
    void keepsTheSecretOnlyWhileItLeadsToTheSamePlace() {
        Map<String, Object> body = aConnection("secret", "first");
        long id = create(api, CONNECTIONS, body);
        Map<String, Object> withoutSecret = with(body);
        withoutSecret.remove("secret");

        put(api, CONNECTIONS + "/" + id, "\"1\"", with(withoutSecret, "database", "other")).expectStatus().isOk();
        assertThat(settings(id).secret()).isEqualTo("first");

        for (Map<String, Object> elsewhere : List.of(
                with(withoutSecret, "host", "evil.example"), with(withoutSecret, "port", 5433), with(withoutSecret, "user", "root"))) {
            put(api, CONNECTIONS + "/" + id, "\"2\"", elsewhere).expectStatus().isBadRequest().expectBody()
                    .jsonPath("$.detail").value(String.class, detail -> assertThat(detail).contains("gives its secret again"));
        }
        Map<String, Object> otherKind = with(withoutSecret, "kind", "mysql");
        otherKind.remove("database");
        put(api, CONNECTIONS + "/" + id, "\"2\"", otherKind).expectStatus().isBadRequest();

        put(api, CONNECTIONS + "/" + id, "\"2\"", with(body, "host", "new.example", "secret", "second")).expectStatus().isOk();
        assertThat(settings(id).secret()).isEqualTo("second");
    }

    @Test
    void tellsTheSecretToServicesOnly() {
        long id = create(api, CONNECTIONS, aConnection("secret", "for workers"));

        api.get().uri("/internal/v1/connections/" + id).exchange().expectStatus().isForbidden();
        service.anonymous().get().uri("/internal/v1/connections/" + id).exchange().expectStatus().isUnauthorized();
        service.service().get().uri("/internal/v1/connections/987654321").exchange().expectStatus().isNotFound();
        assertThat(settings(id)).satisfies(settings -> {
            assertThat(settings.secret()).isEqualTo("for workers");
            assertThat(settings.host()).isEqualTo("db.example");
            assertThat(settings.version()).isEqualTo(1);
            assertThat(settings.writable()).isTrue();
        });
    }

    @Test
    void refusesANameThatIsTakenInAnyLetterCase() {
        Map<String, Object> first = aConnection();
        create(api, CONNECTIONS, first);
        long second = create(api, CONNECTIONS, aConnection());
        Map<String, Object> same = with(aConnection(), "name", first.get("name").toString().toUpperCase(Locale.ROOT));

        post(api, CONNECTIONS, same).expectStatus().isEqualTo(HttpStatus.CONFLICT).expectBody()
                .jsonPath("$.type").isEqualTo("https://syncline.dev/problems/name-taken");
        put(api, CONNECTIONS + "/" + second, "\"1\"", same).expectStatus().isEqualTo(HttpStatus.CONFLICT);
    }

    @ParameterizedTest
    @FieldSource("HOSTS")
    void storesNoHostileHost(String host) {
        long before = count();

        post(api, CONNECTIONS, aConnection("host", host)).expectStatus().isBadRequest();
        post(api, CONNECTIONS + "/test", aConnection("host", host)).expectStatus().isBadRequest();

        assertThat(count()).isEqualTo(before);
    }

    @Test
    void storesNoHostilePortOptionKindOrField() {
        long before = count();
        List<Map<String, Object>> bodies = new ArrayList<>();
        HostileInputs.PORTS.forEach(port -> bodies.add(aConnection("port", port)));
        bodies.add(aConnection("port", "5432/x"));
        bodies.add(aConnection("port", "5432?options=-c%20x"));
        bodies.add(aConnection("port", List.of(5432)));
        HostileInputs.OPTION_NAMES.forEach(name -> bodies.add(aConnection("options", Map.of(name, "prefer"))));
        HostileInputs.OPTION_VALUES.forEach(value -> bodies.add(aConnection("options", Map.of("tls", value))));
        bodies.add(aConnection("options", List.of("tls")));
        bodies.add(aConnection("options", Map.of("tls", Map.of("x", "y"))));
        bodies.add(aConnection("url", "jdbc:h2:mem:x"));
        bodies.add(aConnection("jdbcUrl", "jdbc:mysql://(host=x)"));
        bodies.add(aConnection("driver", "org.h2.Driver"));
        bodies.add(aConnection("properties", Map.of("socketFactory", "x")));
        bodies.add(aConnection("@class", "java.net.URL"));
        bodies.add(aConnection("id", 1));
        bodies.add(aConnection("kind", "h2"));
        bodies.add(aConnection("kind", Map.of("id", "mysql")));
        bodies.add(aConnection("database", "a\0b"));
        bodies.add(aConnection("user", ""));
        bodies.add(aConnection("secret", "x".repeat(5_000)));

        bodies.forEach(body -> post(api, CONNECTIONS, body).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.type").isEqualTo("https://syncline.dev/problems/invalid-request"));

        assertThat(count()).isEqualTo(before);
    }

    @Test
    void keepsAnyLegalNameAsItIs() {
        String odd = "o'dd \"näme\"; DROP TABLE x; -- ?&a=b %00 ${x} \\ 😀";
        long id = create(api, CONNECTIONS, aConnection("database", odd, "user", odd, "secret", odd));

        assertThat(settings(id)).satisfies(settings -> {
            assertThat(settings.database()).isEqualTo(odd);
            assertThat(settings.user()).isEqualTo(odd);
            assertThat(settings.secret()).isEqualTo(odd);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "\"x\"", "{\"name\":}", "{\"port\":1e400}"})
    void answersBrokenBodiesWithoutQuotingThem(String body) {
        post(api, CONNECTIONS, body).expectStatus().isBadRequest();
    }

    @Test
    void readsNoBodyThatIsTooLarge() throws Exception {
        byte[] large = new byte[1024 * 1024 + 1];
        Arrays.fill(large, (byte) ' ');

        assertThat(send(HttpRequest.BodyPublishers.ofByteArray(large)).statusCode()).isEqualTo(413);
        HttpResponse<String> inPieces = send(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        assertThat(inPieces.statusCode()).isEqualTo(413);
        assertThat(inPieces.body()).contains("https://syncline.dev/problems/too-large", "1 MiB");
    }

    @Test
    void describesTheKindsThereAre() {
        api.get().uri("/api/v1/connection-kinds").exchange().expectStatus().isOk().expectBody()
                .jsonPath("$[?(@.kind == 'mysql')].defaultPort").isEqualTo(3306)
                .jsonPath("$[?(@.kind == 'postgresql')].defaultPort").isEqualTo(5432);
    }

    private HttpResponse<String> send(HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(service.url() + CONNECTIONS))
                            .header("Authorization", "Bearer " + RunningService.API_TOKEN)
                            .header("Content-Type", "application/json")
                            .POST(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private ConnectionSettings settings(long id) {
        return service.service().get().uri("/internal/v1/connections/" + id).exchange().expectStatus().isOk()
                .expectBody(ConnectionSettings.class).returnResult().getResponseBody();
    }

    private long count() {
        return service.bean(JdbcClient.class).sql("SELECT count(*) FROM connection").query(Long.class).single();
    }
}
