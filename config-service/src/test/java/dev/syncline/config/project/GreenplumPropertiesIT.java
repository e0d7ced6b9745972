package dev.syncline.config.project;

import java.util.List;
import java.util.Map;

import dev.syncline.config.RunningService;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// What a Greenplum would refuse of a table's properties is refused when the project is saved, whether it can be reached or not.
class GreenplumPropertiesIT {

    private static final String PROJECTS = "/api/v1/projects";
    private static final String LONG = "t".repeat(50);

    private static FreshDatabase shop;
    private static RunningService service;
    private static RestTestClient api;
    private static long source;
    private static long target;

    @BeforeAll
    static void fill() {
        shop = SharedServers.postgreSql().freshDatabase("properties");
        shop.execute("CREATE SCHEMA shop");
        shop.execute("CREATE TABLE shop.orders (id bigint, note json, words tsvector NOT NULL, place point)");
        shop.execute("CREATE TABLE shop.%s (id bigint PRIMARY KEY)".formatted(LONG));
        service = RunningService.start(
                SharedServers.postgreSql().freshDatabase("config_properties"), Map.of("main", RunningService.randomKey()), "main", "--syncline.projects.look=30s");
        api = service.api();
        source = create(api, "/api/v1/connections", aConnectionTo(shop));
        target = create(api, "/api/v1/connections", aConnection("kind", "greenplum", "host", "greenplum.example"));
    }

    @AfterAll
    static void drop() {
        service.close();
        shop.close();
    }

    private static Map<String, Object> project(String table, List<String> keyFields, Map<String, Object> properties) {
        return with(aProject(source, List.of(target), "shop." + table), "schemaNaming", Map.of("mode", "original"), "tablePolicies", List.of(Map.of(
                "table", Map.of("schema", "shop", "table", table), "keyFields", keyFields, "properties", Map.of("greenplum", properties))));
    }

    private static String refusal(Map<String, Object> project) {
        return String.valueOf(post(api, PROJECTS, project).expectStatus().isBadRequest().expectBody(String.class).returnResult().getResponseBody());
    }

    @Test
    void columnsThatCannotDistributeAreRefused() {
        for (String column : List.of("note", "words", "place")) {
            assertThat(refusal(project("orders", List.of(), Map.of("distributedBy", List.of(column)))))
                    .contains("tablePolicies[0].properties.greenplum", "column \\\"%s\\\" cannot be in the distribution key".formatted(column), "shop.orders");
        }
        assertThat(refusal(project("orders", List.of(), Map.of("distribution", "key")))).contains("the table has neither");
        assertThat(refusal(project("orders", List.of("words"), Map.of("distribution", "key")))).contains("the key [words] has none");
        assertThat(refusal(project("orders", List.of(), Map.of("partitionBy", "LIST (nowhere) (VALUES (1))")))).contains("no column \\\"nowhere\\\"");
        create(api, PROJECTS, project("orders", List.of(), Map.of("distributedBy", List.of("id"))));
    }

    @Test
    void partitionsWhoseNamesDoNotFitAreRefused() {
        assertThat(refusal(project("orders", List.of(), Map.of("partitionBy", "LIST (id) (PARTITION %s VALUES (1))".formatted("p".repeat(27))))))
                .contains("a name of 27 bytes; there can be 26");
        assertThat(refusal(project(LONG, List.of("id"), Map.of("partitionBy", "LIST (id) (PARTITION seven_b VALUES (1))"))))
                .contains("'%s_1_prt_seven_b', which is a name of 64 bytes, and Greenplum has names of 63".formatted(LONG));
        create(api, PROJECTS, with(project(LONG, List.of("id"), Map.of("partitionBy", "LIST (id) (PARTITION six__b VALUES (1))")), "name", "fits"));
    }
}
