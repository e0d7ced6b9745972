package dev.syncline.notification;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.kit.message.Json;
import dev.syncline.notification.webhook.HttpReceiver;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.syncline.notification.Events.aFailedRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Alerts for other systems, with a real HTTP server that goes away for a while.
class AlertWebhookIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final FreshDatabase database = SharedServers.postgreSql().freshDatabase("webhook");
    private final Simulated time = new Simulated(database);
    private final MailServer mailServer = new MailServer();

    @AfterEach
    void stopAll() {
        mailServer.close();
        database.close();
    }

    @Test
    @Proves("S67")
    void aWebhookThatIsAwayGetsEachEventOnceAfterwardsAndHoldsUpNobody() throws Exception {
        HttpReceiver steady = new HttpReceiver(0);
        HttpReceiver pager = new HttpReceiver(0);
        pager.close();
        List<RunFailed> runs = IntStream.range(0, 10).mapToObj(i -> aFailedRun("Project " + i)).toList();
        try (steady; RunningService service = RunningService.start(database, settings(steady, pager))) {
            runs.forEach(service::publish);
            runs.forEach(service::publish);
            service.awaitAllTaken();
            service.awaitNothingDue(time);

            assertThat(steady.received()).hasSize(10);
            assertThat(mailServer.received()).hasSize(10);
            assertThat(service.get("/api/v1/alerts").body())
                    .contains("webhook pager cannot be reached", "\"channel\":\"WEBHOOK\",\"recipient\":\"steady\",\"state\":\"SENT\"")
                    .doesNotContain("s3cret", "t0ken");

            try (HttpReceiver back = new HttpReceiver(pager.port())) {
                back.answerWith(503);
                time.pass(Duration.ofMinutes(2));
                await().atMost(LIMIT).until(() -> !back.received().isEmpty());
                service.awaitNothingDue(time);
                String refused = back.received().getFirst().body();
                int attempts = back.received().size();

                back.answerWith(200);
                time.pass(Duration.ofMinutes(2));
                await().atMost(LIMIT).untilAsserted(() -> assertThat(service.get("/actuator/prometheus").body())
                        .contains("syncline_delivery_finished_total{channel=\"webhook\",state=\"sent\"} 20.0"));

                List<HttpReceiver.Received> taken = back.received().subList(attempts, back.received().size());
                assertThat(taken).hasSize(10).allSatisfy(post -> {
                    assertThat(post.path()).isEqualTo("/s3cret");
                    assertThat(post.headers().getFirst("Authorization")).isEqualTo("Bearer t0ken");
                });
                assertThat(taken.stream().map(HttpReceiver.Received::body)).contains(refused);
                assertThat(taken.stream().map(post -> Json.read(post.body(), CloudEvent.class)))
                        .containsExactlyInAnyOrderElementsOf(runs.stream().map(CloudEvent::of).toList());
            }
        }
    }

    private Map<String, String> settings(HttpReceiver steady, HttpReceiver pager) {
        Map<String, String> settings = new HashMap<>(mailServer.settings());
        settings.put("syncline.notification.webhooks.steady.url", steady.url("/").toString());
        settings.put("syncline.notification.webhooks.pager.url", pager.url("/s3cret").toString());
        settings.put("syncline.notification.webhook-timeout", "90s");
        settings.put("syncline.notification.webhooks.pager.token", "t0ken");
        return settings;
    }
}
