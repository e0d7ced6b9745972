package dev.syncline.config.project;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;

import dev.syncline.config.RunningService;
import dev.syncline.config.installation.Installation;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.Mark;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.project.ProjectEvent.ProjectDeleted;
import dev.syncline.contracts.project.ProjectEvent.ProjectSaved;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.delete;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.put;
import static dev.syncline.config.Bodies.uniqueName;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

class ProjectsIT {

    private static final String CONNECTIONS = "/api/v1/connections";
    private static final String PROJECTS = "/api/v1/projects";
    private static final TableName ORDERS = new TableName("shop", "orders");

    private static FreshDatabase shop;

    private final RunningService service = RunningService.shared();
    private final RestTestClient api = service.api();
    private long source;
    private long target;

    @BeforeAll
    static void fill() {
        shop = SharedServers.postgreSql().freshDatabase("shop");
        shop.execute("CREATE SCHEMA shop");
        shop.execute("CREATE SCHEMA crm");
        shop.execute("CREATE SCHEMA odd");
        shop.execute("CREATE TABLE shop.orders (id bigint PRIMARY KEY, number text, changed timestamptz, blob json, hs_sync_time timestamp)");
        shop.execute("CREATE TABLE shop.items (id bigint PRIMARY KEY)");
        shop.execute("CREATE TABLE crm.people (id bigint PRIMARY KEY)");
        shop.execute("CREATE TABLE odd.numbers (id bigint PRIMARY KEY, free numeric, wide numeric(80,0), long numeric(70,0), plain numeric(30,2), ratio float8)");
        shop.execute("CREATE TABLE odd.columns (id bigint PRIMARY KEY, \"a=b\" int, \"back`s\" int, __op int)");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    @BeforeEach
    void makeConnections() {
        source = create(api, CONNECTIONS, with(aConnectionTo(shop), "allowWriteOperations", false));
        target = create(api, CONNECTIONS, aConnection("host", "target.example"));
    }

    @Test
    void everySaveMakesARevisionThatIsStoredAndPublished() {
        Map<String, Object> body = aProject(source, List.of(target), "shop.orders", "shop.items");
        long id = create(api, PROJECTS, body);
        String uri = PROJECTS + "/" + id;

        api.get().uri(uri).exchange().expectStatus().isOk().expectHeader().valueEquals("ETag", "\"1\"").expectBody()
                .jsonPath("$.revision").isEqualTo(1)
                .jsonPath("$.sourceConnectionId").isEqualTo((int) source)
                .jsonPath("$.schemaNaming.mode").isEqualTo("prefix")
                .jsonPath("$.tables.length()").isEqualTo(2)
                .jsonPath("$.savedBy").isEqualTo("api");
        put(api, uri, "\"1\"", with(body, "schemaNaming", Map.of("mode", "fixed", "name", "dw"))).expectStatus().isOk()
                .expectHeader().valueEquals("ETag", "\"2\"");
        put(api, uri, "\"1\"", body).expectStatus().isEqualTo(HttpStatus.PRECONDITION_FAILED);
        api.get().uri(uri + "/revisions").exchange().expectStatus().isOk().expectBody()
                .jsonPath("$.items[0].revision").isEqualTo(2)
                .jsonPath("$.items[1].revision").isEqualTo(1);
        assertThat(revision(id, 1).schemaNaming()).isEqualTo(new SchemaNaming.Prefix("x_"));
        assertThat(revision(id, 2).schemaNaming()).isEqualTo(new SchemaNaming.Fixed("dw"));
        api.get().uri(uri + "/revisions/3").exchange().expectStatus().isNotFound();

        ProjectRevision first = revision(id, 1);
        ProjectRevision second = revision(id, 2);
        api.delete().uri(uri).exchange().expectStatus().isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        delete(api, uri, "\"2\"").expectStatus().isNoContent();
        api.get().uri(uri).exchange().expectStatus().isNotFound();

        assertThat(published(id, 3)).satisfiesExactly(
                event -> assertThat(((ProjectSaved) event).revision()).isEqualTo(first),
                event -> assertThat(((ProjectSaved) event).revision()).isEqualTo(second),
                event -> assertThat(((ProjectDeleted) event).revision()).isEqualTo(2));
    }

    /// S50, A20
    @Test
    void validatesAnUnsavedConfigurationWithoutStoringIt() {
        long projects = count("project");
        long revisions = count("project_revision");
        Map<String, Object> body = aProject(source, List.of(target), "shop.orders");

        ProjectRevision unsaved = validate(body);
        long id = create(api, PROJECTS, body);
        ProjectRevision ofSaved = validate(with(body, "projectId", id, "name", "Other name"));

        assertThat(unsaved.revision()).isZero();
        assertThat(unsaved.projectId()).isZero();
        assertThat(unsaved.targetOf(new TableName("shop", "orders"))).isEqualTo(new TableName("x_shop", "orders"));
        assertThat(ofSaved.projectId()).isEqualTo(id);
        assertThat(ofSaved.revision()).isZero();
        assertThat(ofSaved.projectName()).isEqualTo("Other name");
        assertThat(count("project")).isEqualTo(projects + 1);
        assertThat(count("project_revision")).isEqualTo(revisions + 1);
        post(api, PROJECTS + "/validate", body).expectStatus().isEqualTo(HttpStatus.CONFLICT);
        post(api, PROJECTS + "/validate", with(body, "projectId", 987_654_321)).expectStatus().isNotFound();
        post(api, PROJECTS + "/validate", with(body, "name", "x", "tables", List.of())).expectStatus().isBadRequest();
    }

    @Test
    void keepsAConnectionThatItUses() {
        long id = create(api, PROJECTS, aProject(source, List.of(target), "shop.orders"));

        delete(api, CONNECTIONS + "/" + source, "*").expectStatus().isEqualTo(HttpStatus.CONFLICT).expectBody()
                .jsonPath("$.type").isEqualTo("https://syncline.dev/problems/connection-in-use");
        delete(api, CONNECTIONS + "/" + target, "*").expectStatus().isEqualTo(HttpStatus.CONFLICT);
        Map<String, Object> asMySql = aConnection("kind", "mysql", "name", uniqueName("Changed"));
        asMySql.remove("database");
        put(api, CONNECTIONS + "/" + target, "*", asMySql).expectStatus().isEqualTo(HttpStatus.CONFLICT);

        delete(api, PROJECTS + "/" + id, "*").expectStatus().isNoContent();
        delete(api, CONNECTIONS + "/" + source, "*").expectStatus().isNoContent();
    }

    @Test
    void storesNothingOfARefusedSave() {
        Map<String, Object> body = aProject(source, List.of(target), "shop.orders");
        create(api, PROJECTS, body);
        long projects = count("project");
        long revisions = count("project_revision");

        post(api, PROJECTS, body).expectStatus().isEqualTo(HttpStatus.CONFLICT);
        post(api, PROJECTS, aProject(source, List.of(source), "shop.orders")).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.detail").value(String.class, detail -> assertThat(detail).contains("does not allow write operations"));
        post(api, PROJECTS, aProject(987_654_321, List.of(target), "shop.orders")).expectStatus().isBadRequest();
        post(api, PROJECTS, with(body, "name", "x", "projectId", 1)).expectStatus().isBadRequest();

        assertThat(count("project")).isEqualTo(projects);
        assertThat(count("project_revision")).isEqualTo(revisions);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"mode\":\"prefix\"}", "{\"mode\":\"prefix\",\"prefix\":\" \"}", "{\"mode\":\"fixed\",\"name\":null}", "{\"mode\":\"other\"}",
        "{\"mode\":\"java.net.URL\"}", "{\"mode\":\"fixed\",\"name\":\"a\",\"x\":1}", "\"original\"", "null"
    })
    void refusesSchemaNamingsThatAreNone(String naming) {
        Map<String, Object> body = aProject(source, List.of(target), "shop.orders");
        body.put("schemaNaming", Json.read("{\"naming\":%s}".formatted(naming), Map.class).get("naming"));

        post(api, PROJECTS, body).expectStatus().isBadRequest();
    }

