package dev.syncline.notification;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.EventData;
import dev.syncline.kit.message.Json;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static dev.syncline.notification.Events.aFailedRun;
import static dev.syncline.notification.Events.aMissedPlan;
import static dev.syncline.notification.Events.aSuccess;
import static dev.syncline.notification.Events.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Who is told of what, with a real broker, a real database and a mail server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class AlertKindsIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final FreshDatabase database = SharedServers.postgreSql().freshDatabase("kinds");
    private final Simulated time = new Simulated(database);
    private final MailServer mailServer = new MailServer();
    private RunningService service;

    @BeforeAll
    void start() {
        service = RunningService.start(database, mailServer.settings());
    }

    @AfterAll
    void stopAll() {
        service.close();
        mailServer.close();
        database.close();
    }

    @Test
    @Proves({"S67", "S68"})
    void duplicatesInAnyOrderOfEveryKindOfEventChangeNothing() {
        List<EventData> told = List.of(
                aFailedRun("Told", everything("dup@x.test")), aSuccess(true, everything("dup@x.test")), aMissedPlan(2, 1, everything("dup@x.test")));
        List<EventData> all = new ArrayList<>(Events.uninteresting());
        all.addAll(told);
        long alerts = time.count("SELECT count(*) FROM alert");

        for (int round = 0; round < 4; round++) {
            Collections.shuffle(all, new Random(round));
            all.forEach(service::publish);
        }
        service.awaitAllTaken();
        service.awaitNothingDue(time);

        assertThat(time.count("SELECT count(*) FROM alert")).isEqualTo(alerts + told.size());
        assertThat(mailServer.receivedBy("dup@x.test").stream().map(MailServer::subject)).containsExactlyInAnyOrder(
                "[Syncline] Told failed: 1 of 3 tables", "[Syncline] Hourly stock succeeded again", "[Syncline] Nightly sales missed its schedule 2 times");
    }

    @Test
    @Proves("S68")
    void oneBadRecipientKeepsNoOtherWaiting(CapturedOutput output) {
        service.publish(aFailedRun("Bad", everything("one@x.test\r\nBcc: other@evil.test", "good-a@x.test", "good-b@x.test")));
        service.awaitAllTaken();
        service.awaitNothingDue(time);

        assertThat(mailServer.receivedBy("good-a@x.test")).hasSize(1);
        assertThat(mailServer.receivedBy("good-b@x.test")).hasSize(1);
        assertThat(mailServer.received()).noneMatch(mail -> MailServer.whole(mail).contains("other@evil.test"));
        assertThat(output).contains("a recipient is left out: 'one@x.test\\r\\nBcc: other@evil.test'");
    }

    @Test
    @Proves("S68")
    void aNameFullOfHeadersStaysOneSubject() {
        service.publish(aFailedRun("x\r\nBcc: all@evil.test\r\n\r\n<b>=?utf-8?q?y?=\u0000", everything("subject@x.test")));
        service.awaitAllTaken();
        service.awaitNothingDue(time);

        assertThat(mailServer.receivedBy("subject@x.test")).singleElement().satisfies(mail -> {
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getSubject()).isEqualTo("[Syncline] x\\r\\nBcc: all@evil.test\\r\\n\\r\\n<b>= ?utf-8?q?y?=\\u0000 failed: 1 of 3 tables");
        });
    }

    @Test
    void whatCannotBeUnderstoodHoldsNobodyUp() {
        String bad = Json.text(CloudEvent.of(aFailedRun("Poison", everything("poison@x.test"))));
        service.publishRaw("one key", bad.substring(1));
        service.publishRaw("one key", bad.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"nul\\\\u0000\""));
        service.publishRaw("one key", Json.text(CloudEvent.of(aFailedRun("Next", everything("next@x.test")))));
        service.awaitAllTaken();
        service.awaitNothingDue(time);

        assertThat(mailServer.receivedBy("poison@x.test")).isEmpty();
        assertThat(mailServer.receivedBy("next@x.test")).hasSize(1);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(service.get("/actuator/prometheus").body())
                .contains("syncline_messages_rejected_total{topic=\"syncline.runs\"} 2.0"));
    }

    @Test
    @Proves("S68")
    void aTestMailIsSentAndItsFateSeen() throws Exception {
        HttpResponse<String> answer = service.post("/api/v1/alerts/test", "{\"recipient\": \"me@x.test\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"kind\":\"TEST\"", "\"recipient\":\"me@x.test\"");

        await().atMost(LIMIT).untilAsserted(() ->
                assertThat(service.get("/api/v1/alerts?kind=TEST").body()).contains("me@x.test", "\"state\":\"SENT\"", "\"channel\":\"MAIL\""));
        assertThat(mailServer.receivedBy("me@x.test").stream().map(MailServer::subject)).containsExactly("[Syncline] Test mail");
    }

    @Test
    void aTestMailToWhatIsNoAddressIsRefused() throws Exception {
        for (String body : List.of("{\"recipient\": \"me@x.test\\r\\nBcc: all@evil.test\"}", "{\"recipient\": \"Me <me@x.test>\"}", "{\"recipient\": null}", "{}", "[]")) {
            HttpResponse<String> answer = service.post("/api/v1/alerts/test", body);

            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).contains("https://syncline.dev/problems/invalid-request").doesNotContain("\\r\\n");
        }
    }

    @Test
    void theListIsFilteredAndPaged() throws Exception {
        UUID first = aFailedRunOf("A");
        UUID second = aFailedRunOf("B");
        service.publish(aSuccess(true, everything("list@x.test")));
        service.awaitAllTaken();

        String page = service.get("/api/v1/alerts?kind=FAILURE&project=7&limit=1").body();
        String cursor = page.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
        String next = service.get("/api/v1/alerts?kind=FAILURE&project=7&limit=1&cursor=" + cursor).body();
        assertThat(page + next).contains(first.toString(), second.toString());
        assertThat(service.get("/api/v1/alerts?project=8").body()).contains("\"kind\":\"RECOVERY\"").doesNotContain("\"kind\":\"FAILURE\"");
        assertThat(service.get("/api/v1/alerts?project=404").body()).isEqualTo("{\"items\":[],\"next\":null}");
        assertThat(service.get("/api/v1/alerts?kind=NONSENSE").statusCode()).isEqualTo(400);
    }

    private UUID aFailedRunOf(String name) {
        var run = aFailedRun(name, everything("list@x.test"));
        service.publish(run);
        service.awaitAllTaken();
        return run.runId();
    }
}
