package dev.syncline.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.cli.SynclineClient;
import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.file.Configuration;
import dev.syncline.cli.file.Labels;
import dev.syncline.cli.file.Pruning;
import dev.syncline.cli.file.Rollout;
import dev.syncline.cli.terminal.Surroundings;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The command line against real services: what it does, how it ends, and that files say what is there.
class CliIT {

    private static final Installed INSTALLED = Installed.shared();

    @TempDir
    private Path directory;

    private FreshDatabase shop;
    private FreshDatabase warehouse;
    private Client client;
    /// Ends the names of this test's things: others share the installation.
    private final String own = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void prepare() throws IOException {
        shop = SharedServers.postgreSql().freshDatabase("shop");
        warehouse = SharedServers.postgreSql().freshDatabase("dw");
        shop.execute("CREATE SCHEMA shop");
        shop.execute("CREATE TABLE shop.orders (id int PRIMARY KEY, note text, changed_at timestamp NOT NULL DEFAULT now())");
        shop.execute("INSERT INTO shop.orders SELECT n, 'n' || n FROM generate_series(1, 1000) n");
        shop.execute("CREATE TABLE shop.customers (id int PRIMARY KEY, name text)");
        shop.execute("INSERT INTO shop.customers SELECT n, 'c' || n FROM generate_series(1, 10) n");
        client = Client.of(INSTALLED.settings, directory, Map.of("SHOP_PASSWORD", shop.password(), "DW_PASSWORD", warehouse.password()));
        client.file("connections.yaml", connection("shop", shop, "SHOP_PASSWORD", false) + connection("dw", warehouse, "DW_PASSWORD", true));
        client.file("nightly.yaml", """
                # Comments are the user's.
                apiVersion: syncline.dev/v1
                kind: Project
                metadata: {name: nightly-%1$s}
                spec:
                  source: shop-%1$s
                  targets: [dw-%1$s]
                  naming: {schema: {prefix: ods_}}
                  tables:
                    - shop.customers
                    - match: shop.orders
                      extraction: {incremental: [changed_at], lookBack: PT10M}
                  plan: {zone: Europe/Berlin, schedules: [{daily: ["02:30", "01:00"]}], retry: {attempts: 3, backoff: PT60S}, alerts: {to: [ops@example.com]}}
                """.formatted(own));
    }

    private String connection(String name, FreshDatabase database, String variable, boolean write) {
        return """
                ---
                apiVersion: syncline.dev/v1
                kind: Connection
                metadata: {name: %s-%s}
                spec: {kind: postgresql, host: 127.0.0.1, port: %d, database: %s, user: %s, secretFrom: {env: %s}, write: %s}
                """.formatted(name, own, database.server().port(), database.name(), database.user(), variable, write);
    }

    @AfterEach
    void drop() {
        shop.close();
        warehouse.close();
    }

    private Client.Said well(String line) {
        Client.Said said = client.call(line.replace("OWN", own));
        assertThat(said.code()).as("%s: %s%s", line, said.out(), said.err()).isZero();
        return said;
    }

    private Client.Said ends(int code, String line) {
        Client.Said said = client.call(line.replace("OWN", own));
        assertThat(said.code()).as("%s: %s%s", line, said.out(), said.err()).isEqualTo(code);
        return said;
    }

    private void applyAll() {
        well("apply -f connections.yaml -f nightly.yaml --message first");
    }