    @Test
    void takesTwentyThousandTables() {
        Map<String, Object> body = aProject(source, List.of(target), "shop.orders");
        List<Map<String, String>> tables = IntStream.range(0, 20_000)
                .mapToObj(i -> Map.of("schema", "a_schema_with_a_longer_name", "table", "a_table_with_an_even_longer_name_%05d".formatted(i)))
                .toList();

        long id = create(api, PROJECTS, with(body, "tables", tables));

        assertThat(revision(id, 1).tables()).hasSize(20_000);
        assertThat(published(id, 1)).singleElement().satisfies(event -> assertThat(((ProjectSaved) event).revision().tables()).hasSize(20_000));
    }

    @Test
    void listsProjectsWithTheirConnections() {
        long id = create(api, PROJECTS, aProject(source, List.of(target), "shop.orders", "shop.items"));

        api.get().uri(PROJECTS + "?limit=1000").exchange().expectStatus().isOk().expectBody()
                .jsonPath("$.items[?(@.id == %d)].tables".formatted(id)).isEqualTo(2)
                .jsonPath("$.items[?(@.id == %d)].sourceConnectionId".formatted(id)).isEqualTo((int) source)
                .jsonPath("$.items[?(@.id == %d)].targetConnectionIds[0]".formatted(id)).isEqualTo((int) target);
    }

