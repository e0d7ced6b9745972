package dev.syncline.config.project;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
import tools.jackson.databind.node.ObjectNode;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.put;
import static dev.syncline.config.Bodies.uniqueName;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// S49, S50: revisions can be read, compared, loaded into a form and brought back.
class RevisionsIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROJECTS = "/api/v1/projects";

    private static FreshDatabase shop;

    private final RestTestClient api = RunningService.shared().api();
    private long source;
    private long target;

    @BeforeAll
    static void fill() {
        shop = SharedServers.postgreSql().freshDatabase("revisions");
        shop.execute("CREATE SCHEMA shop");
        shop.execute("CREATE TABLE shop.orders (id bigint PRIMARY KEY, number text, changed timestamptz)");
        shop.execute("CREATE TABLE shop.items (id bigint PRIMARY KEY)");
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

    private Map<String, Object> everything() {
        long clickHouse = create(api, "/api/v1/connections", clickHouse());
        return with(aProject(source, List.of(target, clickHouse), "shop.orders", "shop.items"),
                "tableNaming", Map.of("mode", "schema-infix", "infix", "mid"),
                "policy", Map.of("fullMode", "retain-and-clear", "fieldChanges", "ignore", "ignoreNewTables", true, "addSyncTime", true, "pageSize", 0,
                        "values", Map.of("not-a-number", "null")),
                "schemas", List.of(Map.of("schema", "crm", "newTables", "include")),
                "tablePolicies", List.of(
                        Map.of("table", Map.of("schema", "shop", "table", "orders"), "keyFields", List.of("id"),
                                "extraction", Map.of("mode", "incremental", "key", List.of("changed"), "lookBack", "PT10M"),
                                "properties", Map.of("clickhouse", Map.of("orderBy", List.of("id"), "settings", List.of("index_granularity = 8192")))),
                        Map.of("table", Map.of("schema", "shop", "table", "items"), "keyFields", List.of())));
    }

    private static Map<String, Object> clickHouse() {
        Map<String, Object> body = aConnection("kind", "clickhouse", "host", "clickhouse.example", "port", 8123);
        body.remove("database");
        return body;
    }

    @Test
    void aRevisionInTheRequestsShapeIsSavedAsTheSameConfiguration() {
        Map<String, Object> body = everything();
        long id = create(api, PROJECTS, body);

        JsonNode request = get("/request", id);
        put(api, PROJECTS + "/" + id, "\"" + revision(id) + "\"", request.toString()).expectStatus().isOk();

        List<Long> saved = revisions(id);
        assertThat(saved).hasSize(2);
        ObjectNode first = (ObjectNode) get("/revisions/" + saved.getLast(), id);
        ObjectNode second = (ObjectNode) get("/revisions/" + saved.getFirst(), id);
        first.remove("revision");
        second.remove("revision");
        assertThat(second).isEqualTo(first);
        assertThat(get("/difference?from=" + saved.getLast(), id).get("items")).isEmpty();
        assertThat(get("/revisions/" + saved.getLast() + "/request", id)).isEqualTo(request);
        api.get().uri(PROJECTS + "/" + id + "/request").exchange().expectHeader().valueEquals("ETag", "\"" + saved.getFirst() + "\"");
    }

    @Test
    void theListSaysWhoHasSavedWhenAndWhy() {
        Map<String, Object> body = with(aProject(source, List.of(target), "shop.orders"), "comment", "begin with orders\nthe rest follows");
        long id = create(api, PROJECTS, body);
        put(api, PROJECTS + "/" + id, "*", with(body, "comment", "x".repeat(1_001))).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.findings[0].field").isEqualTo("comment");
        put(api, PROJECTS + "/" + id, "*", with(body, "comment", "bell \u0007")).expectStatus().isBadRequest();
        Map<String, Object> unsaid = with(body);
        unsaid.remove("comment");
        put(api, PROJECTS + "/" + id, "*", unsaid).expectStatus().isOk();

        JsonNode list = get("/revisions", id).get("items");

        assertThat(list).hasSize(2);
        assertThat(list.get(0).get("comment").isNull()).isTrue();
        assertThat(list.get(1).get("comment").asString()).isEqualTo("begin with orders\nthe rest follows");
        assertThat(list.get(1).get("savedBy").asString()).isEqualTo("api");
        assertThat(get("/request", id).get("comment").isNull()).isTrue();
    }

    @Test
    void theDifferenceNamesEachFieldWithItsTwoValues() {
        Map<String, Object> body = everything();
        long id = create(api, PROJECTS, body);
        long first = revision(id);
        Map<String, Object> changed = with(body,
                "name", uniqueName("Renamed"),
                "tables", List.of(Map.of("schema", "shop", "table", "orders")),
                "policy", Map.of("fullMode", "delete-and-create", "fieldChanges", "ignore", "ignoreNewTables", true, "addSyncTime", true, "pageSize", 0),
                "tablePolicies", List.of(Map.of("table", Map.of("schema", "shop", "table", "orders"), "keyFields", List.of("id"),
                        "extraction", Map.of("mode", "incremental", "key", List.of("changed", "id")))));

        Map<String, JsonNode> unsaved = byPath(JSON.readTree(
                post(api, PROJECTS + "/" + id + "/difference", changed).expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody()));
        put(api, PROJECTS + "/" + id, "*", changed).expectStatus().isOk();
        Map<String, JsonNode> saved = byPath(get("/difference?from=" + first, id));

        assertThat(saved).isEqualTo(unsaved);
        assertThat(saved).containsOnlyKeys(
                "name", "policy.fullMode", "policy.values.not-a-number", "tables[shop.items]", "tablePolicies[shop.items].extraction.mode",
                "tablePolicies[shop.items].keyFields", "tablePolicies[shop.orders].extraction.key", "tablePolicies[shop.orders].extraction.lookBack",
                "tablePolicies[shop.orders].properties.clickhouse.orderBy", "tablePolicies[shop.orders].properties.clickhouse.settings");
        JsonNode change = saved.get("policy.fullMode");
        assertThat(change.get("kind").asString()).isEqualTo("changed");
        assertThat(change.get("before").asString()).isEqualTo("retain-and-clear");
        assertThat(change.get("after").asString()).isEqualTo("delete-and-create");
        assertThat(change.get("table").isNull()).isTrue();
        assertThat(saved.get("tables[shop.items]").get("kind").asString()).isEqualTo("removed");
        assertThat(saved.get("tablePolicies[shop.orders].extraction.key").get("table").get("table").asString()).isEqualTo("orders");
        assertThat(saved.get("tablePolicies[shop.orders].extraction.key").get("after")).hasSize(2);
        JsonNode page = get("/difference?limit=4&from=" + first, id);
        assertThat(page.get("items")).hasSize(4);
        assertThat(get("/difference?limit=1000&from=" + first + "&cursor=" + page.get("next").asString(), id).get("items")).hasSize(6);
        api.get().uri(PROJECTS + "/" + id + "/difference?from=987654321").exchange().expectStatus().isNotFound();
    }

    @Test
    void aRevisionIsBroughtBackAsTheNextOne() {
        Map<String, Object> body = everything();
        long id = create(api, PROJECTS, body);
        long first = revision(id);
        put(api, PROJECTS + "/" + id, "*", aProject(source, List.of(target), "shop.items")).expectStatus().isOk();
        long second = revision(id);

        restore(id, first, null, null).expectStatus().isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        restore(id, first, "\"" + first + "\"", null).expectStatus().isEqualTo(HttpStatus.PRECONDITION_FAILED);
        restore(id, 987_654_321, "\"" + second + "\"", null).expectStatus().isNotFound();
        restore(id, first, "\"" + second + "\"", Map.of("comment", "it was better")).expectStatus().isOk();

        JsonNode newest = get("/revisions?limit=1", id).at("/items/0");
        assertThat(newest.get("revision").asLong()).isGreaterThan(second);
        assertThat(newest.get("restoredFrom").asLong()).isEqualTo(first);
        assertThat(newest.get("comment").asString()).isEqualTo("it was better");
        assertThat(get("/difference?from=" + first, id).get("items")).isEmpty();
    }

    @Test
    void aRevisionWhoseConnectionIsGoneIsNotBroughtBack() {
        long gone = create(api, "/api/v1/connections", aConnection("host", "gone.example"));
        long id = create(api, PROJECTS, aProject(source, List.of(gone), "shop.orders"));
        long first = revision(id);
        put(api, PROJECTS + "/" + id, "*", aProject(source, List.of(target), "shop.orders")).expectStatus().isOk();
        api.delete().uri("/api/v1/connections/" + gone).header(HttpHeaders.IF_MATCH, "*").exchange().expectStatus().isNoContent();

        restore(id, first, "*", null).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.findings[0].code").isEqualTo("unknown-connection")
                .jsonPath("$.findings[0].field").isEqualTo("targetConnectionIds");
    }

    /// What was saved can have become impossible since: a difference is told all the same, only a save is refused.
    @Test
    void whatCannotBeSavedAnyMoreCanStillBeCompared() {
        Map<String, Object> connection = aConnection("host", "revoked.example");
        long revoked = create(api, "/api/v1/connections", connection);
        Map<String, Object> body = aProject(source, List.of(revoked), "shop.orders");
        long id = create(api, PROJECTS, body);
        put(api, "/api/v1/connections/" + revoked, "*", with(connection, "allowWriteOperations", false)).expectStatus().isOk();

        post(api, PROJECTS + "/" + id + "/difference", get("/request", id).toString()).expectStatus().isOk().expectBody().jsonPath("$.items").isEmpty();
        post(api, PROJECTS + "/" + id + "/difference", with(body, "name", uniqueName("Renamed"))).expectStatus().isOk().expectBody()
                .jsonPath("$.items.length()").isEqualTo(1)
                .jsonPath("$.items[0].path").isEqualTo("name");
        put(api, PROJECTS + "/" + id, "*", body).expectStatus().isBadRequest().expectBody().jsonPath("$.findings[0].code").isEqualTo("not-writable");
        post(api, PROJECTS + "/" + id + "/difference", aProject(source, List.of(987_654_321L), "shop.orders")).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.findings[0].code").isEqualTo("unknown-connection");
    }

    private RestTestClient.ResponseSpec restore(long id, long revision, String etag, Object body) {
        RestTestClient.RequestBodySpec request = api.post().uri("%s/%d/revisions/%d/restore".formatted(PROJECTS, id, revision));
        RestTestClient.RequestBodySpec matching = etag == null ? request : request.header(HttpHeaders.IF_MATCH, etag);
        return body == null ? matching.exchange() : matching.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    private static Map<String, JsonNode> byPath(JsonNode difference) {
        return difference.get("items").valueStream().collect(Collectors.toMap(change -> change.get("path").asString(), change -> change));
    }

    private List<Long> revisions(long id) {
        return get("/revisions", id).get("items").valueStream().map(item -> item.get("revision").asLong()).toList();
    }

    private long revision(long id) {
        return get("", id).get("revision").asLong();
    }

    private JsonNode get(String path, long id) {
        return JSON.readTree(api.get().uri(PROJECTS + "/" + id + path).exchange().expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody());
    }
}
