package dev.syncline.config.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.syncline.config.RunningService;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// S33: policies of many tables, changed without sending those of all.
class TablePoliciesIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROJECTS = "/api/v1/projects";
    private static final Map<String, Object> INCREMENTAL = Map.of("mode", "incremental", "key", List.of("changed"));

    private static FreshDatabase shop;

    private final RestTestClient api = RunningService.shared().api();
    private long source;
    private long target;

    @BeforeAll
    static void fill() {
        shop = SharedServers.postgreSql().freshDatabase("policies");
        for (String table : List.of("shop.orders", "shop.order_items", "shop.people", "crm.orders")) {
            shop.execute("CREATE SCHEMA IF NOT EXISTS " + table.split("\\.")[0]);
            shop.execute("CREATE TABLE %s (id bigint PRIMARY KEY, changed timestamptz)".formatted(table));
        }
        shop.execute("CREATE TABLE crm.without (id bigint PRIMARY KEY)");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    @BeforeEach
    void makeConnections() {
        source = create(api, "/api/v1/connections", with(aConnectionTo(shop), "allowWriteOperations", false));
        target = create(api, "/api/v1/connections", aConnection("host", "target.example"));
    }

    private long project() {
        return create(api, PROJECTS, aProject(source, List.of(target), "shop.orders", "shop.order_items", "shop.people", "crm.orders", "crm.without"));
    }

    @Test
    void changesThoseThatASearchFindsAndLeavesTheRest() {
        long id = project();

        JsonNode patched = patch(id, edit(Map.of("search", "ORDER", "schemas", List.of("shop")), "extraction", INCREMENTAL, "keyFields", List.of("id")));
        JsonNode again = patch(id, edit(Map.of("tables", List.of(Map.of("schema", "shop", "table", "orders"))), "reset", List.of("keyFields")));

        assertThat(patched.get("selected").asInt()).isEqualTo(2);
        assertThat(patched.get("changed").asInt()).isEqualTo(2);
        assertThat(again.get("changed").asInt()).isEqualTo(1);
        JsonNode tables = get("/tables", id).get("items");
        assertThat(tables.valueStream().map(TablePoliciesIT::row)).containsExactly(
                "shop.orders -> x_shop.orders incremental null", "shop.order_items -> x_shop.order_items incremental [\"id\"]",
                "shop.people -> x_shop.people full -", "crm.orders -> x_crm.orders full -", "crm.without -> x_crm.without full -");
        assertThat(get("/tables?search=ORDER&schema=shop&limit=1", id).get("items")).hasSize(1);
    }

    private static String row(JsonNode table) {
        JsonNode policy = table.get("policy");
        return "%s.%s -> %s.%s %s %s".formatted(
                table.at("/source/schema").asString(), table.at("/source/table").asString(), table.at("/target/schema").asString(),
                table.at("/target/table").asString(), table.get("extraction").asString(), policy.isNull() ? "-" : policy.get("keyFields").toString());
    }

    @Test
    void aPolicyOfNothingButDefaultsGoes() {
        long id = project();
        patch(id, edit(Map.of("all", true, "except", List.of(Map.of("schema", "crm", "table", "without"))), "extraction", INCREMENTAL));
        assertThat(get("", id).get("tablePolicies")).hasSize(4);

        patch(id, edit(Map.of("all", true), "reset", List.of("extraction", "keyFields", "properties")));

        assertThat(get("", id).get("tablePolicies")).isEmpty();
    }

    @Test
    void whatChangesNothingMakesNoRevision() {
        long id = project();
        long before = patch(id, edit(Map.of("schemas", List.of("shop")), "keyFields", List.of("id"))).get("revision").asLong();

        JsonNode same = patch(id, edit(Map.of("schemas", List.of("shop")), "keyFields", List.of("id")));

        assertThat(same.get("changed").asInt()).isZero();
        assertThat(same.get("revision").asLong()).isEqualTo(before);
        assertThat(get("/revisions", id).get("items")).hasSize(2);
    }

    @Test
    void whatCannotBeSaysOfWhichTable() {
        long id = project();

        JsonNode problem = problem(id, edit(Map.of("schemas", List.of("crm")), "extraction", INCREMENTAL));

        assertThat(problem.get("findings")).singleElement().satisfies(finding -> {
            assertThat(finding.get("code").asString()).isEqualTo("no-such-column");
            assertThat(finding.at("/table/table").asString()).isEqualTo("without");
            assertThat(finding.get("column").asString()).isEqualTo("changed");
        });
        assertThat(get("/revisions", id).get("items")).hasSize(1);
    }

    @Test
    void refusesEditsThatMakeNoSense() {
        long id = project();

        for (Map<String, Object> edit : List.of(
                edit(Map.of(), "keyFields", List.of("id")),
                edit(Map.of("search", " "), "keyFields", List.of("id")),
                edit(Map.of("all", true)),
                edit(Map.of("all", true), "reset", List.of("name")),
                edit(Map.of("tables", List.of(Map.of("schema", "shop", "table", "unknown"))), "keyFields", List.of("id")),
                Map.<String, Object>of("keyFields", List.of("id")))) {
            assertThat(problem(id, edit).get("findings")).as(edit.toString()).hasSize(1);
        }
        send(id, null, Map.of("edits", List.of())).expectStatus().isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        send(id, "*", Map.of("edits", List.of())).expectStatus().isBadRequest();
        send(id, "\"987654321\"", Map.of("edits", List.of(edit(Map.of("all", true), "keyFields", List.of())))).expectStatus().isEqualTo(HttpStatus.PRECONDITION_FAILED);
    }

    @Test
    void twentyThousandTablesAreChangedByOneLine() {
        Map<String, Object> body = aProject(source, List.of(target), "shop.orders");
        List<Map<String, String>> tables = IntStream.range(0, 20_000)
                .mapToObj(i -> Map.of("schema", "a_schema_with_a_longer_name", "table", "a_table_with_an_even_longer_name_%05d".formatted(i)))
                .toList();
        long id = create(api, PROJECTS, with(body, "tables", tables));

        JsonNode patched = patch(id, edit(Map.of("search", "name_1"), "keyFields", List.of("id")));

        assertThat(patched.get("changed").asInt()).isEqualTo(10_000);
        assertThat(patched.toString().length()).isLessThan(10_000);
        assertThat(get("/tables?limit=1000", id).get("items")).hasSize(1_000);
    }

    private static Map<String, Object> edit(Map<String, Object> select, Object... more) {
        Map<String, Object> edit = new HashMap<>();
        edit.put("select", select);
        return with(edit, more);
    }

    private JsonNode patch(long id, Map<String, Object> edit) {
        return JSON.readTree(send(id, "*", Map.of("edits", List.of(edit), "comment", "in bulk")).expectStatus().isOk()
                .expectBody(String.class).returnResult().getResponseBody());
    }

    private JsonNode problem(long id, Map<String, Object> edit) {
        return JSON.readTree(send(id, "*", Map.of("edits", List.of(edit))).expectStatus().isBadRequest().expectBody(String.class).returnResult().getResponseBody());
    }

    private RestTestClient.ResponseSpec send(long id, String etag, Object body) {
        RestTestClient.RequestBodySpec request = api.patch().uri(PROJECTS + "/" + id + "/table-policies").contentType(MediaType.APPLICATION_JSON);
        return (etag == null ? request : request.header(HttpHeaders.IF_MATCH, etag)).body(body).exchange();
    }

    private JsonNode get(String path, long id) {
        return JSON.readTree(api.get().uri(PROJECTS + "/" + id + path).exchange().expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody());
    }
}
