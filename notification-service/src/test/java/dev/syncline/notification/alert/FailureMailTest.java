package dev.syncline.notification.alert;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.contracts.run.RunEvent.TableFailure;
import dev.syncline.contracts.table.TableName;
import dev.syncline.notification.mail.MailContent;
import org.junit.jupiter.api.Test;

import static dev.syncline.notification.FailedRuns.aFailedRun;
import static dev.syncline.notification.FailedRuns.failed;
import static org.assertj.core.api.Assertions.assertThat;

class FailureMailTest {

    private final FailureMail mail = new FailureMail(URI.create("https://syncline.test/"));

    @Test
    void itSaysWhatFailedWhereWhyAndWhatToDo() {
        RunFailed run = aFailedRun("Nightly sales");

        MailContent content = mail.write(run);

        assertThat(content.subject()).isEqualTo("[Syncline] Nightly sales failed: 1 of 3 tables");
        assertThat(content.text()).isEqualTo("""
                A run of project "Nightly sales" has failed: 1 of 3 tables.

                Run      %1$s
                Ended    2026-11-22 03:04:05 UTC
                Details  https://syncline.test/api/v1/runs/%1$s

                Table sales.orders, at target warehouse
                  Could not lock table sales.orders within 30 s; see which session holds it
                  What to do: Find the session that locks the target table, end it, and run the project again.
                  (LOCKED)

                The targets of the failed tables keep what they held before the run.
                """.formatted(run.runId()));
        assertThat(content.html()).contains(
                "Nightly sales", "sales.orders, at target warehouse", "Find the session", "href=\"https://syncline.test/api/v1/runs/" + run.runId());
    }

    @Test
    void aRunThatFailedAsAWholeSaysSo() {
        RunFailed run = failed("Nightly", new Failure(FailureCode.UNREACHABLE, "Cannot reach shop-db:3306"), 0, List.of());

        MailContent content = mail.write(run);

        assertThat(content.subject()).isEqualTo("[Syncline] Nightly failed: it ended before any table was copied");
        assertThat(content.text()).contains("Cause\n  Cannot reach shop-db:3306", Advice.of(FailureCode.UNREACHABLE));
    }

    @Test
    void namesAndMessagesCannotBecomeMarkup() {
        String hostile = "<img src=x onerror=\"alert('1')\">&</td>";
        TableFailure table = new TableFailure(new TableName(hostile, hostile), hostile, new Failure(FailureCode.INTERNAL, hostile));

        String html = mail.write(failed(hostile, new Failure(FailureCode.INTERNAL, hostile), 1, List.of(table))).html();

        assertThat(html)
                .doesNotContain("<img", "onerror=\"", "alert('")
                .contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&lt;/td&gt;");
    }

    @Test
    void namesCannotForgeLinesOfTheText() {
        String text = mail.write(aFailedRun("x\r\nDetails  https://evil.test")).text();

        assertThat(text.lines()).noneMatch(line -> line.startsWith("Details  https://evil"));
    }

    @Test
    void percentSignsInNamesAreOnlyText() {
        MailContent content = mail.write(aFailedRun("100 %s %n %d"));

        assertThat(content.text()).contains("project \"100 %s %n %d\"");
        assertThat(content.html()).contains("100 %s %n %d");
    }

    @Test
    void aHundredFailuresAreNotAllListed() {
        List<TableFailure> failures = IntStream.range(0, 100)
                .mapToObj(i -> new TableFailure(new TableName("s", "t" + i), "a", new Failure(FailureCode.LOCKED, "m".repeat(10_000))))
                .toList();

        MailContent content = mail.write(failed("Wide", null, 100, failures));

        assertThat(content.text()).contains("Table s.t49, ", "and 50 more;").doesNotContain("Table s.t50, ").hasSizeLessThan(150_000);
    }

    @Test
    void everyCodeHasAnAdviceOfItsOwn() {
        assertThat(Arrays.stream(FailureCode.values()).map(Advice::of)).doesNotHaveDuplicates().allMatch(advice -> advice.endsWith("."));
    }
}
