package dev.syncline.notification.alert;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.EventData;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.contracts.run.RunEvent.RunSucceeded;
import dev.syncline.contracts.run.RunEvent.TableFailure;
import dev.syncline.contracts.table.TableName;
import dev.syncline.notification.Events;
import dev.syncline.notification.mail.MailAddress;
import dev.syncline.notification.mail.MailContent;
import dev.syncline.notification.mail.MailTemplate;
import dev.syncline.testsupport.Proves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.syncline.notification.Events.aFailedRun;
import static dev.syncline.notification.Events.aMissedPlan;
import static dev.syncline.notification.Events.aSuccess;
import static dev.syncline.notification.Events.everything;
import static dev.syncline.notification.Events.failed;
import static org.assertj.core.api.Assertions.assertThat;

class OccasionsTest {

    private final Occasions occasions = new Occasions(new Links(URI.create("https://syncline.test/"), null));

    @Test
    @Proves({"S67", "S68"})
    void aFailureSaysWhatFailedWhereWhyAndWhatToDo() {
        RunFailed run = aFailedRun("Nightly sales");

        MailContent content = mail(run);

        assertThat(content.subject()).isEqualTo("[Syncline] Nightly sales failed: 1 of 3 tables");
        assertThat(content.text()).isEqualTo("""
                A run of project "Nightly sales" has failed: 1 of 3 tables.

                Run      %1$s
                Begun    by plan "At night", due at 2026-11-22 03:00:00 UTC
                Ended    2026-11-22 03:04:05 UTC
                Attempts 4
                Details  https://syncline.test/api/v1/runs/%1$s
                         A browser is refused there (401), for it brings no token. With the API token (SYNCLINE_API_TOKEN, or the file .syncline/api-token):
                         curl -H "Authorization: Bearer $TOKEN" https://syncline.test/api/v1/runs/%1$s/record

                Table sales.orders, at target warehouse
                  Could not lock table sales.orders within 30 s; see which session holds it
                  What to do: Find the session that locks the target table, end it, and run the project again.
                  (LOCKED)

                The targets of the failed tables keep what they held before the run.
                The causes and cures of each code are in docs/reference/failures.md, where Syncline was installed from:
                  grep -A6 '^### LOCKED' docs/reference/failures.md
                """.formatted(run.runId()));
        assertThat(content.html()).contains(
                "<title>[Syncline] Nightly sales failed", "sales.orders, at target warehouse", "Find the session", "by plan &quot;At night&quot;",
                "href=\"https://syncline.test/api/v1/runs/" + run.runId());
    }

    @Test
    void aCodeIsALinkToItsSectionWhereThePageCanBeOpened() {
        Occasions told = new Occasions(new Links(URI.create("https://syncline.test/"), URI.create("https://docs.test/failures.html")));
        RunFailed run = failed("Nightly", new Failure(FailureCode.NOT_WRITABLE, "The server takes no writes"), 0, List.of());

        MailContent content = told.of(CloudEvent.of(run)).orElseThrow().mail();

        assertThat(content.text()).contains("(NOT_WRITABLE, https://docs.test/failures.html#not_writable)").doesNotContain("docs/reference");
        assertThat(content.html()).contains("<a href=\"https://docs.test/failures.html#not_writable\">NOT_WRITABLE</a>").doesNotContain("docs/reference");
    }

