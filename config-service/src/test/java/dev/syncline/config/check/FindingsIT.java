package dev.syncline.config.check;

import java.util.List;
import java.util.Map;

import dev.syncline.config.RunningService;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aMySqlConnection;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.put;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is found can be shown at its field.
class FindingsIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RestTestClient api = RunningService.shared().api();

    @Test
    void aConnectionsFlawsAreBoundToItsFields() {
        JsonNode findings = refused("/api/v1/connections", with(
                aConnection("host", "http://evil/", "port", 0, "user", ""), "name", " ", "options", Map.of("tls", "java")));

        assertThat(places(findings)).containsExactlyInAnyOrder("empty name", "wrong-form host", "out-of-range port", "empty user", "not-one-of options.tls");
        assertThat(findings.valueStream().filter(finding -> finding.get("field").asString().equals("options.tls")).findFirst().orElseThrow()
                .at("/parameters/allowed").asString()).contains("verify-identity");
    }

    @Test
    void aSecretThatIsNeededAndANameThatIsTakenAreBoundToo() {
        Map<String, Object> body = aConnection();
        long id = create(api, "/api/v1/connections", body);
        Map<String, Object> elsewhere = with(body, "host", "other.example");
        elsewhere.remove("secret");

        assertThat(places(JSON.readTree(put(api, "/api/v1/connections/" + id, "*", elsewhere).expectStatus().isBadRequest()
                .expectBody(String.class).returnResult().getResponseBody()).get("findings"))).containsExactly("secret-needed secret");
        assertThat(places(JSON.readTree(post(api, "/api/v1/connections", body).expectStatus().is4xxClientError()
                .expectBody(String.class).returnResult().getResponseBody()).get("findings"))).containsExactly("duplicate name");
    }

    @Test
    void aProjectsFlawsAreBoundToFieldTableAndColumn() {
        try (FreshDatabase shop = shop()) {
            long source = create(api, "/api/v1/connections", with(aConnectionTo(shop), "allowWriteOperations", false));
            long target = create(api, "/api/v1/connections", aConnection("host", "target.example"));
            Map<String, Object> body = aProject(source, List.of(target), "public.orders", "public.items");

            JsonNode findings = refused("/api/v1/projects", with(body, "tablePolicies", List.of(
                    Map.of("table", Map.of("schema", "public", "table", "items")),
                    Map.of("table", Map.of("schema", "public", "table", "orders"), "extraction", Map.of("mode", "incremental", "key", List.of("note"))))));

            assertThat(places(findings)).containsExactly("text-key-unconfirmed tablePolicies[1].extraction.key");
            assertThat(findings.get(0).at("/table/table").asString()).isEqualTo("orders");
            assertThat(findings.get(0).get("column").asString()).isEqualTo("note");
            assertThat(places(refused("/api/v1/projects", with(body, "policy", Map.of("fullMode", "x"), "schemaNaming", Map.of("mode", "fixed")))))
                    .containsExactlyInAnyOrder("not-one-of policy.fullMode", "missing schemaNaming.name");
            assertThat(places(refused("/api/v1/projects", with(body, "tablePolicies", List.of(
                    Map.of("table", Map.of("schema", "public", "table", "orders"), "extraction", Map.of("mode", "incremental")))))))
                    .containsExactly("missing tablePolicies[0].extraction.key");
        }
    }

    @Test
    void whatASaveAndNamesHaveToTellHasACode() {
        long source = create(api, "/api/v1/connections", aConnection("host", "source.example", "allowWriteOperations", false));
        long target = create(api, "/api/v1/connections", aConnection("host", "target.example"));

        JsonNode saved = JSON.readTree(post(api, "/api/v1/projects", aProject(source, List.of(target), "shop.orders")).expectStatus().isCreated()
                .expectBody(String.class).returnResult().getResponseBody());
        JsonNode names = JSON.readTree(post(api, "/api/v1/projects/names", Map.of(
                        "schemaNaming", Map.of("mode", "fixed", "name", "ods"),
                        "tables", List.of(Map.of("schema", "a", "table", "t"), Map.of("schema", "b", "table", "T")))).expectStatus().isOk()
                .expectBody(String.class).returnResult().getResponseBody());

        assertThat(saved.get("findings").get(0).get("code").asString()).isEqualTo("source-not-asked");
        assertThat(saved.get("findings").get(0).get("severity").asString()).isEqualTo("note");
        assertThat(saved.get("findings").get(0).get("message")).isEqualTo(saved.get("notes").get(0));
        assertThat(names.get("details").get(0).get("code").asString()).isEqualTo("name-collision");
        assertThat(names.get("details").get(0).at("/table/schema").asString()).isEqualTo("b");
        assertThat(names.get("details").get(0).at("/parameters/other").asString()).isEqualTo("a.t");
    }

    @Test
    void aPreviewsFindingsNameTableColumnAndConnection() {
        try (FreshDatabase shop = shop()) {
            long source = create(api, "/api/v1/connections", with(aConnectionTo(shop), "allowWriteOperations", false));
            long mySql = create(api, "/api/v1/connections", aMySqlConnection());
            long away = create(api, "/api/v1/connections", aConnection("host", "target.example"));

            JsonNode preview = JSON.readTree(post(api, "/api/v1/projects/preview", aProject(source, List.of(mySql, away), "public.orders", "public.missing"))
                    .expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody());

            JsonNode findings = preview.get("findings");
            assertThat(findings.valueStream().map(finding -> "%s %s %s".formatted(
                    finding.get("code").asString(), finding.at("/table/table").asString(""), finding.get("connectionId").isNull() ? "-" : finding.get("connectionId").asLong())))
                    .contains("target-not-asked  " + away, "table-not-readable missing -");
            assertThat(preview.get("tables").valueStream().flatMap(table -> table.get("problems").valueStream()).map(JsonNode::asString))
                    .isSubsetOf(findings.valueStream().map(finding -> finding.get("message").asString()).toList());
        }
    }

    private static FreshDatabase shop() {
        FreshDatabase shop = SharedServers.postgreSql().freshDatabase("findings");
        shop.execute("CREATE TABLE orders (id bigint PRIMARY KEY, note text)");
        shop.execute("CREATE TABLE items (id bigint PRIMARY KEY)");
        return shop;
    }

    private JsonNode refused(String uri, Map<String, Object> body) {
        return JSON.readTree(post(api, uri, body).expectStatus().isBadRequest().expectBody(String.class).returnResult().getResponseBody()).get("findings");
    }

    private static List<String> places(JsonNode findings) {
        return findings.valueStream().map(finding -> finding.get("code").asString() + " " + finding.get("field").asString()).toList();
    }
}
