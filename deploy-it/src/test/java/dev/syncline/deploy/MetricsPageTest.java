package dev.syncline.deploy;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The page of all metrics is made of the services. That no running service has one which is not on it is proven by `MetricNamesIT`.
class MetricsPageTest {

    /// Of meters that are made where they are counted, without a description.
    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("syncline.alerts", "Alerts that were raised"),
            Map.entry("syncline.contained", "Runs and plans whose turn failed unexpectedly; the others went on"),
            Map.entry("syncline.delivery.collected", "Alerts that wait for a summary instead of being a mail of their own"),
            Map.entry("syncline.delivery.delayed", "Attempts to deliver a message that will be repeated"),
            Map.entry("syncline.delivery.finished", "Messages that were delivered or given up"),
            Map.entry("syncline.extract.cells.touched", "Values that the project's policy has changed on their way"),
            Map.entry("syncline.load.table.rows", "Rows of tables that were loaded, by what became of them in the target"),
            Map.entry("syncline.messages.rejected", "Messages that nobody could read, now on the dead-letter topic"),
            Map.entry("syncline.runs.finished", "Runs that have ended"),
            Map.entry("syncline.tables.finished", "Tables of runs that have ended"),
            Map.entry("syncline.work.failures", "Pieces of work that have failed, by the failure's code"));

    private final Metrics metrics = new Metrics();

    @Test
    void everyMetricSaysWhatItCounts() {
        assertThat(metrics.all().values()).hasSizeGreaterThan(30).filteredOn(metric -> sentence(metric).isBlank()).isEmpty();
    }

    /// Run with `-Dgolden.write=true` to write the page.
    @Test
    void thePageIsUpToDate() {
        StringBuilder page = new StringBuilder("""
                # All metrics

                Made of the services' code; the build fails when this page is not up to date. [Alerting rules](../../deploy/prometheus/syncline-rules.yml) and [dashboards](../../deploy/grafana) use them, and
                [follow runs](../how-to/follow-runs.md) says how they are asked for.

                Every service also has the metrics of Spring Boot and of the libraries under it: `jvm_…`, `process_…`, `http_server_requests_…`, `hikaricp_…`, `kafka_…`. No metric has a run, a table or a user as a label.
                A timer `x_seconds` is `x_seconds_count`, `x_seconds_sum` and `x_seconds_max`.

                | metric | kind | labels | shown by | what it says |
                |---|---|---|---|---|
                """);
        metrics.all().values().forEach(metric -> page.append(
                new Metric(metric.meter(), metric.kind(), metric.unit(), metric.labels(), sentence(metric)).row(metrics.shownBy(metric.meter()))));
        Repository.check(Repository.ROOT.resolve("docs/reference/metrics.md"), page.toString());
    }

    private static String sentence(Metric metric) {
        return metric.sentence().isEmpty() ? SENTENCES.getOrDefault(metric.meter(), "") : metric.sentence();
    }
}