    @Test
    void filesBecomeAProjectWhoseRowsArrive() throws Exception {
        assertThat(ends(4, "diff -f connections.yaml -f nightly.yaml").out()).isEqualTo("""
                create connection 'shop-%1$s'
                create connection 'dw-%1$s'
                create project 'nightly-%1$s'
                    2 tables
                create plan 'nightly-%1$s/nightly-%1$s'
                """.formatted(own));
        assertThat(well("apply -f connections.yaml -f nightly.yaml --dry-run").out()).contains("create project");
        assertThat(well("connections list -o name").out()).as("a dry run stores nothing").doesNotContain("shop-" + own);

        applyAll();

        assertThat(well("diff -f connections.yaml -f nightly.yaml").out()).isEmpty();
        assertThat(well("plan -f nightly.yaml").out()).contains("shop.orders -> ods_shop.orders  incremental", "CREATE TABLE \"ods_shop\".\"orders\"", "id: integer -> integer  exact");
        Client.Said run = well("run nightly-OWN --wait");
        assertThat(run.out()).isEqualTo("nightly-%s succeeded: 2 tables, 1,010 rows, 0 failed\n".formatted(own));
        assertThat(run.err()).contains("key ", "run ");
        try (Connection session = warehouse.connect(); Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM ods_shop.orders), (SELECT sum(id) FROM ods_shop.customers)")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isEqualTo(1000);
            assertThat(row.getLong(2)).isEqualTo(55);
        }
        JsonNode saved = well("projects show nightly-OWN -o json").json();
        assertThat(saved.get("comment").asString()).isEqualTo("first");
    }

    @Test
    void whatIsThereIsShownInEachForm() {
        applyAll();
        String run = well("run nightly-OWN --wait -o name").out().strip();

        assertThat(well("connections list").out()).contains("NAME", "shop-" + own, "dw-" + own);
        assertThat(well("connections list -o json").json().get("items").valueStream().map(one -> one.get("name").asString())).contains("shop-" + own);
        assertThat(well("connections show shop-OWN -o yaml").out()).contains("kind: postgresql").doesNotContain(shop.password() + "\n  secret");
        assertThat(well("connections test shop-OWN").out()).contains("login", "ok");
        assertThat(well("discover shop-OWN").out()).contains("shop");
        assertThat(well("discover shop-OWN shop -o name").out().lines()).containsExactly("shop.customers", "shop.orders");
        assertThat(well("discover shop-OWN shop.orders").out()).contains("changed_at", "timestamp");
        assertThat(well("projects list -o wide").out()).contains("nightly-" + own, "REVISION");
        assertThat(well("projects grants nightly-OWN dw-OWN").out()).contains("GRANT");
        assertThat(well("plans list").out()).contains("Every day at 01:00 and 02:30");
        assertThat(well("plans next nightly-OWN").out().lines()).hasSize(6);
        well("plans disable nightly-OWN");
        assertThat(well("plans show nightly-OWN").out()).containsPattern("ENABLED +no");
        assertThat(ends(4, "diff -f nightly.yaml").out()).contains("plan.enabled: false -> true");
        well("plans enable nightly-OWN");
        assertThat(well("runs list --project nightly-OWN -o name").out().strip()).isEqualTo(run);
        assertThat(well("runs show " + run).out()).contains("succeeded");
        assertThat(well("runs show -o json " + run).json().get("run").get("id").asString()).isEqualTo(run);
        assertThat(well("runs tables " + run).out()).contains("shop.orders", "loaded");
        assertThat(well("runs logs " + run).out()).contains("shop.orders");
        assertThat(well("runs follow " + run).out()).contains("succeeded");
        well("alerts list");
        assertThat(client.call("status").out()).contains("last day:", "workers:");
        assertThat(well("doctor").out()).contains("clock", "workers");
        assertThat(well("completion").out()).contains("complete -F");
        assertThat(well("schema").json().get("$defs").has("Project")).isTrue();
        assertThat(well("run nightly-OWN --wait --table shop.customers --full --priority low").out()).contains("1 tables");
        assertThat(well("runs repeat %s --wait".formatted(run)).out()).contains("2 tables");
        well("projects delete nightly-OWN --yes");
        well("connections delete shop-OWN --yes");
    }

    /// Each number of the table in docs/reference/command-line.md, one by one; 0 is everywhere else.
    @Test
    void oneIsARunThatFailed() {
        applyAll();
        warehouse.execute("CREATE SCHEMA ods_shop");
        warehouse.execute("CREATE VIEW ods_shop.customers AS SELECT 1 AS one");

        Client.Said run = ends(1, "run nightly-OWN --wait");

        assertThat(run.out()).contains("failed: 2 tables");
        assertThat(run.err()).contains("shop.customers -> dw-" + own);
        ends(1, "plan -f nightly.yaml");
    }

    @Test
    void twoIsAWordThatIsWrong() throws IOException {
        assertThat(ends(2, "connections show shop-" + own).err()).startsWith("There is no connection");
        assertThat(ends(2, "projekts list").err()).contains("Did you mean", "projects");
        assertThat(ends(2, "runs show 7").err()).contains("is not the id of a run");
        assertThat(ends(2, "run nightly-OWN --table orders").err()).contains("There is no project");
        assertThat(ends(2, "connections list --token slp_1234").err()).contains("never an argument").doesNotContain("slp_1234");
        assertThat(ends(2, "apply -f missing.yaml").err()).contains("missing.yaml cannot be read");
        client.file("bad.yaml", Files.readString(directory.resolve("nightly.yaml")).replace("tables:", "tabels:"));
        assertThat(ends(2, "apply -f connections.yaml -f bad.yaml").err()).contains("bad.yaml:9:3: 'tabels' is not known here; did you mean 'tables'?");
        assertThat(well("connections list -o name").out()).as("nothing of the set is applied").doesNotContain("shop-" + own);
        client.file("twice.yaml", Files.readString(directory.resolve("nightly.yaml")));
        assertThat(ends(2, "validate --offline -f twice.yaml -f nightly.yaml").err()).contains("is defined a second time; the first one is at twice.yaml:4:12");
        assertThat(ends(2, "apply -f nightly.yaml").err()).as("its connection is not there").contains("nightly.yaml:5:1: There is no connection 'shop-" + own);
        client = new Client(directory, without(client.environment(), "DW_PASSWORD"));
        assertThat(ends(2, "apply -f connections.yaml").err()).contains("connection 'dw-%s' needs its secret, but the variable DW_PASSWORD is not set".formatted(own));
        assertThat(well("connections list -o name").out()).as("nothing of the set is applied").doesNotContain("shop-" + own);
    }

    private static Map<String, String> without(Map<String, String> environment, String name) {
        Map<String, String> less = new HashMap<>(environment);
        less.remove(name);
        return less;
    }

    @Test
    void threeIsNobodyThereOrNotAllowed() {
        Map<String, String> nobody = new HashMap<>(client.environment());
        nobody.put("SYNCLINE_URL", "http://127.0.0.1:1");
        assertThat(new Client(directory, nobody).call("projects list")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(3);
            assertThat(said.err()).contains("http://127.0.0.1:1 does not answer");
        });
        Map<String, String> stranger = new HashMap<>(client.environment());
        stranger.remove("SYNCLINE_TOKEN_FILE");
        stranger.put("SYNCLINE_TOKEN", "slp_" + "x".repeat(43));
        assertThat(new Client(directory, stranger).call("projects list")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(3);
            assertThat(said.err()).contains("does not know this token").doesNotContain("slp_xxx");
        });
        assertThat(new Client(directory, Map.of()).call("projects list")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(3);
            assertThat(said.err()).contains("syncline login");
        });
    }

    @Test
    void fourIsADifferenceOrAConflict() throws Exception {
        applyAll();
        client.file("nightly.yaml", Files.readString(directory.resolve("nightly.yaml")).replace("ods_", "raw_"));
        assertThat(ends(4, "diff -f nightly.yaml").out()).isEqualTo("change project 'nightly-%s'\n    schemaNaming.prefix: ods_ -> raw_\n".formatted(own));
        try (Connection lock = shop.connect(); Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE shop.orders IN ACCESS EXCLUSIVE MODE");
            String run = well("run nightly-OWN -o name").out().strip();
            assertThat(ends(4, "run nightly-OWN").err()).contains("already being executed by run " + run);
            well("runs cancel " + run);
            lock.rollback();
        }
    }

    @Test
    void fiveIsTimeThatIsUpAndTheRunGoesOn() {
        applyAll();

        Client.Said said = ends(5, "run nightly-OWN --timeout PT0S");

        assertThat(said.err()).contains("goes on");
        String run = said.err().lines().filter(line -> line.startsWith("run ")).findFirst().orElseThrow().substring(4);
        assertThat(INSTALLED.finished(run).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(well("run nightly-OWN --wait --key once-" + own).out()).contains("succeeded");
        assertThat(well("run nightly-OWN --wait --key once-" + own).err()).as("the same key, the same run").contains("run " + well("runs list --project nightly-OWN --limit 1 -o name").out().strip());
    }

    @Test
    void afterCtrlCItIsOneHundredAndThirtyAndTheRunGoesOn() throws Exception {
        applyAll();
        try (Connection lock = shop.connect(); Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE shop.orders IN ACCESS EXCLUSIVE MODE");
            Path err = directory.resolve("err");
            // A shell that starts things in the background has them ignore Ctrl-C.
            ProcessBuilder builder = new ProcessBuilder(
                    "env", "--default-signal=INT", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                    "-cp", System.getProperty("java.class.path"), SynclineClient.class.getName(), "run", "nightly-" + own, "--wait").redirectError(err.toFile());
            builder.environment().putAll(client.environment());
            Process process = builder.start();
            await().until(() -> Files.readString(err).contains("run "));
            await().until(() -> !process.isAlive() || Files.readString(err).contains("discovering") || Files.readString(err).contains("running"));

            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            String run = Files.readString(err).lines().filter(line -> line.startsWith("run ")).findFirst().orElseThrow().substring(4);
            assertThat(Files.readString(err)).contains("The run goes on: " + run);
            assertThat(INSTALLED.run(run).path("finishedAt").isString()).isFalse();
            lock.rollback();
            assertThat(INSTALLED.finished(run).get("state").asString()).isEqualTo("SUCCEEDED");
        }
    }

    /// `diff` says what `apply` does, to the letter, also where it deletes; what others manage stays, and so does what nobody does.
    @Test
    void whatFilesManagedAndHaveNoMoreIsPrunedWhereThatIsAskedFor() throws Exception {
        String everything = Files.readString(directory.resolve("connections.yaml")) + "---\n" + Files.readString(directory.resolve("nightly.yaml"));
        String other = "---\n" + Files.readString(directory.resolve("nightly.yaml")).replace("nightly-", "other-").replace("ods_", "oth_");
        client.file("all.yaml", everything + other);
        well("apply -f all.yaml --managed-by repo-OWN");
        client.file("theirs.yaml", "---\n" + Files.readString(directory.resolve("nightly.yaml")).replace("nightly-", "theirs-").replace("ods_", "the_"));
        well("apply -f theirs.yaml");
        assertThat(well("projects list -o json").json().get("items").valueStream().filter(one -> one.get("name").asString().endsWith(own)))
                .extracting(one -> one.get("name").asString() + " " + one.get("managedBy").asString())
                .containsExactlyInAnyOrder("nightly-%1$s repo-%1$s".formatted(own), "other-%1$s repo-%1$s".formatted(own), "theirs-%s files".formatted(own));

        client.file("all.yaml", everything);
        assertThat(well("diff -f all.yaml --managed-by repo-OWN").out()).as("nothing is deleted unasked").isEmpty();
        assertThat(ends(2, "diff -f all.yaml --prune").err()).contains("--managed-by NAME");
        assertThat(ends(2, "connections apply -f all.yaml --managed-by repo-OWN --prune").err()).contains("syncline apply --prune");
        String said = ends(4, "diff -f all.yaml --managed-by repo-OWN --prune").out();
        assertThat(said).isEqualTo("delete project 'other-%1$s'\n    managed by repo-%1$s, and not in the files\n".formatted(own));
        assertThat(well("apply -f all.yaml --managed-by repo-OWN --prune --dry-run").out()).isEqualTo(said);
        assertThat(well("apply -f all.yaml --managed-by repo-OWN --prune").out()).isEqualTo(said);

        assertThat(well("diff -f all.yaml --managed-by repo-OWN --prune").out()).isEmpty();
        assertThat(well("projects list -o name").out()).contains("nightly-" + own, "theirs-" + own).doesNotContain("other-" + own);
        client.file("all.yaml", Files.readString(directory.resolve("nightly.yaml")));
        assertThat(ends(4, "apply -f all.yaml --managed-by repo-OWN --prune").err()).contains("Connection 'dw-%s' is managed by repo-%s".formatted(own, own), "Nothing was changed");
        assertThat(well("connections list -o name").out()).contains("shop-" + own, "dw-" + own);
        well("projects delete theirs-OWN --yes");
        client.file("all.yaml", connection("last", shop, "SHOP_PASSWORD", false));
        assertThat(well("apply -f all.yaml --managed-by repo-OWN --prune").out().lines().filter(line -> !line.startsWith(" "))).containsExactly(
                "create connection 'last-%s'".formatted(own), "delete project 'nightly-%s'".formatted(own), "delete connection 'dw-%s'".formatted(own), "delete connection 'shop-%s'".formatted(own));
    }

    /// Between the look and the step somebody has saved it: then it is theirs, and stays.
    @Test
    void whatSomebodyHasSavedSinceIsNotPruned() throws Exception {
        applyAll();
        well("apply -f nightly.yaml --managed-by repo-OWN");
        var surroundings = new Surroundings(client.environment(), directory, directory, System.in, System.out, System.err, false);
        var files = Configuration.read(surroundings, List.of("connections.yaml")).managedBy("repo-" + own);
        var api = new PublicApi(INSTALLED.settings.url(Service.CONSOLE), INSTALLED.settings.installation().apiToken());
        var rollout = new Rollout(api, surroundings, files, false, new Pruning(Labels.of(List.of())));
        assertThat(rollout.steps()).anySatisfy(step -> assertThat(step.text()).startsWith("delete project 'nightly-" + own));
        client.file("nightly.yaml", Files.readString(directory.resolve("nightly.yaml")).replace("PT10M", "PT20M"));
        well("apply -f nightly.yaml");

        org.assertj.core.api.Assertions.assertThatExceptionOfType(ClientFailure.class)
                .isThrownBy(() -> rollout.apply(null, _ -> { }))
                .satisfies(failure -> assertThat(failure.code().number()).isEqualTo(4));

        assertThat(well("projects list -o name").out()).contains("nightly-" + own);
    }

    @Test
    void labelsAreOfFilesAndFindThings() throws Exception {
        String dwh = Files.readString(directory.resolve("nightly.yaml")).replace("metadata: {name: nightly-%s}".formatted(own), "metadata: {name: nightly-%1$s, managedBy: git-%1$s, labels: {team: dwh-%1$s}}".formatted(own));
        String web = "---\n" + dwh.replace("nightly-", "web-").replace("dwh-", "web-").replace("ods_", "web_");
        client.file("labelled.yaml", dwh + web);
        well("apply -f connections.yaml");
        well("apply -f labelled.yaml -l team=dwh-OWN");
        assertThat(well("projects list -o name -l team=dwh-OWN").out()).isEqualTo("nightly-%s\n".formatted(own));
        assertThat(well("projects list -o wide -l team=dwh-OWN").out()).contains("git-" + own, "team=dwh-" + own);
        assertThat(well("plan -f labelled.yaml -l team=dwh-OWN --look PT0S").out()).contains("nightly-" + own).doesNotContain("web-" + own);
        assertThat(ends(4, "diff -f labelled.yaml").out()).contains("create project 'web-" + own).doesNotContain("nightly-");
        well("apply -f labelled.yaml");
        assertThat(ends(2, "plan -f labelled.yaml -l team=nobody").err()).contains("Nothing in the files is labelled team=nobody");
        assertThat(ends(2, "projects list -l team").err()).contains("--label NAME=VALUE, not 'team'");

        assertThat(well("projects export nightly-OWN").out()).contains("managedBy: git-" + own, "team: dwh-" + own);
        client.file("exported.yaml", well("projects export nightly-OWN web-OWN").out());
        assertThat(well("diff -f exported.yaml").out()).as("what is exported and applied changes nothing").isEmpty();
        client.file("labelled.yaml", dwh.replace("team: dwh-", "team: all-") + web);
        assertThat(ends(4, "diff -f labelled.yaml").out()).isEqualTo("change project 'nightly-%1$s'\n    labels.team: dwh-%1$s -> all-%1$s\n".formatted(own));
        assertThat(well("diff -f labelled.yaml -l team=web-OWN --prune").out()).as("what the files have, whatever its labels, is not pruned").isEmpty();
        client.file("labelled.yaml", dwh.replace("{team: dwh-%s}".formatted(own), "{team: \"no label\"}"));
        assertThat(ends(2, "apply -f labelled.yaml").err()).contains("labels");
    }

    /// Somebody saves between the look and the step: nothing is overwritten.
    @Test
    void whatHasChangedSinceTheLookIsLeftAlone() throws IOException {
        applyAll();
        client.file("nightly.yaml", Files.readString(directory.resolve("nightly.yaml")).replace("ods_", "raw_"));
        var surroundings = new Surroundings(client.environment(), directory, directory, System.in, System.out, System.err, false);
        var files = Configuration.read(surroundings, List.of("nightly.yaml"));
        var api = new PublicApi(INSTALLED.settings.url(Service.CONSOLE), INSTALLED.settings.installation().apiToken());
        var rollout = new Rollout(api, surroundings, files, false, null);
        JsonNode other = well("projects show nightly-OWN -o json").json();
        Map<String, Object> request = new HashMap<>(Map.of("name", other.get("name"), "sourceConnectionId", other.get("sourceConnectionId"), "targetConnectionIds", other.get("targetConnectionIds"),
                "schemaNaming", Map.of("mode", "original"), "tables", other.get("tables")));
        INSTALLED.api.put(INSTALLED.url(Service.CONFIG, "/api/v1/projects/" + other.get("id").asLong()), request, "\"1\"").ok();

        org.assertj.core.api.Assertions.assertThatExceptionOfType(ClientFailure.class)
                .isThrownBy(() -> rollout.apply(null, _ -> { }))
                .satisfies(failure -> assertThat(failure.code().number()).isEqualTo(4));

        assertThat(well("projects show nightly-OWN -o json").json().get("schemaNaming").get("mode").asString()).isEqualTo("original");
    }

    @Test
    void aSchemaIsOneLineOfAFileAndItsExceptionsAreOthers() throws Exception {
        shop.execute("CREATE TABLE shop.tmp_load (id int)");
        String before = """
                apiVersion: syncline.dev/v1
                kind: Project
                metadata: {name: whole-%1$s}
                spec:
                  source: shop-%1$s
                  targets: [dw-%1$s]
                  naming: {schema: {prefix: all_}}
                """.formatted(own);
        client.file("whole.yaml", before + """
                  tables:
                    - "!shop.tmp_*"
                    - schema: shop
                      keyFields: [id]
                  policies:
                    - {match: "*.orders", extraction: {incremental: [changed_at]}}
                """);
        well("apply -f connections.yaml");
        assertThat(well("plan -f whole.yaml").out()).contains("2 tables", "shop.customers -> all_shop.customers  full", "shop.orders -> all_shop.orders  incremental");

        well("apply -f whole.yaml");

        assertThat(well("diff -f whole.yaml").out()).isEmpty();
        client.file("exported.yaml", well("projects export whole-OWN").out());
        assertThat(well("diff -f exported.yaml").out()).isEmpty();
        assertThat(well("run whole-OWN --wait").out()).isEqualTo("whole-%s succeeded: 2 tables, 1,010 rows, 0 failed\n".formatted(own));
        shop.execute("CREATE TABLE shop.later AS SELECT 1 AS id");
        shop.execute("CREATE TABLE shop.tmp_later (id int)");
        assertThat(well("plan -f whole.yaml").out()).contains("3 tables", "shop.later").doesNotContain("tmp_later");
        assertThat(well("run whole-OWN --wait").out()).contains("succeeded: 3 tables");

        client.file("wrong.yaml", before.replace("whole", "wrong") + "  tables: [\"shop.ordres*\"]\n");
        client.file("good.yaml", before.replace("whole", "good") + "  tables: [\"shop.*\"]\n");
        client.file("tied.yaml", before.replace("whole", "tied") + "  tables: [\"shop.o*\", \"!shop.*s\"]\n");
        for (String command : List.of("validate", "apply")) {
            assertThat(ends(2, command + " -f good.yaml -f wrong.yaml").err()).contains("chooses no table", "shop.ordres*");
            assertThat(ends(2, command + " -f good.yaml -f tied.yaml").err()).contains("as specific as", "shop.os");
        }
        assertThat(well("projects list -o name").out()).as("nothing of the set is applied").doesNotContain("good-" + own);
    }

    /// Of all projects that the tests of this installation have made so far.
    @Test
    void exportThenApplyChangesNothingWhateverThereIs() throws IOException {
        applyAll();
        client.file("all.yaml", well("export").out());

        assertThat(well("diff -f all.yaml").out()).isEmpty();
        assertThat(well("apply -f all.yaml").out()).isEmpty();
    }

    /// Somebody forbids writing to its target: the project stays as it is, and whoever compares or applies everything else is not held up.
    @Test
    void aProjectThatCannotBeSavedAnyMoreHoldsUpNobody() throws IOException {
        applyAll();
        client.file("connections.yaml", connection("dw", warehouse, "DW_PASSWORD", false));
        well("apply -f connections.yaml");
        client.file("all.yaml", well("projects export nightly-OWN").out());

        assertThat(well("diff -f all.yaml").out()).isEmpty();
        assertThat(well("apply -f all.yaml").out()).isEmpty();
        client.file("all.yaml", Files.readString(directory.resolve("all.yaml")).replace("ods_", "raw_"));
        assertThat(ends(4, "diff -f all.yaml").out()).contains("raw_");
        assertThat(ends(2, "apply -f all.yaml").err()).contains("does not allow write operations");
    }

    /// Projects of all kinds: their files change nothing, and what a difference says is what is done.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void filesOfRandomProjectsSayWhatThereIsAndDifferencesWhatIsDone(long seed) throws IOException {
        applyAll();
        Random random = new Random(seed);
        Api api = INSTALLED.api;
        JsonNode saved = well("projects show nightly-OWN -o json").json();
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Map<String, Object> request = RandomProjects.request(random, "random-" + own, saved.get("sourceConnectionId").asLong(), saved.get("targetConnectionIds").get(0).asLong());
            JsonNode known = client.call("projects", "show", "random-" + own, "-o", "json").code() == 0 ? well("projects show random-OWN -o json").json() : null;
            Api.Answer answer = known == null ? api.post(INSTALLED.url(Service.CONFIG, "/api/v1/projects"), request)
                    : api.put(INSTALLED.url(Service.CONFIG, "/api/v1/projects/" + known.get("id").asLong()), request, "\"%d\"".formatted(known.get("revision").asLong()));
            assertThat(answer.status()).as(answer.body().toString()).isLessThan(300);
            String file = "random%d.yaml".formatted(i);
            client.file(file, client.call("projects", "export", "random-" + own).out());
            files.add(file);
            assertThat(well("diff -f " + file).out()).as(request.toString()).isEmpty();
        }
        for (String file : files) {
            Client.Said difference = client.call("diff", "-f", file);
            Client.Said applied = well("apply -f " + file);
            assertThat(applied.out()).isEqualTo(difference.out());
            assertThat(difference.code()).isEqualTo(difference.out().isEmpty() ? 0 : 4);
            assertThat(well("diff -f " + file).out()).isEmpty();
        }
    }

    @Test
    void aContextIsKeptAndFound() throws Exception {
        Path token = INSTALLED.settings.installation().tokenFile().toAbsolutePath();
        client = new Client(directory, Map.of());
        well("login %s --token-file %s --context mine".formatted(INSTALLED.settings.url(Service.CONSOLE), token));
        assertThat(well("context list").out()).containsPattern("\\* +mine");
        well("projects list");
        Path kept = directory.resolve(".config/syncline/tokens/mine");
        assertThat(Files.getPosixFilePermissions(kept)).hasSize(2);
        assertThat(Files.readString(directory.resolve(".config/syncline/config.yaml"))).doesNotContain(Files.readString(token));

        INSTALLED.settings.installation().tellClients(INSTALLED.settings.url(Service.CONSOLE));
        Path inside = Files.createDirectories(directory.resolve("checkout/deep/inside"));
        Files.createSymbolicLink(directory.resolve("checkout/.syncline"), INSTALLED.settings.installation().directory());
        Client there = new Client(inside, Map.of());
        assertThat(there.call("projects list").code()).isZero();
        assertThat(there.call("context list").out()).containsPattern("\\* +local");
    }
}