    /// What mails tell to type finds something.
    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void theCommandThatMailsNameFindsTheSectionOfEachCode(FailureCode code) throws IOException {
        String text = mail(failed("Nightly", new Failure(code, "It failed"), 0, List.of())).text();

        String command = text.lines().filter(line -> line.contains("grep")).findFirst().orElseThrow().strip();
        Process shell = new ProcessBuilder("sh", "-c", command).directory(Path.of("..").toFile()).redirectErrorStream(true).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).startsWith("### " + code.name() + "\n").contains("Cure");
    }

    @Test
    void everyMailSaysHowToReadWhatABrowserIsRefused() {
        SummaryModel summary = SummaryModel.of(
                List.of(new AlertCount(7, "Nightly", AlertKind.FAILURE, 2, Events.AT, "sales.old1")), new Links(URI.create("https://syncline.test"), null));
        MailContent collected = new MailTemplate("summary").write(summary);

        assertThat(List.of(mail(aFailedRun("x")), mail(aSuccess(true, everything())), mail(aMissedPlan(1, 0, everything())), collected)).allSatisfy(content -> {
            assertThat(content.text()).contains("401", "curl -H \"Authorization: Bearer $TOKEN\" ");
            assertThat(content.html()).contains("401", "curl -H");
        });
        assertThat(collected.text()).contains("'https://syncline.test/api/v1/runs?project=7'", "left in the targets as they are: sales.old1.");
        assertThat(collected.html()).contains("left in the targets as they are: sales.old1.");
    }

    /// A14: a stale target is told of, whatever became of the others.
    @Test
    @Proves("A14")
    void tablesThatHaveGoneFromTheSourceAreTold() {
        List<TableName> gone = IntStream.rangeClosed(1, 21).mapToObj(n -> new TableName("sales", "old" + n)).toList();
        RunFailed failed = aFailedRun("Nightly sales");
        RunFailed run = new RunFailed(
                failed.runId(), 7, "Nightly sales", null, 3, 1, failed.examples(), failed.at(), failed.cause(), null, 4, gone);
        RunSucceeded succeeded = new RunSucceeded(
                failed.runId(), 7, "Nightly sales", 2, 5, 5, failed.at(), null, true, new Alerting(true, true, true, List.of()), gone.subList(0, 1));

        MailContent recovery = occasions.of(CloudEvent.of(succeeded)).orElseThrow().mail();

        assertThat(mail(run).text()).contains("Not in the source any more, and left in the targets as they are: sales.old1, ", " and 1 more.");
        assertThat(mail(run).html()).contains("sales.old20");
        assertThat(recovery.text()).contains("left in the targets as they are: sales.old1.").doesNotContain("Nothing is to be done");
        assertThat(recovery.html()).contains("sales.old1").doesNotContain("Nothing is to be done");
    }

    @Test
    void aRunThatFailedAsAWholeSaysSoAndLeavesOutWhatIsNotKnown() {
        RunFailed run = failed("Nightly", new Failure(FailureCode.UNREACHABLE, "Cannot reach shop-db:3306"), 0, List.of());

        MailContent content = mail(run);

        assertThat(content.subject()).isEqualTo("[Syncline] Nightly failed: it ended before any table was copied");
        assertThat(content.text())
                .contains("The run as a whole\n  Cannot reach shop-db:3306", FailureAdvice.of(FailureCode.UNREACHABLE))
                .doesNotContain("Begun", "Attempts", "more;");
    }

    @Test
    @Proves("S67")
    void aRecoverySaysWhatWasCopiedAndWhoBeganIt() {
        MailContent content = mail(aSuccess(true, everything()));

        assertThat(content.subject()).isEqualTo("[Syncline] Hourly stock succeeded again");
        assertThat(content.text()).contains("Begun    by event e-17 of system /erp", "Copied   2 tables, 1500 rows", "Nothing is to be done");
        assertThat(content.html()).contains("has succeeded again", "by event e-17 of system /erp");
    }

    @Test
    @Proves("S67")
    void aMissedScheduleSaysHowOftenAndWhatIsCaughtUp() {
        MailContent content = mail(aMissedPlan(3, 1, everything()));

        assertThat(content.subject()).isEqualTo("[Syncline] Nightly sales missed its schedule 3 times");
        assertThat(content.text()).contains(
                "Plan \"At night\" of project \"Nightly sales\" was due 3 times", "First    2026-11-22 01:04:05 UTC", "Last     2026-11-22 02:04:05 UTC",
                "1 of 3 is executed now", "https://syncline.test/api/v1/plans/3");
        assertThat(mail(aMissedPlan(1, 0, everything())).text()).contains("was due once", "None is caught up", "Execute the project now");
    }

    @Test
    void everyCauseHasWords() {
        UUID earlier = UUID.randomUUID();

        assertThat(AlertWords.cause(new RunCause.Manual(null))).startsWith("by hand");
        assertThat(AlertWords.cause(new RunCause.Event("/erp\r\nx", "1"))).isEqualTo("by event 1 of system /erp\\r\\nx");
        assertThat(AlertWords.cause(new RunCause.Repeat(earlier, true))).isEqualTo("to retry the failed tables of run " + earlier);
        assertThat(AlertWords.cause(new RunCause.Repeat(earlier, false))).isEqualTo("to repeat run " + earlier);
        assertThat(AlertWords.cause(null)).isNull();
    }

    static List<EventData> uninteresting() {
        return Events.uninteresting();
    }

    @ParameterizedTest
    @MethodSource("uninteresting")
    @Proves("S67")
    void nobodyIsToldOfWhatNobodyAskedFor(EventData uninteresting) {
        assertThat(occasions.of(CloudEvent.of(uninteresting))).isEmpty();
    }

    @Test
    void aRunWithoutAPlanIsToldOfWhenItFails() {
        assertThat(occasions.of(CloudEvent.of(aFailedRun("x", null)))).isPresent();
        assertThat(occasions.of(CloudEvent.of(aFailedRun("x", new Alerting(false, true, true, List.of()))))).isEmpty();
    }

    @Test
    void namesAndMessagesCannotBecomeMarkup() {
        String hostile = "<img src=x onerror=\"alert('1')\">&</td>{{subject}}{{{subject}}}";
        TableFailure table = new TableFailure(new TableName(hostile, hostile), hostile, new Failure(FailureCode.INTERNAL, hostile));

        String html = mail(failed(hostile, new Failure(FailureCode.INTERNAL, hostile), 1, List.of(table))).html();

        assertThat(html)
                .doesNotContain("<img", "onerror=\"", "alert('")
                .contains("&lt;img src&#x3D;x onerror&#x3D;&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&lt;/td&gt;{{subject}}{{{subject}}}");
    }

    @Test
    void namesCannotForgeLinesOfTheText() {
        String text = mail(aFailedRun("x\r\nDetails  https://evil.test")).text();

        assertThat(text.lines()).noneMatch(line -> line.startsWith("Details  https://evil"));
    }

    @Test
    void percentSignsInNamesAreOnlyText() {
        MailContent content = mail(aFailedRun("100 %s %n %d"));

        assertThat(content.text()).contains("project \"100 %s %n %d\"");
        assertThat(content.html()).contains("100 %s %n %d");
    }

    @Test
    void aHundredFailuresAreNotAllListed() {
        List<TableFailure> failures = IntStream.range(0, 100)
                .mapToObj(i -> new TableFailure(new TableName("s", "t" + i), "a", new Failure(FailureCode.LOCKED, "m".repeat(10_000))))
                .toList();

        MailContent content = mail(failed("Wide", null, 100, failures));

        assertThat(content.text()).contains("Table s.t49, ", "and 50 more;").doesNotContain("Table s.t50, ").hasSizeLessThan(150_000);
    }

    @Test
    void everyCodeHasAnAdviceOfItsOwn() {
        assertThat(Arrays.stream(FailureCode.values()).map(FailureAdvice::of)).doesNotHaveDuplicates().allMatch(advice -> advice.endsWith("."));
    }

    @Test
    @Proves("S68")
    void recipientsAreThoseOfThePlanThatCanBeReachedAndElseThoseOfTheSettings() {
        Recipients recipients = new Recipients(List.of(new MailAddress("settings@syncline.test")));

        assertThat(told(recipients, "b@x.test", "evil@x.test\r\nBcc: all@x.test", "a@x.test", "a@x.test", "Ops <c@x.test>"))
                .containsExactly("a@x.test", "b@x.test");
        assertThat(told(recipients)).containsExactly("settings@syncline.test");
        assertThat(told(recipients, "nobody")).containsExactly("settings@syncline.test");
        assertThat(told(recipients, IntStream.range(0, 60).mapToObj(i -> "a%d@x.test".formatted(i)).toArray(String[]::new))).hasSize(50);
    }

    private List<String> told(Recipients recipients, String... named) {
        Occasion occasion = occasions.of(CloudEvent.of(aFailedRun("x", everything(named)))).orElseThrow();
        return recipients.of(occasion).stream().map(MailAddress::value).toList();
    }

    private MailContent mail(EventData data) {
        return occasions.of(CloudEvent.of(data)).orElseThrow().mail();
    }
}
