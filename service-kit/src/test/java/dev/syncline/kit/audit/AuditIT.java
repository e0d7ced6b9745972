package dev.syncline.kit.audit;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.audit.AuditOutcome;
import dev.syncline.contracts.audit.AuditRecord;
import dev.syncline.contracts.audit.AuditWay;
import dev.syncline.example.RunningExample;
import dev.syncline.example.Topic;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.security.CallerTokens;
import dev.syncline.kit.security.SecurityProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static dev.syncline.example.RunningExample.API_TOKEN;
import static dev.syncline.example.RunningExample.SERVICE_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Each call that changes something, or was to, leaves one record on the topic, which says who, what, on what and from which revision to which.
class AuditIT {

    private static final String BODY = "{\"name\": \"canary in the body\", \"pieces\": 1}";

    private static RunningExample service;

    @BeforeAll
    static void start() {
        service = RunningExample.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /// Calls with an id of its own, by which the record is found.
    private static AuditRecord called(String token, String method, String path, @Nullable String ifMatch, String body) {
        String request = UUID.randomUUID().toString();
        var builder = service.request(path, token).header("Content-Type", "application/json").header("X-Request-Id", request).method(method, BodyPublishers.ofString(body));
        if (ifMatch != null) {
            builder.header("If-Match", ifMatch);
        }
        service.send(builder);
        return await().atMost(Duration.ofSeconds(30)).until(() -> records(request), found -> !found.isEmpty()).getFirst();
    }

    private static List<AuditRecord> records(String request) {
        return Topic.read(Topics.AUDIT).stream()
                .map(record -> Json.read(record.value(), AuditRecord.class))
                .filter(record -> request.equals(record.request()))
                .toList();
    }

    @Test
    void aChangeIsToldWithBothRevisions() {
        AuditRecord record = called(API_TOKEN, "PUT", "/api/v1/orders/7", "\"3\"", BODY);

        assertThat(record).isEqualTo(new AuditRecord(
                record.id(), record.at(), "example-service", "api", AuditWay.INSTALLATION_TOKEN, null, null, "PUT /api/v1/orders/{id}", "/api/v1/orders/7", "3", "4",
                AuditOutcome.DONE, 200, null, record.request()));
    }

    @Test
    void whatIsMadeIsNamed() {
        AuditRecord record = called(SERVICE_TOKEN, "POST", "/api/v1/orders/7/copy", null, "");

        assertThat(record).extracting(AuditRecord::who, AuditRecord::way, AuditRecord::operation, AuditRecord::object, AuditRecord::status)
                .containsExactly("service", AuditWay.SERVICE_TOKEN, "POST /api/v1/orders/{id}/copy", "/api/v1/orders/8", 201);
    }

    /// The console's word tells of people.
    @Test
    void thePersonIsNamedForWhomTheConsoleAsks() {
        String token = new CallerTokens(new SecurityProperties(API_TOKEN, SERVICE_TOKEN, false), Clock.systemUTC())
                .issue(new CalledBy("berta", AuditWay.SESSION, "EDITOR", "192.0.2.17"));

        AuditRecord record = called(token, "POST", "/api/v1/orders", null, BODY);

        assertThat(record).extracting(AuditRecord::who, AuditRecord::way, AuditRecord::role, AuditRecord::address, AuditRecord::outcome)
                .containsExactly("berta", AuditWay.SESSION, "EDITOR", "192.0.2.17", AuditOutcome.DONE);
    }

    @Test
    void whatIsRefusedOrFailsIsToldWithItsProblem() {
        AuditRecord stale = called(API_TOKEN, "PUT", "/api/v1/orders/7", "\"2\"", BODY);
        AuditRecord invalid = called(API_TOKEN, "POST", "/api/v1/orders", null, "{\"name\": \"\", \"pieces\": 1}");
        AuditRecord failed = called(API_TOKEN, "DELETE", "/api/v1/orders/7", null, "");

        assertThat(List.of(stale, invalid, failed)).extracting(AuditRecord::outcome, AuditRecord::status, AuditRecord::problem).containsExactly(
                org.assertj.core.groups.Tuple.tuple(AuditOutcome.REFUSED, 412, "stale"),
                org.assertj.core.groups.Tuple.tuple(AuditOutcome.REFUSED, 400, "invalid-request"),
                org.assertj.core.groups.Tuple.tuple(AuditOutcome.FAILED, 500, "internal"));
        assertThat(stale.before()).isEqualTo("2");
        assertThat(stale.after()).isNull();
    }

    /// One call that is told comes last, so that what came before would be there.
    @Test
    void whoOnlyAsksOrIsAServiceOrNobodyIsNotTold() {
        String request = UUID.randomUUID().toString();
        service.send(service.request("/api/v1/orders/check", API_TOKEN).header("X-Request-Id", request).header("Content-Type", "application/json").POST(BodyPublishers.ofString(BODY)));
        service.send(service.request("/api/v1/thread", API_TOKEN).header("X-Request-Id", request).GET());
        service.send(service.request("/internal/v1/orders", SERVICE_TOKEN).header("X-Request-Id", request).POST(BodyPublishers.noBody()));
        service.send(service.request("/api/v1/orders", "nobody").header("X-Request-Id", request).POST(BodyPublishers.ofString(BODY)));

        called(API_TOKEN, "POST", "/api/v1/orders", null, BODY);

        assertThat(records(request)).isEmpty();
        assertThat(service.get("/v3/api-docs", API_TOKEN).body()).contains("\"x-changes-nothing\":true");
    }

    @Test
    void whatCallersChooseIsShortAndReadableAndNothingOfTheBodyIsThere() {
        AuditRecord record = called(API_TOKEN, "PUT", "/api/v1/orders/7", "\"" + "9".repeat(3000) + "\"", BODY);

        assertThat(record.before()).hasSize(500).endsWith("…");
        assertThat(Topic.read(Topics.AUDIT)).allSatisfy(one -> assertThat(new String(one.value(), StandardCharsets.UTF_8)).doesNotContain("canary"));
    }
}
