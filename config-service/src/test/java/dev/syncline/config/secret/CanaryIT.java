package dev.syncline.config.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.syncline.config.RunningService;
import dev.syncline.kit.message.Json;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// A secret goes through every road that a request can take, and is looked for in all that comes out.
class CanaryIT {

    private static final String CANARY = "c4n4ry-pässword+/=";
    private static final List<String> LOUD = List.of("dev.syncline", "org.springframework.web", "org.springframework.jdbc.core.simple", "com.zaxxer.hikari");

    private final RestTestClient api = RunningService.shared().api();
    private final List<String> seen = new ArrayList<>();

    @Test
    void isSeenNowhere() {
        ListAppender<ILoggingEvent> log = listen();
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("canary")) {
            String role = "role_" + database.name();
            database.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, CANARY));
            database.execute("CREATE TABLE public.t (id int)");
            Map<String, Object> body = with(aConnectionTo(database), "user", role, "secret", CANARY);

            long id = ((Number) Json.read(send("POST", "/api/v1/connections", body), Map.class).get("id")).longValue();
            String uri = "/api/v1/connections/" + id;
            send("GET", uri, null);
            send("GET", "/api/v1/connections?limit=1000", null);
            send("PUT", uri, with(body, "name", "Renamed canary test"));
            send("POST", "/api/v1/connections", body);
            send("POST", uri + "/test", Map.of());
            send("POST", "/api/v1/connections/test", body);
            send("POST", "/api/v1/connections/test", with(body, "user", "nobody"));
            send("POST", "/api/v1/connections/test", with(body, "port", 1));
            send("POST", "/api/v1/connections/test", with(body, "database", "none"));
            send("POST", "/api/v1/connections/test", aConnection("secret", CANARY, "host", "("));
            send("POST", "/api/v1/connections", aConnection("secret", CANARY + "\0"));
            send("POST", "/api/v1/connections", aConnection("secret", List.of(CANARY)));
            send("POST", "/api/v1/connections", aConnection("secret", Map.of(CANARY, CANARY)));
            send("POST", "/api/v1/connections", aConnection("secret", CANARY, "port", "x"));
            send("POST", "/api/v1/connections", aConnection("secret", CANARY, "unknown", CANARY));
            send("GET", "/api/v1/catalogs/" + id + "/schemas", null);
            send("GET", "/api/v1/catalogs/" + id + "/schemas/public/tables", null);
            send("GET", "/api/v1/catalogs/" + id + "/schemas/public/tables/t", null);
            send("POST", "/api/v1/projects", aProject(id, List.of(id), "public.t"));
            send("DELETE", uri, null);
            RunningService.shared().service().get().uri("/internal/v1/connections/" + id).exchange().expectStatus().isOk();
        } finally {
            forget(log);
        }

        List<String> logged = log.list.stream().map(CanaryIT::text).toList();
        assertThat(logged).as("log lines").hasSizeGreaterThan(30);
        assertThat(seen).hasSize(21);
        for (String form : forms()) {
            assertThat(seen).noneMatch(answer -> answer.contains(form));
            assertThat(logged).noneMatch(line -> line.contains(form));
        }
    }

    private byte[] send(String method, String uri, Object body) {
        RestTestClient.RequestBodySpec request = api.method(HttpMethod.valueOf(method)).uri(uri).header(HttpHeaders.IF_MATCH, "*");
        EntityExchangeResult<byte[]> result = (body == null ? request : request.contentType(MediaType.APPLICATION_JSON).body(Json.bytes(body)))
                .exchange()
                .expectBody(byte[].class)
                .returnResult();
        byte[] answer = result.getResponseBody() == null ? new byte[0] : result.getResponseBody();
        seen.add(result.getResponseHeaders() + new String(answer, StandardCharsets.UTF_8));
        return answer;
    }

    private static List<String> forms() {
        byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
        return List.of(
                CANARY,
                "c4n4ry",
                Base64.getEncoder().encodeToString(bytes).substring(0, 12),
                HexFormat.of().formatHex(bytes).substring(0, 12),
                URLEncoder.encode(CANARY, StandardCharsets.UTF_8));
    }

    private static ListAppender<ILoggingEvent> listen() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.setContext(context);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        LOUD.forEach(name -> context.getLogger(name).setLevel(Level.TRACE));
        return appender;
    }

    private static void forget(ListAppender<ILoggingEvent> appender) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        LOUD.forEach(name -> context.getLogger(name).setLevel(null));
    }

    private static String text(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getFormattedMessage() + trace;
    }
}