    /// S11 to S48: what is saved is what is shown, and what a run gets.
    @Test
    void keepsThePoliciesOfAllLevels() {
        Map<String, Object> body = with(aProject(source, List.of(target), "shop.orders"),
                "tableNaming", Map.of("mode", "schema-infix", "infix", "mid"),
                "policy", Map.of("fullMode", "retain-and-clear", "fieldChanges", "ignore", "ignoreNewTables", true, "pageSize", 10_000,
                        "values", Map.of("not-a-number", "null")),
                "schemas", List.of(Map.of("schema", "crm", "newTables", "include")),
                "tablePolicies", List.of(Map.of("table", Map.of("schema", "shop", "table", "orders"), "keyFields", List.of("id"),
                        "extraction", Map.of("mode", "incremental", "key", List.of("changed"), "lookBack", "PT10M"))));

        long id = create(api, PROJECTS, body);

        api.get().uri(PROJECTS + "/" + id).exchange().expectStatus().isOk().expectBody()
                .jsonPath("$.tableNaming.infix").isEqualTo("mid")
                .jsonPath("$.policy.fullMode").isEqualTo("retain-and-clear")
                .jsonPath("$.policy.values['not-a-number']").isEqualTo("null")
                .jsonPath("$.schemas[0].newTables").isEqualTo("include")
                .jsonPath("$.tablePolicies[0].extraction.lookBack").isEqualTo("PT10M")
                .jsonPath("$.tablePolicies[0].keyFields[0]").isEqualTo("id");
        ProjectRevision revision = revision(id, 1);
        assertThat(revision.planOf(ORDERS).target()).isEqualTo(new TableName("x_shop", "shop_mid_orders"));
        assertThat(revision.watched()).extracting(BaselineSchema::schema).containsExactly("crm");
        assertThat(revision.source().server()).isEqualTo("postgresql://localhost:%d/%s".formatted(shop.server().port(), shop.name()));
        assertThat(published(id, 1)).singleElement().satisfies(event -> assertThat(((ProjectSaved) event).revision()).isEqualTo(revision));
    }

    /// What is shown can be saved again as it is.
    @Test
    void showsKeyFieldsAsTheyWereMeant() {
        Map<String, Object> body = aProject(source, List.of(target), "shop.orders");
        Map<String, Object> policy = Map.of("table", Map.of("schema", "shop", "table", "orders"), "extraction", Map.of("mode", "incremental", "key", List.of("changed")));

        long leftOut = create(api, PROJECTS, with(body, "tablePolicies", List.of(policy)));
        long none = create(api, PROJECTS, incremental(with(body, "name", "Copy without a key"), List.of("changed"), List.of()));

        api.get().uri(PROJECTS + "/" + leftOut).exchange().expectBody().jsonPath("$.tablePolicies[0].keyFields").isEmpty();
        assertThat(revision(leftOut, 1).planOf(ORDERS).key()).isEqualTo(TableKey.SOURCE);
        api.get().uri(PROJECTS + "/" + none).exchange().expectBody().jsonPath("$.tablePolicies[0].keyFields.length()").isEqualTo(0);
        assertThat(revision(none, 1).planOf(ORDERS).key()).isEqualTo(TableKey.NONE);
    }

    /// S29, A13, A14: what the schemas hold at the save, of chosen tables and of those that are only named.
    @Test
    void remembersWhatTheSourceHolds() {
        Map<String, Object> body = with(
                aProject(source, List.of(target), "shop.items"), "schemas", List.of(Map.of("schema", "crm", "newTables", "inherit")));

        ProjectRevision unsaved = validate(body);
        long id = create(api, PROJECTS, body);

        assertThat(unsaved.baseline()).containsExactly(new BaselineSchema("crm", List.of("people")), new BaselineSchema("shop", List.of("items", "orders")));
        assertThat(revision(id, 1).baseline()).isEqualTo(unsaved.baseline());
        api.get().uri(PROJECTS + "/" + id).exchange().expectBody().jsonPath("$.notes.length()").isEqualTo(0);
    }

