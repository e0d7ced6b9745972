package dev.syncline.allinone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Each alerting rule fires where it should, is quiet otherwise, and has its runbook. Prometheus' own promtool says so.
class RulesTest {

    private static final Path DIRECTORY = Path.of("..", "deploy", "prometheus");
    private static final List<String> TESTS = List.of("syncline-rules.test.yml", "syncline-rules.days.test.yml");
    private static final Path RUNBOOKS = Path.of("..", "docs", "operate", "runbooks.md");

    @Test
    void rulesFireWhereTheyShouldAndNowhereElse() throws Exception {
        assertThat(promtool("check", "rules", "syncline-rules.yml")).contains("SUCCESS");
        for (String tests : TESTS) {
            assertThat(promtool("test", "rules", tests)).contains("SUCCESS");
        }
        assertThat(promtool("check", "config", "--syntax-only", "prometheus.yml")).contains("SUCCESS");
    }

    @Test
    void eachRuleIsTestedBothWays() throws IOException {
        List<JsonNode> tests = new ArrayList<>();
        for (String file : TESTS) {
            JsonMapper.shared().<JsonNode>valueToTree(new Yaml().<Map<String, Object>>load(Files.readString(DIRECTORY.resolve(file)))).get("tests").forEach(tests::add);
        }
        for (JsonNode rule : DashboardMetrics.rules()) {
            String name = rule.get("alert").asString();
            List<Boolean> fires = tests.stream()
                    .flatMap(test -> test.get("alert_rule_test").valueStream())
                    .filter(test -> test.get("alertname").asString().equals(name))
                    .map(test -> !test.get("exp_alerts").isEmpty())
                    .toList();
            assertThat(fires).as(name).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void eachRuleHasItsRunbook() throws IOException {
        String runbooks = Files.readString(RUNBOOKS);
        for (JsonNode rule : DashboardMetrics.rules()) {
            String name = rule.get("alert").asString();
            assertThat(rule.at("/annotations/runbook_url").asString()).endsWith("/operate/runbooks.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(runbooks).contains("\n## %s\n".formatted(name));
        }
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).directory(DIRECTORY.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError("promtool is missing; install it, as by: apt-get install --no-install-recommends prometheus", e);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
