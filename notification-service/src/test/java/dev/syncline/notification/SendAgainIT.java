package dev.syncline.notification;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import dev.syncline.notification.webhook.HttpReceiver;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.syncline.notification.Events.aFailedRun;
import static dev.syncline.notification.Events.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What a person does about alerts: look at the settings, test them, find what did not arrive and send it again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendAgainIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final FreshDatabase database = SharedServers.postgreSql().freshDatabase("again");
    private final Simulated time = new Simulated(database);
    private final MailServer mailServer = new MailServer();
    private HttpReceiver pager;
    private RunningService service;

    @BeforeAll
    void start() throws IOException {
        pager = new HttpReceiver(0);
        Map<String, String> settings = new HashMap<>(mailServer.settings());
        settings.put("syncline.notification.webhooks.pager.url", pager.url("/s3cret").toString());
        settings.put("syncline.notification.webhooks.pager.token", "t0ken");
        service = RunningService.start(database, settings);
    }

    @AfterAll
    void stopAll() {
        service.close();
        pager.close();
        mailServer.close();
        database.close();
    }

    @Test
    void theSettingsAreShownWithoutSecrets() throws Exception {
        String body = service.get("/api/v1/alerts/settings").body();

        JsonNode settings = JSON.readTree(body);
        assertThat(settings.at("/mail/sends").asBoolean()).isTrue();
        assertThat(settings.at("/mail/from").asString()).contains("@");
        assertThat(settings.at("/recipients/0").asString()).isEqualTo("ops@syncline.test");
        assertThat(settings.at("/webhooks")).hasSize(1);
        assertThat(settings.at("/webhooks/0").asString()).isEqualTo("pager");
        assertThat(body).doesNotContain("s3cret", "t0ken", "password");
    }

    @Test
    void aTestGoesToAllRecipientsOfAPlanAndToWebhooks() throws Exception {
        JsonNode made = accepted("/api/v1/alerts/test", """
                {"recipients": ["plan-a@x.test", "plan-b@x.test", "plan-a@x.test"], "webhooks": ["pager"]}""");

        assertThat(made.get("deliveries")).hasSize(3);
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(mailServer.receivedBy("plan-a@x.test")).hasSize(1);
            assertThat(mailServer.receivedBy("plan-b@x.test")).hasSize(1);
            assertThat(pager.received()).anySatisfy(post -> assertThat(post.body()).contains("dev.syncline.alert.tested.v1", "\"webhook\":\"pager\""));
        });
    }

    @Test
    void aTestToNobodyOrToAWebhookThatIsNotSetIsRefused() throws Exception {
        for (String body : List.of("{\"webhooks\": [\"other\"]}", "{\"recipients\": []}", "{\"recipients\": [null]}", "{\"webhooks\": [null]}",
                "{\"recipients\": [\"ok@x.test\", \"Me <me@x.test>\"]}")) {
            assertThat(service.post("/api/v1/alerts/test", body).statusCode()).as(body).isEqualTo(400);
        }
    }

    @Test
    void whatWasGivenUpIsFoundAndSentAgain() throws Exception {
        service.publish(aFailedRun("Again", everything("again@x.test")));
        service.awaitAllTaken();
        service.awaitNothingDue(time);
        long alert = JSON.readTree(service.get("/api/v1/alerts?limit=1&project=7").body()).at("/items/0/id").asLong();
        database.execute("UPDATE delivery SET state = 'GIVEN_UP' WHERE alert_id = %d AND channel = 'MAIL'".formatted(alert));
        int mails = mailServer.receivedBy("again@x.test").size();
        int posts = pager.received().size();
        assertThat(ids("state=GIVEN_UP")).contains(alert);
        assertThat(ids("state=GIVEN_UP&channel=WEBHOOK")).doesNotContain(alert);
        assertThat(ids("state=SENT&channel=WEBHOOK")).contains(alert);

        JsonNode again = accepted("/api/v1/alerts/%d/send-again".formatted(alert), "");

        assertThat(again.get("deliveries")).hasSize(3);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(mailServer.receivedBy("again@x.test")).hasSize(mails + 1));
        service.awaitNothingDue(time);
        assertThat(mailServer.receivedBy("again@x.test").stream().map(SendAgainIT::messageId)).doesNotHaveDuplicates();
        assertThat(pager.received()).hasSize(posts);
        assertThat(ids("state=GIVEN_UP")).doesNotContain(alert);

        assertThat(service.post("/api/v1/alerts/%d/send-again".formatted(alert), "{}").statusCode()).isEqualTo(409);
        accepted("/api/v1/alerts/%d/send-again".formatted(alert), "{\"recipients\": [\"pager\"]}");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(pager.received()).hasSize(posts + 1));
    }

    @Test
    void strangersAndUnknownAlertsGetNothing() throws Exception {
        service.publish(aFailedRun("Strangers", everything("known@x.test")));
        service.awaitAllTaken();
        service.awaitNothingDue(time);
        long alert = JSON.readTree(service.get("/api/v1/alerts?limit=1&project=7").body()).at("/items/0/id").asLong();

        assertThat(service.post("/api/v1/alerts/%d/send-again".formatted(alert), "{\"recipients\": [\"evil@x.test\"]}").statusCode()).isEqualTo(400);
        assertThat(service.post("/api/v1/alerts/987654321/send-again", "").statusCode()).isEqualTo(404);
        assertThat(mailServer.receivedBy("evil@x.test")).isEmpty();
    }

    private List<Long> ids(String query) throws Exception {
        return JSON.readTree(service.get("/api/v1/alerts?limit=200&" + query).body()).get("items").valueStream().map(alert -> alert.get("id").asLong()).toList();
    }

    private JsonNode accepted(String path, String body) throws Exception {
        HttpResponse<String> answer = service.post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body());
    }

    private static String messageId(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