    /// A13: a table that was copied because it had appeared is not left behind unnoticed.
    @Test
    void saysWhatIsNoLongerNewAfterAnotherSave() {
        Map<String, Object> body = aProject(source, List.of(target), "crm.people");
        long id = create(api, PROJECTS, body);
        shop.execute("CREATE TABLE crm.visits (id int)");
        try {
            put(api, PROJECTS + "/" + id, "*", body).expectStatus().isOk().expectBody()
                    .jsonPath("$.notes[1]").value(String.class, note -> assertThat(note).contains("crm.visits", "copied only where it is chosen"));
        } finally {
            shop.execute("DROP TABLE crm.visits");
        }
    }

    @Test
    void savesWithoutABaselineWhereTheSourceDoesNotAnswer() {
        long away = create(api, CONNECTIONS, aConnection("host", "source.example", "allowWriteOperations", false));

        Map<?, ?> saved = post(api, PROJECTS, aProject(away, List.of(target), "shop.orders")).expectStatus().isCreated()
                .expectBody(Map.class).returnResult().getResponseBody();

        assertThat(saved.get("notes")).asInstanceOf(InstanceOfAssertFactories.list(String.class)).hasSize(2).first().asString()
                .contains("could not be asked", "not copied until the project is saved again", "No PostgreSQL database answers");
        assertThat(revision(((Number) saved.get("id")).longValue(), 1).baseline()).isEmpty();
    }

    /// A15, S35, S42, A7
    @Test
    void checksColumnsAgainstTheSource() {
        Map<String, Object> body = aProject(source, List.of(target), "shop.orders");

        refuses(with(body, "policy", Map.of("addSyncTime", true)), "policy.addSyncTime is set, but table shop.orders has a column hs_sync_time already");
        refuses(incremental(body, List.of("nope"), List.of("nor this")), "extraction.key names column \"nope\"", "keyFields names column \"nor this\"");
        refuses(incremental(body, List.of("blob"), List.of("blob")), "extraction.key names column \"blob\"", "keyFields name column \"blob\"", "type json");
        refuses(incremental(body, List.of("number"), List.of()), "extraction.key names column \"number\" of table shop.orders, a text");
        refuses(with(body, "tablePolicies", List.of(Map.of("table", Map.of("schema", "shop", "table", "orders"), "keyFields", List.of("id"),
                "extraction", Map.of("mode", "incremental", "key", List.of("changed"), "lookBack", "10")))), "lookBack does not fit column \"changed\"");
        create(api, PROJECTS, incremental(body, List.of("changed", "id"), List.of("id")));
    }

    /// S36, S39: a target that keeps numbers as texts orders them otherwise.
    @Test
    void refusesIncrementalKeysThatATargetOrdersOtherwise() {
        long clickHouse = create(api, CONNECTIONS, anotherKind("clickhouse", 8123));
        long starRocks = create(api, CONNECTIONS, anotherKind("starrocks", 9030));
        Map<String, Object> body = aProject(source, List.of(target, clickHouse), "odd.numbers");

        for (String key : List.of("free", "wide")) {
            refuses(incrementalNumbers(body, key), "tablePolicies[0].extraction.key has another order in a target",
                    "Column \"%s\" cannot be an incremental key: ClickHouse keeps its type as a text".formatted(key), "choose another key");
        }
        refuses(incrementalNumbers(aProject(source, List.of(starRocks), "odd.numbers"), "long"), "StarRocks keeps its type as a text");
        create(api, PROJECTS, incrementalNumbers(body, "plain"));
        create(api, PROJECTS, incrementalNumbers(aProject(source, List.of(target), "odd.numbers"), "free"));
        refuses(with(incrementalNumbers(body, "ratio"), "name", uniqueName("Copy"), "policy", Map.of("values", Map.of("not-a-number", "text")),
                        "targetConnectionIds", List.of(create(api, CONNECTIONS, anotherKind("mysql", 3306)))),
                "Column \"ratio\" cannot be an incremental key: it becomes a text by the project's policy for values");
    }

    /// Also where no policy speaks of the table.
    @Test
    void refusesColumnsThatATargetCannotHold() {
        long starRocks = create(api, CONNECTIONS, anotherKind("starrocks", 9030));

        refuses(aProject(source, List.of(target, starRocks), "odd.columns"),
                "tables contain odd.columns", "column name 'a=b'", "column name 'back`s'", "column name '__op'", "or leave the table out");
        create(api, PROJECTS, aProject(source, List.of(target), "odd.columns"));
    }

    private static Map<String, Object> anotherKind(String kind, int port) {
        Map<String, Object> body = aConnection("kind", kind, "host", kind + ".example", "port", port);
        body.remove("database");
        return body;
    }

