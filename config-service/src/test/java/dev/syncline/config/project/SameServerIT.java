package dev.syncline.config.project;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.config.RunningService;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.kit.message.Json;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.Forwarder;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.put;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// One server that is reached through two ports is one server, for a source and its target, and for two targets.
class SameServerIT {

    private static final String CONNECTIONS = "/api/v1/connections";
    private static final String PROJECTS = "/api/v1/projects";

    private static RunningService service;

    private final RestTestClient api = service.api();
    private final List<FreshDatabase> databases = new ArrayList<>();
    private Forwarder forwarder;

    /// All its servers are there, and say who they are in time also on a machine that is busy.
    @BeforeAll
    static void start() {
        service = RunningService.start(
                SharedServers.postgreSql().freshDatabase("config"), Map.of("main", RunningService.randomKey()), "main", "--syncline.network.connect=8s");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void forward() {
        forwarder = Forwarder.toNowhere();
    }

    @AfterEach
    void close() {
        forwarder.close();
        databases.forEach(FreshDatabase::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    void aTableIsNotCopiedOntoItselfThroughAnotherPort(String kind) {
        FreshDatabase shop = shop(kind);
        forwarder.leadTo(shop.server().port());
        long source = awake(create(api, CONNECTIONS, connection(kind, shop, shop.server().port())));
        long target = create(api, CONNECTIONS, connection(kind, shop, forwarder.port()));
        Map<String, Object> body = original(source, List.of(target), shop);

        String detail = refusal(body);

        assertThat(detail).contains("connection " + target, "same database as the source", "though by another address", "orders");
        post(api, PROJECTS + "/validate", body).expectStatus().isBadRequest();
        JsonNode preview = preview(body);
        assertThat(preview.get("runnable").asBoolean()).isFalse();
        assertThat(preview.get("targets").get(0).get("problems").toString()).contains("same database as the source");
        create(api, PROJECTS, with(body, "schemaNaming", Map.of("mode", "prefix", "prefix", "copy_of_")));
    }

    /// The same server may be registered as of another kind.
    @Test
    void aTableIsNotCopiedOntoItselfUnderAnotherKind() {
        FreshDatabase shop = shop("postgresql");
        long source = create(api, CONNECTIONS, connection("postgresql", shop, shop.server().port()));
        long target = create(api, CONNECTIONS, connection("greenplum", shop, shop.server().port()));

        assertThat(refusal(original(source, List.of(target), shop))).contains("same database as the source");
    }

    @Test
    void anotherDatabaseOfTheSamePostgreSqlIsAnotherDatabase() {
        FreshDatabase shop = shop("postgresql");
        FreshDatabase warehouse = shop("postgresql");
        forwarder.leadTo(shop.server().port());
        long source = create(api, CONNECTIONS, connection("postgresql", shop, shop.server().port()));
        long target = create(api, CONNECTIONS, connection("postgresql", warehouse, forwarder.port()));

        create(api, PROJECTS, original(source, List.of(target), shop));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql", "greenplum", "clickhouse", "doris", "starrocks"})
    void oneTargetThroughTwoPortsIsOneTarget(String kind) {
        FreshDatabase shop = shop("postgresql");
        FreshDatabase lake = database(kind);
        forwarder.leadTo(lake.server().port());
        long source = create(api, CONNECTIONS, connection("postgresql", shop, shop.server().port()));
        long direct = awake(create(api, CONNECTIONS, connection(kind, lake, lake.server().port())));
        long forwarded = create(api, CONNECTIONS, connection(kind, lake, forwarder.port()));
        Map<String, Object> body = with(original(source, List.of(direct, forwarded), shop), "schemaNaming", Map.of("mode", "fixed", "name", "somewhere"));

        assertThat(refusal(body)).contains("connections %d".formatted(direct), "and %d".formatted(forwarded), "are the same database");
        assertThat(preview(body).get("targets").get(1).get("problems").toString()).contains("are the same database");
    }

    /// Its owner knows better than a server that was made of another one's files.
    @Test
    void aConnectionWhoseOwnerHasChosenAddressesIsToldApartByThem() {
        FreshDatabase shop = shop("postgresql");
        forwarder.leadTo(shop.server().port());
        long source = create(api, CONNECTIONS, connection("postgresql", shop, shop.server().port()));
        long target = create(api, CONNECTIONS, with(connection("postgresql", shop, forwarder.port()), "options", Map.of("identity", "address")));

        JsonNode saved = saved(original(source, List.of(target), shop));

        assertThat(saved.get("notes")).singleElement().asString().contains("by host and port only", "'identity'");
    }

    @Test
    void aServerThatDoesNotSayWhoItIsIsToldApartByItsAddressAndTheUserIsTold() {
        FreshDatabase shop = shop("postgresql");
        StreamLoadServer doris = SharedServers.doris();
        FreshDatabase lake = database("doris");
        long source = create(api, CONNECTIONS, connection("postgresql", shop, shop.server().port()));
        long one = awake(create(api, CONNECTIONS, connection("doris", lake, doris.port())));
        long other = create(api, CONNECTIONS, connection("doris", lake, doris.port()));
        doris.frontEndsShown(false);
        try {
            JsonNode saved = saved(original(source, List.of(one), shop));
            assertThat(saved.get("notes")).singleElement().asString().contains("by host and port only", "does not say who it is");
            assertThat(refusal(original(source, List.of(one, other), shop))).contains("are the same database");
        } finally {
            doris.frontEndsShown(true);
        }
    }

    /// What a server has said is kept, and used while it is away; an edit that may lead elsewhere forgets it.
    @Test
    void whatAServerHasSaidIsKeptUntilItsConnectionLeadsElsewhere() {
        FreshDatabase shop = shop("postgresql");
        forwarder.leadTo(shop.server().port());
        long source = create(api, CONNECTIONS, connection("postgresql", shop, shop.server().port()));
        Map<String, Object> body = connection("postgresql", shop, forwarder.port());
        long target = create(api, CONNECTIONS, body);
        JsonNode trial = Json.read(post(api, CONNECTIONS + "/" + target + "/test", "").expectStatus().isOk().expectBody(String.class)
                .returnResult().getResponseBody(), JsonNode.class);
        assertThat(trial.get("identity").asString()).startsWith("postgresql:").isEqualTo(identity(target));
        forwarder.leadTo(0);

        assertThat(refusal(original(source, List.of(target), shop))).contains("same database as the source");

        put(api, CONNECTIONS + "/" + target, "*", with(body, "name", "renamed " + target)).expectStatus().isOk();
        assertThat(identity(target)).isNotNull();
        put(api, CONNECTIONS + "/" + target, "*", with(body, "host", "127.0.0.2")).expectStatus().isOk();
        assertThat(identity(target)).isNull();
    }

    /// What is saved bears who its servers are, for the scheduler.
    @Test
    void aRevisionBearsWhoItsServersAre() {
        FreshDatabase shop = shop("postgresql");
        FreshDatabase lake = database("mysql");
        forwarder.leadTo(lake.server().port());
        long source = create(api, CONNECTIONS, connection("postgresql", shop, shop.server().port()));
        long direct = create(api, CONNECTIONS, connection("mysql", lake, lake.server().port()));
        long forwarded = create(api, CONNECTIONS, connection("mysql", lake, forwarder.port()));

        ConnectionRef one = revision(saved(original(source, List.of(direct), shop))).targets().getFirst();
        ConnectionRef other = revision(saved(original(source, List.of(forwarded), shop))).targets().getFirst();

        assertThat(one.server()).isNotEqualTo(other.server());
        assertThat(one.identity()).startsWith("mysql:").isEqualTo(other.identity());
        assertThat(one.sameDatabase(other)).isTrue();
    }

    /// The first login through a driver takes long where a machine is busy, and a save does not wait for long. Who is let in may hear that the server is of
    /// another kind: the tests' Greenplum is a PostgreSQL.
    private long awake(long connection) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            JsonNode trial = post(api, CONNECTIONS + "/" + connection + "/test", "").expectBody(JsonNode.class).returnResult().getResponseBody();
            return trial.get("loggedIn").asBoolean() || trial.toString().contains("MISCONFIGURED");
        });
        return connection;
    }

    private ProjectRevision revision(JsonNode saved) {
        String document = service.bean(JdbcClient.class).sql("SELECT document FROM project_revision WHERE project_id = :id")
                .param("id", saved.get("id").asLong()).query(String.class).single();
        return Json.read(document, ProjectRevision.class);
    }

    private String identity(long connection) {
        return service.bean(JdbcClient.class).sql("SELECT identity FROM connection WHERE id = :id").param("id", connection)
                .query(String.class).list().getFirst();
    }

    private JsonNode saved(Map<String, Object> project) {
        return Json.read(post(api, PROJECTS, project).expectStatus().isCreated().expectBody(String.class).returnResult().getResponseBody(), JsonNode.class);
    }

    private JsonNode preview(Map<String, Object> project) {
        return Json.read(post(api, PROJECTS + "/preview", project).expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody(), JsonNode.class);
    }

    private String refusal(Map<String, Object> project) {
        return String.valueOf(post(api, PROJECTS, project).expectStatus().isBadRequest().expectBody(Map.class).returnResult().getResponseBody().get("detail"));
    }

    private static Map<String, Object> original(long source, List<Long> targets, FreshDatabase shop) {
        String schema = shop.server() instanceof PostgreSqlServer ? "shop" : shop.name();
        return with(aProject(source, targets, schema + ".orders"), "schemaNaming", Map.of("mode", "original"));
    }

    private FreshDatabase shop(String kind) {
        FreshDatabase shop = database(kind);
        if (kind.equals("postgresql")) {
            shop.execute("CREATE SCHEMA shop");
            shop.execute("CREATE TABLE shop.orders (id int PRIMARY KEY)");
        } else {
            shop.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        }
        return shop;
    }

    private FreshDatabase database(String kind) {
        DatabaseServer server = switch (kind) {
            case "mysql" -> SharedServers.mySql();
            case "postgresql", "greenplum" -> SharedServers.postgreSql();
            case "clickhouse" -> SharedServers.clickHouse();
            case "doris" -> SharedServers.doris();
            case "starrocks" -> SharedServers.starRocks();
            default -> throw new IllegalArgumentException(kind);
        };
        FreshDatabase database = server.freshDatabase("same");
        databases.add(database);
        return database;
    }

    private static Map<String, Object> connection(String kind, FreshDatabase database, int port) {
        Map<String, Object> body = aConnection(
                "kind", kind, "host", "localhost", "port", port, "user", database.user(), "secret", database.password());
        if (database.server() instanceof PostgreSqlServer) {
            body.put("database", database.name());
        } else {
            body.remove("database");
        }
        return database.server() instanceof StreamLoadServer emulated
                ? with(body, "options", Map.of("httpPort", Integer.toString(emulated.httpPort())))
                : body;
    }
}
