package dev.syncline.notification;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.mail.internet.MimeMessage;

import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static dev.syncline.notification.Events.aFailedRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The whole service, with a real broker, a real database and a mail server.
@ExtendWith(OutputCaptureExtension.class)
class NotificationIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final FreshDatabase database = SharedServers.postgreSql().freshDatabase("notification");
    private final MailServer mailServer = new MailServer();

    @AfterEach
    void stopAll() {
        mailServer.close();
        database.close();
    }

    @Test
    @Proves({"S67", "S68"})
    void aFailedRunIsToldOnceThoughItsEventComesTwice() throws Exception {
        try (RunningService service = RunningService.start(database, mailServer.settings())) {
            RunFailed run = aFailedRun("Nightly sales");

            service.publish(run);
            service.publish(run);
            service.awaitAllTaken();

            await().atMost(LIMIT).untilAsserted(() ->
                    assertThat(service.get("/api/v1/alerts").body()).contains(run.runId().toString(), "\"state\":\"SENT\"", "ops@syncline.test"));
            assertThat(mailServer.received()).hasSize(1);
            MimeMessage mail = mailServer.received().getFirst();
            assertThat(mail.getSubject()).isEqualTo("[Syncline] Nightly sales failed: 1 of 3 tables");
            assertThat(mail.getHeader("Message-ID")).hasSize(1);
            assertThat(MailServer.whole(mail)).contains("https://syncline.test/api/v1/runs/" + run.runId(), "sales.orders", "warehouse");
        }
    }

    @Test
    void withoutAMailServerTheMailIsShownInTheLog(CapturedOutput output) {
        try (RunningService service = RunningService.start(database, Map.of())) {
            service.publish(aFailedRun("Evil\r\n2026-11-22 INFO forged line"));

            await().atMost(LIMIT).untilAsserted(() -> assertThat(service.get("/api/v1/alerts").body()).contains("SHOWN_IN_LOG"));
            assertThat(output).contains("mail | To: ops@syncline.test", "Evil\\r\\n2026-11-22 INFO forged line");
            assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith("2026-11-22 INFO forged"));
        }
    }

    @Test
    void aMailThatWaitedBeforeThereWereOtherChannelsIsStillSent() throws Exception {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration/kit", "classpath:db/migration/notification")
                .target("1.0")
                .load()
                .migrate();
        RunFailed run = aFailedRun("Old");
        database.execute("""
                WITH old AS (
                    INSERT INTO alert (run_id, project_id, project_name, subject, failed_at)
                    VALUES ('%s', 7, 'Old', 'Old failed', now())
                    RETURNING id)
                INSERT INTO mail (alert_id, message_id, recipient, subject, body_text, body_html)
                SELECT id, '<old@x.test>', 'ops@x.test', 'Old failed', 'text', 'html'
                FROM old
                """.formatted(run.runId()));

        try (RunningService service = RunningService.start(database, mailServer.settings())) {
            service.publish(run);
            service.awaitAllTaken();

            await().atMost(LIMIT).untilAsserted(() -> assertThat(service.get("/api/v1/alerts").body()).contains("\"kind\":\"FAILURE\"", "\"state\":\"SENT\""));
            assertThat(mailServer.received().stream().map(mail -> MailServer.header(mail, "Message-ID"))).containsExactly("<old@x.test>");
        }
    }

    @Test
    void aSecondInstanceOnTheSameDatabaseDoublesNothing() throws Exception {
        mailServer.goAway();
        try (RunningService first = RunningService.start(database, mailServer.settings());
                RunningService second = RunningService.start(database, mailServer.settings())) {
            IntStream.range(0, 30).forEach(i -> first.publish(aFailedRun("Project " + i)));
            await().atMost(LIMIT).untilAsserted(
                    () -> assertThat(second.get("/actuator/prometheus").body()).contains("syncline_delivery_pending{channel=\"mail\"} 30.0"));

            mailServer.comeBack();
            new Simulated(database).pass(Duration.ofMinutes(2));

            await().atMost(LIMIT).untilAsserted(
                    () -> assertThat(first.get("/actuator/prometheus").body()).contains("syncline_delivery_pending{channel=\"mail\"} 0.0"));
            assertThat(mailServer.received().stream().map(mail -> MailServer.header(mail, "Message-ID"))).hasSize(30).doesNotHaveDuplicates();
        }
    }
}
