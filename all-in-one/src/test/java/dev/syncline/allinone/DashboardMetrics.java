package dev.syncline.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the alerting rules and the dashboards under `deploy` ask Prometheus for.
final class DashboardMetrics {

    static final Path RULES = Path.of("..", "deploy", "prometheus", "syncline-rules.yml");
    private static final Path DASHBOARDS = Path.of("..", "deploy", "grafana");

    // Also those that Spring, Kafka's client, the pool and the JVM bring.
    private static final Pattern NAME = Pattern.compile("\\b(?:syncline|jvm|process|hikaricp|http_server|kafka_consumer)_[a-z0-9_]+");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DashboardMetrics() {}

    /// The names of all metrics that either uses.
    static Set<String> names() {
        return Stream.concat(rules().stream().map(rule -> rule.path("expr")), panels().stream().flatMap(panel -> panel.findValues("expr").stream()))
                .flatMap(expression -> names(expression.asString()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The names of metrics in an expression.
    static Set<String> names(String expression) {
        return NAME.matcher(expression).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The names of metrics on a page in Prometheus' text format.
    static Set<String> exported(String page) {
        return Arrays.stream(page.split("\n")).filter(line -> !line.startsWith("#")).map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toSet());
    }

    static JsonNode ruleFile() {
        return JSON.valueToTree(new Yaml().<Map<String, Object>>load(text(RULES)));
    }

    static List<JsonNode> rules() {
        return ruleFile().get("groups").valueStream().flatMap(group -> group.get("rules").valueStream()).toList();
    }

    static List<JsonNode> dashboards() {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().map(file -> JSON.readTree(text(file))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> panels() {
        return dashboards().stream().flatMap(dashboard -> dashboard.get("panels").valueStream()).filter(panel -> !panel.get("type").asString().equals("row")).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
