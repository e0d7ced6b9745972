package dev.syncline.allinone;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The files under `deploy` are of the form that Prometheus and Grafana read. That what they ask for exists is proven by `MetricNamesIT`.
class DashboardMetricsTest {

    @Test
    void everyRuleSaysWhenHowBadAndWhatToDo() {
        assertThat(DashboardMetrics.ruleFile().propertyNames()).containsExactly("groups");
        assertThat(DashboardMetrics.ruleFile().get("groups").valueStream()).isNotEmpty().allSatisfy(group -> {
            assertThat(group.propertyNames()).containsExactlyInAnyOrder("name", "rules");
            assertThat(group.get("name").asString()).startsWith("syncline-");
        });
        assertThat(DashboardMetrics.rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.propertyNames()).containsExactlyInAnyOrder("alert", "expr", "for", "labels", "annotations");
            assertThat(rule.get("alert").asString()).matches("Syncline[A-Z][A-Za-z]+");
            assertThat(DashboardMetrics.names(rule.get("expr").asString())).isNotEmpty();
            assertThat(rule.get("for").asString()).matches("\\d+[smhd]");
            assertThat(rule.get("labels").propertyNames()).containsExactly("severity");
            assertThat(rule.get("labels").get("severity").asString()).isIn("critical", "warning");
            assertThat(rule.get("annotations").propertyNames()).containsExactlyInAnyOrder("summary", "description", "runbook_url");
            assertThat(rule.get("annotations").valueStream().map(JsonNode::asString)).noneMatch(String::isBlank);
        });
        assertThat(DashboardMetrics.rules().stream().map(rule -> rule.get("alert").asString())).doesNotHaveDuplicates();
    }

    @Test
    void everyPanelAsksForSomethingAndSaysWhat() {
        assertThat(DashboardMetrics.dashboards().stream().map(dashboard -> dashboard.get("uid").asString()))
                .containsExactlyInAnyOrder("syncline-runs", "syncline-throughput", "syncline-health", "syncline-projects");
        assertThat(DashboardMetrics.dashboards()).allSatisfy(dashboard -> {
            assertThat(dashboard.get("panels").valueStream().map(panel -> panel.get("id").asInt())).doesNotHaveDuplicates();
            assertThat(dashboard.findValues("datasource")).allSatisfy(source -> assertThat(source.path("uid").asString()).isEqualTo("${datasource}"));
            assertThat(dashboard.at("/templating/list/0/name").asString()).isEqualTo("datasource");
        });
        assertThat(DashboardMetrics.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.get("title").asString()).isNotBlank();
            assertThat(panel.get("description").asString()).isNotBlank();
            assertThat(panel.get("targets").valueStream()).isNotEmpty().allSatisfy(target ->
                    assertThat(DashboardMetrics.names(target.get("expr").asString())).isNotEmpty());
        });
    }

    @Test
    void namesAreFoundInExpressionsAndOnPages() {
        assertThat(DashboardMetrics.names("sum(rate(syncline_a_total{b=\"syncline\"}[5m])) / max(syncline_c_seconds_max offset 1h)"))
                .containsExactlyInAnyOrder("syncline_a_total", "syncline_c_seconds_max");
        assertThat(DashboardMetrics.exported("# HELP syncline_x text\n# TYPE syncline_x gauge\nsyncline_x 1.0\nsyncline_a_total{b=\"c d\"} 2.0\n"))
                .containsExactlyInAnyOrder("syncline_x", "syncline_a_total");
    }
}
