package dev.syncline.notification;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.mail.internet.MimeMessage;

import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.syncline.notification.Events.aFailedRunOfAStaleProject;
import static dev.syncline.notification.Events.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// More failures than a person wants mails; minutes and hours pass in the database.
class MailStormIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String OPS = "ops@x.test";

    private final FreshDatabase database = SharedServers.postgreSql().freshDatabase("storm");
    private final Simulated time = new Simulated(database);
    private final MailServer mailServer = new MailServer();

    @AfterEach
    void stopAll() {
        mailServer.close();
        database.close();
    }

    @Test
    @Proves("S68")
    void whatIsBeyondTheLimitComesInOneMailPerTenMinutesAndNothingIsLost() throws Exception {
        try (RunningService service = RunningService.start(database, limited());
                RunningService _ = RunningService.start(database, limited())) {
            fail(service, 12, OPS, "other@x.test");
            assertThat(mailServer.receivedBy(OPS)).hasSize(5);

            time.pass(Duration.ofMinutes(9));
            fail(service, 3, OPS);
            assertThat(mailServer.receivedBy(OPS)).hasSize(5);
            assertThat(service.get("/api/v1/alerts?limit=200").body()).contains("\"state\":\"COLLECTED\",\"summarised\":true");

            time.pass(Duration.ofMinutes(1));
            await().atMost(LIMIT).until(() -> mailServer.receivedBy(OPS).size() == 6);
            MimeMessage summary = mailServer.receivedBy(OPS).getLast();
            assertThat(MailServer.subject(summary)).isEqualTo("[Syncline] 10 more alerts");
            assertThat(MailServer.whole(summary)).contains("Project \"Storm\": 10 failures, last 2026-11-22 03:04:05 UTC", "https://syncline.test/api/v1/runs?project=7",
                    "Not in the source any more, and left in the targets as they are: sales.old.");
            await().atMost(LIMIT).until(() -> mailServer.receivedBy("other@x.test").size() == 6);

            time.pass(Duration.ofHours(1));
            fail(service, 1, OPS);
            assertThat(MailServer.subject(mailServer.receivedBy(OPS).getLast())).isEqualTo("[Syncline] Storm failed: 1 of 3 tables");

            assertThat(time.count("SELECT count(*) FROM alert")).isEqualTo(16);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(service.get("/api/v1/alerts?limit=200").body()).doesNotContain("PENDING", "COLLECTED"));
            assertThat(mailServer.received().stream().map(mail -> MailServer.header(mail, "Message-ID"))).doesNotHaveDuplicates();
        }
    }

    @Test
    void testMailsCountToo() throws Exception {
        try (RunningService service = RunningService.start(database, limited())) {
            String request = "{\"recipient\": \"%s\"}".formatted(OPS);
            for (int i = 0; i < 5; i++) {
                assertThat(service.post("/api/v1/alerts/test", request).statusCode()).isEqualTo(202);
            }

            assertThat(service.post("/api/v1/alerts/test", request).body()).contains("\"status\":429", "/problems/too-many-mails");
            assertThat(service.get("/api/v1/alerts").body().split("\"kind\":\"TEST\"")).hasSize(6);
        }
    }

    private void fail(RunningService service, int times, String... recipients) {
        IntStream.range(0, times).mapToObj(_ -> aFailedRunOfAStaleProject("Storm", everything(recipients))).toList().forEach(service::publish);
        service.awaitAllTaken();
        service.awaitNothingDue(time);
    }

    private Map<String, String> limited() {
        Map<String, String> settings = new HashMap<>(mailServer.settings());
        settings.put("syncline.mail.hourly-limit", "5");
        return settings;
    }
}
