package dev.syncline.config.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import dev.syncline.config.RunningService;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.SchemaPending;
import dev.syncline.kit.message.Json;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// What has become of a source is found without a run, told, and settled by people.
class SchemaChangesIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RunningService service = RunningService.shared();
    private final RestTestClient api = service.api();
    private FreshDatabase shop;
    private long source;
    private long target;

    @BeforeEach
    void fill() {
        shop = SharedServers.postgreSql().freshDatabase("changes");
        shop.execute("CREATE SCHEMA shop");
        shop.execute("CREATE TABLE shop.orders (id bigint PRIMARY KEY, number text, changed timestamptz)");
        shop.execute("CREATE TABLE shop.items (id bigint PRIMARY KEY)");
        shop.execute("CREATE TABLE shop.left_out (id bigint PRIMARY KEY)");
        source = create(api, "/api/v1/connections", with(aConnectionTo(shop), "allowWriteOperations", false));
        target = create(api, "/api/v1/connections", aConnection("host", "target.example"));
    }

    @AfterEach
    void drop() {
        shop.close();
    }

    @Test
    void nothingHasChangedRightAfterTheSave() {
        long id = project();

        JsonNode checked = check(id);

        assertThat(checked.get("pending").asInt()).isZero();
        assertThat(checked.get("items")).isEmpty();
        assertThat(checked.get("checkedAt").isNull()).isFalse();
    }

    @Test
    void findsTablesAndColumnsWithWhatARunWillDo() {
        long id = project();
        change();

        JsonNode checked = check(id);

        assertThat(kinds(checked)).containsExactlyInAnyOrder(
                "table-new shop.refunds", "table-gone shop.items", "column-added shop.orders discount", "column-removed shop.orders number",
                "column-retyped shop.orders changed");
        assertThat(item(checked, "table-new").at("/effect/code").asString()).isEqualTo("copied");
        assertThat(item(checked, "table-gone").at("/effect/code").asString()).isEqualTo("skipped");
        assertThat(item(checked, "column-added").at("/effect/code").asString()).isEqualTo("made-anew");
        assertThat(item(checked, "column-retyped").get("before").asString()).isEqualTo("timestamp with time zone");
        assertThat(item(checked, "column-retyped").get("after").asString()).isEqualTo("date");
        assertThat(item(checked, "column-added").get("message").asString()).contains("shop.orders has a new column \"discount\"");

        // The same look again finds nothing more.
        assertThat(check(id).get("pending").asInt()).isEqualTo(5);
        api.get().uri("/api/v1/projects?search={name}", checkedName(id)).exchange().expectBody().jsonPath("$.items[0].pendingSchemaChanges").isEqualTo(5);
    }

    @Test
    void theEffectIsThatOfThePoliciesAndSaysWhatFails() {
        Map<String, Object> kept = with(aProject(source, List.of(target), "shop.orders"), "policy", Map.of("fullMode", "retain-and-clear", "ignoreNewTables", true));
        long retained = create(api, "/api/v1/projects", kept);
        long incremental = create(api, "/api/v1/projects", with(aProject(source, List.of(target), "shop.orders"), "policy", Map.of("fieldChanges", "ignore"),
                "tablePolicies", List.of(Map.of("table", Map.of("schema", "shop", "table", "orders"), "keyFields", List.of("number"),
                        "extraction", Map.of("mode", "incremental", "key", List.of("id"))))));
        change();

        JsonNode ofRetained = check(retained);
        JsonNode ofIncremental = check(incremental);

        assertThat(item(ofRetained, "table-new").at("/effect/code").asString()).isEqualTo("left-alone");
        assertThat(item(ofRetained, "column-added").at("/effect/code").asString()).isEqualTo("column-added");
        assertThat(item(ofRetained, "column-removed").at("/effect/code").asString()).isEqualTo("column-kept");
        assertThat(item(ofRetained, "column-retyped").at("/effect/code").asString()).isEqualTo("widened-or-fails");
        assertThat(item(ofIncremental, "column-removed").at("/effect/code").asString()).isEqualTo("fails");
        assertThat(item(ofIncremental, "column-removed").at("/effect/message").asString()).contains("choose another column");
    }

    @Test
    void whatIsUndoneInTheSourceIsPendingNoLonger() {
        long id = project();
        shop.execute("ALTER TABLE shop.orders ADD COLUMN discount numeric");
        check(id);

        shop.execute("ALTER TABLE shop.orders DROP COLUMN discount");

        assertThat(check(id).get("pending").asInt()).isZero();
    }

    @Test
    void acceptingChoosesNewTablesAndTakesOutThoseThatHaveGone() {
        long id = project();
        change();
        check(id);

        JsonNode settled = settle(id, "accept", "\"" + revision(id) + "\"", Map.of("all", true, "comment", "as agreed"));

        assertThat(settled.get("settled").asInt()).isEqualTo(5);
        JsonNode project = get("/api/v1/projects/" + id);
        assertThat(settled.get("revision").asLong()).isEqualTo(project.get("revision").asLong());
        assertThat(project.get("tables").valueStream().map(table -> table.get("table").asString())).containsExactlyInAnyOrder("orders", "refunds");
        assertThat(project.get("comment").asString()).isEqualTo("as agreed");
        assertThat(check(id).get("pending").asInt()).isZero();
        assertThat(get("/api/v1/projects/" + id + "/schema-changes?state=accepted").get("items")).hasSize(5).allSatisfy(change ->
                assertThat(change.get("settledBy").asString()).isEqualTo("api"));
    }

    /// What patterns choose would be chosen again by the next save.
    @Test
    void aTableOfAPatternIsAcceptedByItAndIgnoredByAnException() {
        long id = create(api, "/api/v1/projects", with(aProject(source, List.of(target)), "selection", List.of(Map.of("schema", "shop"), Map.of("pattern", "!shop.tmp_*")),
                "policy", Map.of("ignoreNewTables", true)));
        change();
        shop.execute("CREATE TABLE shop.returns (id int PRIMARY KEY)");
        shop.execute("CREATE TABLE shop.more (id int PRIMARY KEY)");
        shop.execute("CREATE TABLE shop.tmp_a (id int PRIMARY KEY)");
        JsonNode found = check(id);
        assertThat(kinds(found)).contains("table-new shop.refunds", "table-new shop.returns", "table-new shop.more", "table-gone shop.items").doesNotContain("table-new shop.tmp_a");
        assertThat(item(found, "table-new").at("/effect/code").asString()).isEqualTo("left-alone");

        settle(id, "accept", "\"" + revision(id) + "\"", Map.of("ids", List.of(idOf(found, "refunds"), idOf(found, "items"))));

        assertThat(chosen(id)).as("the others go on being new").containsExactly("left_out", "orders", "refunds");
        assertThat(get("/api/v1/projects/" + id).get("tables")).isEmpty();
        api.put().uri("/api/v1/projects/" + id).contentType(MediaType.APPLICATION_JSON).header(HttpHeaders.IF_MATCH, "\"" + revision(id) + "\"")
                .body(with(JSON.convertValue(get("/api/v1/projects/%d/request".formatted(id)), Map.class), "policy", Map.of("ignoreNewTables", false))).exchange().expectStatus().isOk();
        assertThat(chosen(id)).as("a save takes what the patterns choose").containsExactly("left_out", "more", "orders", "refunds", "returns");
        shop.execute("CREATE TABLE shop.unwanted (id int PRIMARY KEY)");
        found = check(id);

        settle(id, "ignore", "\"" + revision(id) + "\"", Map.of("ids", List.of(idOf(found, "unwanted"))));

        assertThat(get("/api/v1/projects/" + id).get("selection").valueStream().map(rule -> rule.get("pattern").asString()))
                .containsExactly("shop.*", "!shop.tmp_*", "!shop.unwanted");
        assertThat(chosen(id)).containsExactly("left_out", "more", "orders", "refunds", "returns");
    }

    private List<String> chosen(long id) {
        return get("/api/v1/projects/%d/tables".formatted(id)).get("items").valueStream().map(item -> item.at("/source/table").asString()).toList();
    }

    /// A save begins the count of new tables anew; settling one must not settle the others.
    @Test
    void settlingOneNewTableLeavesTheOthersNew() {
        long id = project();
        shop.execute("CREATE TABLE shop.one (id int)");
        shop.execute("CREATE TABLE shop.two (id int)");
        shop.execute("CREATE TABLE shop.three (id int)");
        JsonNode checked = check(id);

        settle(id, "accept", "*", Map.of("ids", List.of(idOf(checked, "one"))));
        settle(id, "ignore", "*", Map.of("ids", List.of(idOf(checked, "two"))));

        assertThat(kinds(check(id))).containsExactly("table-new shop.three");
        JsonNode document = get("/api/v1/projects/" + id + "/revisions/" + revision(id));
        assertThat(document.at("/baseline/0/tables").valueStream().map(JsonNode::asString)).contains("one", "two").doesNotContain("three");
        assertThat(document.get("tables").valueStream().map(table -> table.get("table").asString())).contains("one").doesNotContain("two");
    }

    @Test
    void whatIsIgnoredComesBackOnlyWhenItChangesAgain() {
        long id = project();
        shop.execute("ALTER TABLE shop.orders ALTER COLUMN number TYPE varchar(10)");
        shop.execute("DROP TABLE shop.items");
        check(id);

        settle(id, "ignore", "\"" + revision(id) + "\"", Map.of("all", true));

        assertThat(check(id).get("pending").asInt()).isZero();
        assertThat(get("/api/v1/projects/" + id).get("tables")).hasSize(2);
        shop.execute("ALTER TABLE shop.orders ALTER COLUMN number TYPE varchar(20)");
        shop.execute("CREATE TABLE shop.items (id bigint PRIMARY KEY)");
        assertThat(kinds(check(id))).containsExactly("column-retyped shop.orders number");
        shop.execute("DROP TABLE shop.items");
        assertThat(kinds(check(id))).containsExactlyInAnyOrder("column-retyped shop.orders number", "table-gone shop.items");
    }

    @Test
    void settlingNeedsThePresentStateAndPendingChanges() {
        long id = project();
        change();
        long one = idOf(check(id), "refunds");

        send(id, "accept", null, Map.of("all", true)).expectStatus().isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        send(id, "accept", "\"987654321\"", Map.of("all", true)).expectStatus().isEqualTo(HttpStatus.PRECONDITION_FAILED);
        send(id, "accept", "*", Map.of()).expectStatus().isBadRequest();
        send(id, "accept", "*", Map.of("ids", List.of(987_654_321))).expectStatus().isEqualTo(HttpStatus.CONFLICT);
        settle(id, "ignore", "*", Map.of("ids", List.of(one)));
        send(id, "ignore", "*", Map.of("ids", List.of(one))).expectStatus().isEqualTo(HttpStatus.CONFLICT);
        api.get().uri("/api/v1/projects/987654321/schema-changes").exchange().expectStatus().isNotFound();
        api.get().uri("/api/v1/projects/" + id + "/schema-changes?state=x").exchange().expectStatus().isBadRequest();
    }

    @Test
    void aSourceThatCannotBeAskedIsSaid() {
        long away = create(api, "/api/v1/connections", aConnection("host", "source.example", "allowWriteOperations", false));
        long id = create(api, "/api/v1/projects", aProject(away, List.of(target), "shop.orders"));

        api.post().uri("/api/v1/projects/" + id + "/schema-changes/check").exchange().expectStatus().isEqualTo(HttpStatus.BAD_GATEWAY);

        assertThat(get("/api/v1/projects/" + id + "/schema-changes").get("failure").asString()).contains("No PostgreSQL database answers");
    }

    @Test
    void theNightlyLookTellsWhatIsNewOnce() {
        long id = project();
        shop.execute("ALTER TABLE shop.orders ADD COLUMN discount numeric(12,2)");
        NightlyLook nightly = service.bean(NightlyLook.class);

        nightly.look();
        aDayLater();
        nightly.look();
        shop.execute("ALTER TABLE shop.orders ADD COLUMN voucher text");
        aDayLater();
        nightly.look();

        List<CloudEvent> told = told(id, 2);
        assertThat(told).allSatisfy(event -> {
            assertThat(event.type()).isEqualTo("dev.syncline.schema.pending.v1");
            assertThat(event.source()).isEqualTo("/syncline/config");
        });
        assertThat(((SchemaPending) told.getFirst().data()).changes()).singleElement().asString().contains("\"discount\": numeric(12,2)");
        assertThat(((SchemaPending) told.getLast().data())).satisfies(last -> {
            assertThat(last.changes()).singleElement().asString().contains("voucher");
            assertThat(last.pending()).isEqualTo(2);
        });
    }

    private void aDayLater() {
        service.bean(JdbcClient.class).sql("UPDATE schema_check SET checked_at = checked_at - interval '1 day'").update();
    }

    private void change() {
        shop.execute("CREATE TABLE shop.refunds (id bigint PRIMARY KEY)");
        shop.execute("CREATE VIEW shop.no_table AS SELECT 1 AS one");
        shop.execute("DROP TABLE shop.items");
        shop.execute("ALTER TABLE shop.orders ADD COLUMN discount numeric(12,2), DROP COLUMN number, ALTER COLUMN changed TYPE date");
    }

    private long project() {
        return create(api, "/api/v1/projects", aProject(source, List.of(target), "shop.orders", "shop.items"));
    }

    private String checkedName(long id) {
        return get("/api/v1/projects/" + id).get("name").asString();
    }

    private long revision(long id) {
        return get("/api/v1/projects/" + id).get("revision").asLong();
    }

    private JsonNode check(long id) {
        return JSON.readTree(api.post().uri("/api/v1/projects/" + id + "/schema-changes/check").exchange().expectStatus().isOk()
                .expectBody(String.class).returnResult().getResponseBody());
    }

    private JsonNode get(String uri) {
        return JSON.readTree(api.get().uri(uri).exchange().expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody());
    }

    private JsonNode settle(long id, String how, String etag, Object body) {
        return JSON.readTree(send(id, how, etag, body).expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody());
    }

    private RestTestClient.ResponseSpec send(long id, String how, String etag, Object body) {
        RestTestClient.RequestBodySpec request = api.post().uri("/api/v1/projects/%d/schema-changes/%s".formatted(id, how)).contentType(MediaType.APPLICATION_JSON);
        return (etag == null ? request : request.header(HttpHeaders.IF_MATCH, etag)).body(body).exchange();
    }

    private static List<String> kinds(JsonNode list) {
        return list.get("items").valueStream()
                .map(item -> "%s %s.%s %s".formatted(
                        item.get("kind").asString(), item.at("/table/schema").asString(), item.at("/table/table").asString(), item.path("column").asString("")).strip())
                .toList();
    }

    private static JsonNode item(JsonNode list, String kind) {
        return list.get("items").valueStream().filter(item -> item.get("kind").asString().equals(kind)).findFirst().orElseThrow();
    }

    private static long idOf(JsonNode list, String table) {
        return list.get("items").valueStream().filter(item -> item.at("/table/table").asString().equals(table)).findFirst().orElseThrow().get("id").asLong();
    }

    private static List<CloudEvent> told(long project, int expected) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka().bootstrapServers());
        List<CloudEvent> events = new ArrayList<>();
        Instant limit = Instant.now().plus(Duration.ofSeconds(20));
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.RUNS).stream().map(part -> new TopicPartition(part.topic(), part.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (events.size() < expected) {
                assertThat(Instant.now()).as("the time to wait").isBefore(limit);
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (("project/" + project).equals(record.key())) {
                        events.add(Json.read(record.value(), CloudEvent.class));
                    }
                });
            }
        }
        return events;
    }
}
