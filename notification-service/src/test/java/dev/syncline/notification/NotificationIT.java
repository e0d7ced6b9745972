package dev.syncline.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static dev.syncline.notification.FailedRuns.aFailedRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The whole service, with a real broker, a real database and a mail server. Rules S67 and S68.
@ExtendWith(OutputCaptureExtension.class)
class NotificationIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final FreshDatabase database = SharedServers.postgreSql().freshDatabase("notification");
    private GreenMail mailServer;
    private int port;

    @BeforeEach
    void startMailServer() {
        mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
        port = mailServer.getSmtp().getPort();
    }

    @AfterEach
    void stopAll() {
        mailServer.stop();
        database.close();
    }

    @Test
    void aFailedRunIsToldOnceThoughItsEventComesTwice() throws Exception {
        try (RunningService service = RunningService.start(database, withMailServer(port))) {
            RunFailed run = aFailedRun("Nightly sales");

            service.publish(started(run));
            service.publish(run);
            service.publish(run);
            RunFailed last = aFailedRun("Last");
            service.publish(last);

            await().atMost(LIMIT).until(() -> mailServer.getReceivedMessages().length >= 2);
            List<MimeMessage> mails = Arrays.asList(mailServer.getReceivedMessages());
            assertThat(mails).hasSize(2);
            // Events of two runs may lie in two partitions, and come in either order.
            MimeMessage mail = mails.getFirst().getSubject().contains("Nightly") ? mails.getFirst() : mails.getLast();
            assertThat(mail.getSubject()).isEqualTo("[Syncline] Nightly sales failed: 1 of 3 tables");
            assertThat(mail.getHeader("Message-ID")).hasSize(1);
            assertThat(GreenMailUtil.getWholeMessage(mail)).contains("https://syncline.test/api/v1/runs/" + run.runId(), "sales.orders", "warehouse");
            await().atMost(LIMIT).untilAsserted(() ->
                    assertThat(service.get("/api/v1/alerts").body()).contains(run.runId().toString(), "\"state\":\"SENT\"", "ops@syncline.test"));
        }
    }

    @Test
    void mailsWaitForAMailServerThatIsAwayAndComeExactlyOnce() throws Exception {
        mailServer.stop();
        try (RunningService service = RunningService.start(database, withMailServer(port))) {
            List<RunFailed> runs = IntStream.range(0, 50).mapToObj(i -> aFailedRun("Project " + i)).toList();
            runs.forEach(service::publish);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(service.get("/actuator/prometheus").body())
                    .contains("syncline_mail_pending 50.0")
                    .doesNotContain("syncline_mail_delayed_total 0.0"));

            GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            back.start();
            try {
                await().atMost(LIMIT).untilAsserted(() ->
                        assertThat(service.get("/actuator/prometheus").body()).contains("syncline_mail_finished_total{state=\"sent\"} 50.0"));
                assertThat(back.getReceivedMessages()).hasSize(50);
                assertThat(Arrays.stream(back.getReceivedMessages()).map(NotificationIT::messageId)).doesNotHaveDuplicates();
            } finally {
                back.stop();
            }
        }
    }

    @Test
    void withoutAMailServerTheMailIsShownInTheLog(CapturedOutput output) {
        try (RunningService service = RunningService.start(database, Map.of())) {
            RunFailed run = aFailedRun("Evil\r\n2026-11-22 INFO forged line");

            service.publish(run);

            await().atMost(LIMIT).untilAsserted(() -> assertThat(service.get("/api/v1/alerts").body()).contains("SHOWN_IN_LOG"));
            assertThat(output).contains("mail | To: ops@syncline.test", "Evil\\u000d\\u000a2026-11-22 INFO forged line");
            assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith("2026-11-22 INFO forged"));
        }
    }

    @Test
    void aSecondInstanceOnTheSameDatabaseDoublesNothing() throws Exception {
        mailServer.stop();
        try (RunningService first = RunningService.start(database, withMailServer(port));
                RunningService second = RunningService.start(database, withMailServer(port))) {
            IntStream.range(0, 30).forEach(i -> first.publish(aFailedRun("Project " + i)));
            await().atMost(LIMIT).untilAsserted(
                    () -> assertThat(second.get("/actuator/prometheus").body()).contains("syncline_mail_pending 30.0"));

            GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            back.start();
            try {
                await().atMost(LIMIT).untilAsserted(
                        () -> assertThat(first.get("/actuator/prometheus").body()).contains("syncline_mail_pending 0.0"));
                assertThat(Arrays.stream(back.getReceivedMessages()).map(NotificationIT::messageId)).hasSize(30).doesNotHaveDuplicates();
            } finally {
                back.stop();
            }
        }
    }

    private static Map<String, String> withMailServer(int port) {
        return Map.of(
                "syncline.mail.host", "127.0.0.1",
                "syncline.mail.port", Integer.toString(port),
                "syncline.mail.security", "none",
                "syncline.mail.first-pause", "100ms",
                "syncline.mail.longest-pause", "1s");
    }

    private static RunEvent started(RunFailed run) {
        return new RunEvent.RunStarted(
                run.runId(), run.projectId(), run.projectName(), dev.syncline.contracts.run.RunOrigin.MANUAL, Instant.now(), null);
    }

    private static String messageId(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
