package dev.syncline.cli.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.terminal.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What is wrong with files, each with the place and the word that may have been meant.
class ConfigurationTest {

    private static final String PROJECT = """
            apiVersion: syncline.dev/v1
            kind: Project
            metadata: {name: nightly}
            spec:
              source: shop
              targets: [warehouse]
              naming: {schema: original}
              tables: [shop.orders]
            """;

    @TempDir
    private Path directory;

    private Surroundings surroundings(String in) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Surroundings(Map.of(), directory, directory, new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), nowhere, nowhere, false);
    }

    private Configuration read(String text) {
        return Configuration.read(surroundings(text), List.of("-"));
    }

    private void refused(String text, String... sentences) {
        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> read(text)).satisfies(failure -> {
            assertThat(failure.code().number()).isEqualTo(2);
            assertThat(failure.getMessage().lines()).containsExactly(sentences);
        });
    }

    @Test
    void aFileThatSaysWhatIsKnownIsTaken() {
        assertThat(read(PROJECT).projects()).extracting(FileDocument::name).containsExactly("nightly");
    }

    @Test
    void everyUnknownWordIsSaidWithItsPlaceAndTheNearestOne() {
        refused(PROJECT.replace("naming: {schema: original}", "naming: {schema: orignal}\n  policy: {syncTim: true, newTables: yes, colour: red}"),
                "standard input:7:12: 'spec.naming.schema' is one of original, not 'orignal'; did you mean 'original'?",
                "standard input:8:12: 'syncTim' is not known here; did you mean 'syncTime'?",
                "standard input:8:27: 'spec.policy.newTables' is one of include, ignore, not 'yes'",
                "standard input:8:43: 'colour' is not known here; known are fullExtraction, fieldChanges, newTables, syncTime, pageSize, values");
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsSaid() {
        refused(PROJECT.replace("  source: shop\n", "").replace("[warehouse]", "warehouse"),
                "standard input:5:3: 'spec.targets' is a list",
                "standard input:4:1: 'source' is missing in 'spec'");
        refused(PROJECT.replace("kind: Project", "kind: Projekt"), "standard input:2:1: The kind is Connection or Project, not 'Projekt'");
        refused(PROJECT.replace("/v1", "/v2"), "standard input:1:1: 'apiVersion' is syncline.dev/v1, not 'syncline.dev/v2'");
        refused("# nothing\n", "There is neither a project nor a connection in -");
    }

    @Test
    void whatIsNoYamlIsSaidWithItsPlace() {
        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> read("kind: [Project\n")).withMessageMatching("(?s)standard input:\\d+:\\d+: .*");
        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> read(PROJECT + "kind: Project\n")).withMessageMatching("(?s)standard input:\\d+:\\d+: .*uplicate.*");
    }

    @Test
    void aSecretInClearIsRefusedAndNotRepeated() {
        String connection = """
                apiVersion: syncline.dev/v1
                kind: Connection
                metadata: {name: shop}
                spec: {kind: mysql, host: db, user: reader, password: hunter2}
                """;
        refused(connection, "standard input:4:45: A secret never stands in a file; write secretFrom: {env: NAME} or secretFrom: {file: PATH}");
        refused(connection.replace("password: hunter2", "secretFrom: {env: A, file: b}"), "standard input:4:45: 'spec.secretFrom' is one of env, file");
    }

    @Test
    void tablesAndPatternsStandOnceInAFile() {
        refused(PROJECT.replace("[shop.orders]", "[shop.orders, orders, {match: shop.orders}, {match: shop.a, table: a, schema: shop}, {schema: a.b, table: c}]"),
                "standard input:8:25: 'orders' is not schema.table; names with dots or spaces are written as {schema: …, table: …}",
                "standard input:8:33: The table is named a second time",
                "standard input:8:55: A table is named by match, or by schema and table; a schema alone means all of its tables");
        refused(PROJECT.replace("[shop.orders]", "[\"shop.*\", {schema: shop}, \"*\", {match: \"!shop.a\", keyFields: [a]}]"),
                "standard input:8:22: The pattern stands here a second time",
                "standard input:8:38: '*' is not schema.table, with * for any characters",
                "standard input:8:43: '!shop.a' leaves tables out, so nothing can be said of them");
        refused(PROJECT.replace("[shop.orders]", "[{match: \"shop.*\", keyFields: [a]}]\n  policies: [{match: shop.orders, keyFields: [a]}, {match: \"shop.*\", keyFields: [b]}, {matsh: a}]"),
                "standard input:9:88: 'matsh' is not known here; did you mean 'match'?",
                "standard input:9:87: 'match' is missing in 'spec.policies.2'");
        refused(PROJECT.replace("[shop.orders]", "[{match: \"shop.*\", keyFields: [a]}]\n  policies: [{match: shop.orders, keyFields: [a]}, {match: \"shop.*\", keyFields: [b]}]"),
                "standard input:9:14: 'shop.orders' is no pattern such as 'shop.*' or '*.*'; the policy of one table stands beside it, in tables",
                "standard input:9:52: 'shop.*' has a policy already");
    }

    @Test
    void patternsAreWrittenAndReadAsTheSame() {
        String request = """
                {"sourceConnectionId": 1, "targetConnectionIds": [2], "schemaNaming": {"mode": "original"}, "tableNaming": {"mode": "original"},
                 "tables": [{"schema": "a.b", "table": "c"}, {"schema": "shop", "table": "a\\\\b"}],
                 "selection": [{"pattern": "shop.*"}, {"pattern": "!shop.tmp_*"}, {"pattern": "my\\\\.schema.*"}, {"pattern": "!a.b c: #d"}],
                 "tablePolicies": [{"table": {"schema": "a.b", "table": "c"}, "extraction": {"mode": "full"}}],
                 "patternPolicies": [{"pattern": "shop.*", "extraction": {"mode": "incremental", "key": ["id"]}}, {"pattern": "*.*", "extraction": {"mode": "full"}, "keyFields": []}]}""";
        JsonNode before = JsonMapper.shared().readTree(request);

        ObjectNode spec = ProjectForm.spec(before, id -> id == 1 ? "shop" : "warehouse");
        FileDocument read = YamlDocuments.read("f", Export.document("Project", JsonNodeFactory.instance.objectNode().put("name", "nightly"), spec)).getFirst();
        JsonNode after = ProjectForm.request(read, name -> name.equals("shop") ? 1 : 2);

        assertThat(ChosenTableForm.flaws(read.spec())).isEmpty();
        assertThat(after.path("tables")).isEqualTo(before.path("tables"));
        assertThat(after.path("selection")).isEqualTo(before.path("selection"));
        assertThat(after.path("patternPolicies").valueStream().map(policy -> policy.path("pattern").asString())).containsExactly("shop.*", "*.*");
        assertThat(after.at("/patternPolicies/1/keyFields").isArray()).isTrue();
    }

    @Test
    void twoFilesThatDefineOneProjectAreRefused() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), PROJECT);
        Files.createDirectories(directory.resolve("more"));
        Files.writeString(directory.resolve("more/b.yml"), "# mine\n" + PROJECT);

        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> Configuration.read(surroundings(""), List.of("a.yaml", "more")))
                .withMessage("more/b.yml:4:12: The project 'nightly' is defined a second time; the first one is at a.yaml:3:12");
        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> Configuration.read(surroundings(""), List.of("c.yaml"))).withMessage("c.yaml cannot be read; is it there?");
    }

    @Test
    void plansAreWaitedForAlikeAndNamedOnce() {
        String plan = "{zone: UTC, schedules: [{daily: [\"02:30\"]}]}";
        refused(PROJECT + "  plans: [%s, %1$s]\n".formatted(plan), "standard input:9:57: Two plans of the project are named 'nightly'");
        refused(PROJECT + "  plan: {zone: UTC, schedules: [{daily: [a], hourly: [1]}], after: [{project: a, wait: PT1H}, {project: b}]}\n",
                "standard input:9:33: 'spec.plan.schedules.0' is one of hourly, daily, weekly, monthly, cron, once");
        refused(PROJECT + "  plan: {zone: UTC, schedules: [{hourly: [1]}], after: [{project: a, wait: PT1H}, {project: b}]}\n",
                "standard input:9:49: A plan waits as long for one project as for another; write the same 'wait' for all of them");
    }

    /// Names that YAML could take for something else come back as they were.
    @Test
    void whatIsWrittenIsReadAsTheSame() {
        String letters = "aB1e.0x_-:#'\"{}[]&*!|>%@`~,? \téß漢\\/";
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(8);
            for (int j = 0; j < length; j++) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            for (String text : List.of(name.toString(), List.of("null", "yes", "~", "1e3", "0x1F", "1_000", "007", "true", ".5", "-", "2026-01-01", "02:30", "+1", "1.50").get(i % 14))) {
                ObjectNode spec = JsonNodeFactory.instance.objectNode().put("source", text);
                JsonNode read = YamlDocuments.read("f", Export.document("Project", JsonNodeFactory.instance.objectNode().put("name", text), spec)).getFirst().content();
                assertThat(read.path("spec").path("source").asString()).isEqualTo(text);
                assertThat(read.path("metadata").path("name").asString()).isEqualTo(text);
            }
        }
    }

    @Test
    void aPlanIsWrittenAndReadAsTheSame() {
        String plan = """
                {"name": "often", "projectId": 1, "enabled": false, "zone": "UTC", "schedules": [{"every": "hourly", "minutes": [5]}, {"every": "daily", "times": ["02:30"]},
                 {"every": "weekly", "days": ["MONDAY"], "times": ["01:00"]}, {"every": "monthly", "days": [1], "lastDay": true, "times": ["03:00"]},
                 {"every": "cron", "expression": "0 0 2 * * *"}, {"every": "once", "at": ["2027-01-01T00:00"]}], "from": "2026-01-01T00:00:00Z", "until": null, "missed": "skip",
                 "priority": "low", "retry": {"attempts": 2, "backoff": "PT1S"}, "dependencies": [{"projectId": 2}], "dependencyWait": "PT1H",
                 "alerting": {"onFailure": false, "onRecovery": true, "onMissed": false, "recipients": ["a@example.com"]}}""";
        JsonNode before = JsonMapper.shared().readTree(plan);

        JsonNode written = PlanForm.written(before, "nightly", false, id -> id == 2 ? "stock" : "nightly");
        JsonNode after = PlanForm.request(written, "nightly", name -> name.equals("stock") ? 2 : 1);

        assertThat(PlanForm.differences(before, after)).isEmpty();
    }
}
