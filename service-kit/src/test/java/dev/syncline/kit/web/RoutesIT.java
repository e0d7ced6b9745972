package dev.syncline.kit.web;

import java.net.http.HttpResponse;

import dev.syncline.example.RunningExample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.syncline.example.RunningExample.API_TOKEN;
import static dev.syncline.example.RunningExample.SERVICE_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// What a service answers, and to whom.
class RoutesIT {

    private static RunningExample service;

    @BeforeAll
    static void start() {
        service = RunningExample.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/api/v1/thread", "/api/v1/orders/1", "/internal/v1/secret", "/", "/no/such/route", "/error", "/actuator", "/actuator/prometheus",
        "/actuator/env", "/v3/api-docs", "/swagger-ui.html", "/swagger-ui/index.html", "/actuator/health/../prometheus", "/actuator/health;/../prometheus"
    })
    void withoutATokenEveryRouteIsClosed(String path) {
        HttpResponse<String> answer = service.get(path, null);

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain("jvm_", "openapi");
    }

    @Test
    void theRefusalIsAProblemThatSaysWhatToDo() {
        HttpResponse<String> answer = service.get("/api/v1/thread", "wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("https://syncline.dev/problems/unauthenticated", "Authorization: Bearer", "\"status\":401")
                .doesNotContain("properties", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthIsOpenAndSaysNothingMore(String path) {
        HttpResponse<String> answer = service.get(path, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("db", "kafka", "components");
    }

    @Test
    void internalRoutesNeedTheServiceToken() {
        assertThat(service.get("/internal/v1/secret", API_TOKEN).statusCode()).isEqualTo(403);
        assertThat(service.get("/internal/v1/secret", API_TOKEN).body()).contains("https://syncline.dev/problems/forbidden");
        assertThat(service.get("/internal/v1/secret", SERVICE_TOKEN).body()).isEqualTo("for services");
    }

    @Test
    void aTokenOpensTheRestAndRequestsRunOnVirtualThreads() {
        assertThat(service.get("/api/v1/thread", API_TOKEN).body()).isEqualTo("virtual");
        assertThat(service.get("/v3/api-docs", API_TOKEN).body()).contains("\"openapi\":\"3.1", "/api/v1/orders");
        assertThat(service.get("/swagger-ui/index.html", API_TOKEN).statusCode()).isEqualTo(200);
        assertThat(service.get("/actuator/prometheus", API_TOKEN).body()).contains("syncline_outbox_age_seconds", "jvm_memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{", "{\"name\":\"\",\"pieces\":1}", "{\"name\":\"x\",\"pieces\":-1}", "{\"name\":\"x\",\"pieces\":1,\"admin\":true}",
        "{\"name\":\"x\",\"pieces\":\"hunter2\"}"
    })
    void aWrongBodyIsAProblemThatDoesNotRepeatIt(String body) {
        HttpResponse<String> answer = service.post("/api/v1/orders", API_TOKEN, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("https://syncline.dev/problems/invalid-request", "detail").doesNotContain("hunter2", "dev.syncline");
    }

    @Test
    void aFieldThatCannotBeReadIsNamedWithWhatWasThereAndWhatIsAllowed() {
        assertThat(service.post("/api/v1/orders", API_TOKEN, "{\"name\":\"x\",\"pieces\":\"hunter2\"}").body())
                .contains("field pieces has a text; allowed is a whole number").doesNotContain("hunter2");
        assertThat(service.post("/api/v1/orders", API_TOKEN, "{\"name\":{},\"pieces\":1}").body()).contains("field name has an object; allowed is a text");
        assertThat(service.post("/api/v1/orders", API_TOKEN, "{\"name\":\"x\"}").body()).contains("field pieces has no value; allowed is a whole number");
        assertThat(service.post("/api/v1/orders", API_TOKEN, "{\"name\":\"x\",\"pieces\":1,\"admin\":true}").body())
                .contains("a field admin that is not known there", "known are name, pieces");
        assertThat(service.post("/api/v1/orders", API_TOKEN, "{\"name\":\"x\",\n\"pieces\":hunter2}").body())
                .contains("line 2").doesNotContain("hunter2");
        assertThat(service.post("/api/v1/orders", API_TOKEN, "[]").body()).contains("The body has a list; allowed is an object with name, pieces");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(service.post("/api/v1/orders", API_TOKEN, "{\"name\":\"\",\"pieces\":1}").body()).contains("name must not be blank");
        assertThat(service.post("/api/v1/orders", API_TOKEN, "{\"name\":\"x\",\"pieces\":-1}").body()).contains("negative number of pieces");
        assertThat(service.get("/api/v1/orders/5", API_TOKEN).body()).contains("https://syncline.dev/problems/not-found", "There is no order 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/page?limit=11", "/api/v1/page?limit=x", "/api/v1/orders/x"})
    void aWrongParameterIsAProblemOfTheStableType(String path) {
        HttpResponse<String> answer = service.get(path, API_TOKEN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("https://syncline.dev/problems/invalid-request").doesNotContain("dev.syncline.example", "java.lang");
    }

    @Test
    void theParameterAndItsLimitAreNamed() {
        assertThat(service.get("/api/v1/page?limit=11", API_TOKEN).body()).contains("limit must be less than or equal to 10");
    }

    @Test
    void anUnknownRouteIsAProblemToo() {
        HttpResponse<String> answer = service.get("/api/v1/nothing", API_TOKEN);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("https://syncline.dev/problems/not-found");
        assertThat(service.post("/api/v1/thread", API_TOKEN, "{}").body()).contains("https://syncline.dev/problems/method-not-allowed");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void anInternalFaultKeepsItsDetailsToTheLog() {
        HttpResponse<String> answer = service.get("/api/v1/orders/0", API_TOKEN);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("https://syncline.dev/problems/internal").doesNotContain("secret detail");
    }

    @Test
    void aRequestIdIsReturnedUnlessItCouldForgeALogLine() {
        assertThat(id("abc-1.2_3")).isEqualTo("abc-1.2_3");
        assertThat(id("x y")).isNotEqualTo("x y");
        assertThat(id("x".repeat(65))).hasSize(36);
    }

    @Test
    void aServicesOwnSettingsOverrideTheKits() {
        assertThat(service.setting("example.shutdown")).isEqualTo("3s");
    }

    private static String id(String brought) {
        return service.send(service.request("/actuator/health", null).header("X-Request-Id", brought).GET())
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
    }
}