    private static Map<String, Object> incrementalNumbers(Map<String, Object> body, String key) {
        return with(body, "tablePolicies", List.of(Map.of("table", Map.of("schema", "odd", "table", "numbers"), "keyFields", List.of("id"),
                "extraction", Map.of("mode", "incremental", "key", List.of(key)))));
    }

    /// A1, A23: while a user is typing, before anything else is known.
    @Test
    void showsNamesWithoutAskingAnyDatabase() {
        Map<String, Object> body = Map.of(
                "schemaNaming", Map.of("mode", "fixed", "name", "ods"),
                "tableNaming", Map.of("mode", "schema-infix", "infix", "mid"),
                "tables", List.of(Map.of("schema", "chenjing", "table", "86export")));

        post(api, PROJECTS + "/names", body).expectStatus().isOk().expectBody()
                .jsonPath("$.names[0].target.schema").isEqualTo("ods")
                .jsonPath("$.names[0].target.table").isEqualTo("chenjing_mid_86export")
                .jsonPath("$.findings.length()").isEqualTo(0);
        post(api, PROJECTS + "/names", with(body, "tableNaming", Map.of("mode", "original"), "tables", List.of(
                        Map.of("schema", "a", "table", "t"), Map.of("schema", "b", "table", "T")))).expectStatus().isOk().expectBody()
                .jsonPath("$.names.length()").isEqualTo(2)
                .jsonPath("$.findings[0]").value(String.class, finding -> assertThat(finding).contains("a.t and b.T would both be written to ods.T"));
        post(api, PROJECTS + "/names", with(body, "tableNaming", Map.of("mode", "schema-infix"))).expectStatus().isOk().expectBody()
                .jsonPath("$.findings[0]").isEqualTo("tableNaming.infix is missing; it has no default");
    }

    @Test
    void keepsNoBaselineThatIsTooLargeForOneMessage() {
        try (RunningService small = RunningService.start(
                SharedServers.postgreSql().freshDatabase("config"), Map.of("main", RunningService.randomKey()), "main", "--syncline.projects.baseline=50B")) {
            long from = create(small.api(), CONNECTIONS, with(aConnectionTo(shop), "allowWriteOperations", false));
            long to = create(small.api(), CONNECTIONS, aConnection("host", "target.example"));

            post(small.api(), PROJECTS, aProject(from, List.of(to), "shop.items", "crm.people")).expectStatus().isCreated().expectBody()
                    .jsonPath("$.notes.length()").isEqualTo(2)
                    .jsonPath("$.notes[0]").value(String.class, note -> assertThat(note).contains("Schema shop has 2 tables", "are not copied"));
        }
    }

    private void refuses(Map<String, Object> body, String... reasons) {
        post(api, PROJECTS, body).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.detail").value(String.class, detail -> assertThat(detail).contains(reasons));
    }

    private static Map<String, Object> incremental(Map<String, Object> body, List<String> key, List<String> keyFields) {
        return with(body, "tablePolicies", List.of(Map.of("table", Map.of("schema", "shop", "table", "orders"), "keyFields", keyFields,
                "extraction", Map.of("mode", "incremental", "key", key))));
    }

    private ProjectRevision validate(Map<String, Object> body) {
        return post(api, PROJECTS + "/validate", body).expectStatus().isOk().expectBody(ProjectRevision.class).returnResult().getResponseBody();
    }

    private ProjectRevision revision(long id, long revision) {
        return api.get().uri("%s/%d/revisions/%d".formatted(PROJECTS, id, revision)).exchange().expectStatus().isOk()
                .expectBody(ProjectRevision.class).returnResult().getResponseBody();
    }

    private long count(String table) {
        return service.bean(JdbcClient.class).sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    private static List<ProjectEvent> published(long projectId, int expected) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, SharedServers.kafka().bootstrapServers());
        List<ProjectEvent> events = new ArrayList<>();
        Mark own = RunningService.shared().bean(Installation.class).mark();
        Instant limit = Instant.now().plus(Duration.ofSeconds(20));
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.PROJECTS).stream().map(part -> new TopicPartition(part.topic(), part.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (events.size() < expected) {
                assertThat(Instant.now()).as("the time to wait").isBefore(limit);
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    ProjectEvent event = Json.read(record.value(), ProjectEvent.class);
                    // Other tests' services have the broker in common with this one.
                    if (record.key().equals(Long.toString(projectId)) && event.mark().isOfSameInstallation(own)) {
                        events.add(event);
                    }
                });
            }
        }
        return events;
    }
}
