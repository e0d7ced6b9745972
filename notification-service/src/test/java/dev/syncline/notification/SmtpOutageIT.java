package dev.syncline.notification;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.mail.internet.MimeMessage;

import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.syncline.notification.Events.aFailedRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A mail server that is away for an hour, with the pauses of production; the hour passes in the database.
class SmtpOutageIT {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration STEP = Duration.ofMinutes(2);

    private final FreshDatabase database = SharedServers.postgreSql().freshDatabase("outage");
    private final Simulated time = new Simulated(database);
    private final MailServer mailServer = new MailServer();

    @AfterEach
    void stopAll() {
        mailServer.close();
        database.close();
    }

    @Test
    @Proves("S68")
    void fiftyFailuresInAnHourWithoutAMailServerAreEachMailedExactlyOnce() throws Exception {
        mailServer.goAway();
        List<RunFailed> runs = IntStream.range(0, 50).mapToObj(i -> aFailedRun("Project %02d".formatted(i))).toList();
        try (RunningService service = RunningService.start(database, mailServer.settings())) {
            for (int minute = 0; minute < 60; minute += 2) {
                runs.subList(minute * 50 / 60, (minute + 2) * 50 / 60).forEach(service::publish);
                service.awaitAllTaken();
                long attempts = attempts();
                time.pass(STEP);
                service.awaitNothingDue(time);
                assertThat(attempts()).as("attempts after minute %d", minute).isGreaterThan(attempts);
            }
            assertThat(time.count("SELECT count(*) FROM delivery WHERE state = 'PENDING'")).isEqualTo(50);
            assertThat(time.count("SELECT count(*) FROM delivery WHERE created_at <= now() - interval '1 hour'")).isPositive();

            mailServer.comeBack();
            time.pass(STEP);

            await().atMost(LIMIT).untilAsserted(() -> assertThat(time.count("SELECT count(*) FROM delivery WHERE state = 'SENT'")).isEqualTo(50));
        }
        // A second start finds nothing left to send.
        try (RunningService again = RunningService.start(database, mailServer.settings())) {
            again.awaitNothingDue(time);
        }
        List<MimeMessage> mails = mailServer.received();
        assertThat(mails.stream().map(mail -> MailServer.header(mail, "Message-ID"))).hasSize(50).doesNotHaveDuplicates();
        for (RunFailed run : runs) {
            assertThat(mails.stream().filter(mail -> MailServer.whole(mail).contains("/api/v1/runs/" + run.runId())))
                    .singleElement()
                    .satisfies(mail -> {
                        assertThat(mail.getSubject()).isEqualTo("[Syncline] %s failed: 1 of 3 tables", run.projectName());
                        assertThat(MailServer.whole(mail)).contains(
                                "A run of project \"%s\" has failed".formatted(run.projectName()), "Find the session that locks the target table",
                                "text/html");
                    });
        }
    }

    private long attempts() {
        return time.count("SELECT coalesce(sum(attempts), 0) FROM delivery");
    }
}
