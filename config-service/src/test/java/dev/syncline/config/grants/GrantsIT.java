package dev.syncline.config.grants;

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
import static dev.syncline.config.Bodies.aMySqlConnection;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// The rights of a project's connections, printed for a saved one and for one that is not: for each the statements of its engine.
class GrantsIT {

    private static FreshDatabase shop;
    private static FreshDatabase lake;
    private final RestTestClient api = RunningService.shared().api();

    @BeforeAll
    static void fill() {
        shop = SharedServers.mySql().freshDatabase("gr_shop");
        lake = SharedServers.postgreSql().freshDatabase("gr_lake");
        shop.execute("CREATE TABLE orders (id int PRIMARY KEY)");
    }

    @AfterAll
    static void drop() {
        shop.close();
        lake.close();
    }

    @Test
    void theSourceReadsAndEachTargetIsLoadedInItsOwnWords() {
        long source = create(api, "/api/v1/connections", aMySqlConnection("allowWriteOperations", false));
        long postgreSql = create(api, "/api/v1/connections", aConnectionTo(lake));
        long mySql = create(api, "/api/v1/connections", aMySqlConnection());
        long clickHouse = create(api, "/api/v1/connections", away());
        Map<String, Object> project = aProject(source, List.of(postgreSql, mySql, clickHouse), shop.name() + ".orders");

        ProjectGrants unsaved = unsaved(project);
        long id = create(api, "/api/v1/projects", project);
        ProjectGrants saved = api.get().uri("/api/v1/projects/%d/grants".formatted(id)).exchange().expectStatus().isOk()
                .expectBody(ProjectGrants.class).returnResult().getResponseBody();

        assertThat(saved.connections()).isEqualTo(unsaved.connections());
        assertThat(saved.projectId()).isEqualTo(id);
        assertThat(saved.connections()).extracting(one -> one.role() + " " + one.kind() + " " + one.answered())
                .containsExactly("source mysql true", "target postgresql true", "target mysql true", "target clickhouse false");
        assertThat(saved.connections()).extracting(ProjectGrants.ConnectionGrants::connectionId).containsExactly(source, postgreSql, mySql, clickHouse);
        assertThat(sql(saved, 0)).contains("GRANT SELECT, SHOW VIEW ON `%s`.* TO ".formatted(shop.name().replace("_", "\\_"))).doesNotContain("INSERT", "DROP", "local_infile");
        assertThat(sql(saved, 1)).contains("CREATE SCHEMA IF NOT EXISTS \"x_%s\"".formatted(shop.name()), "OWNER TO");
        assertThat(sql(saved, 2)).contains("SET GLOBAL local_infile = 1", "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, TRIGGER ON `x\\_");
        assertThat(sql(saved, 3)).contains("GRANT TABLE ENGINE ON MergeTree", "GRANT SELECT ON system.processes");
        assertThat(saved.connections()).allSatisfy(one -> assertThat(one.sql().lines()).allMatch(line -> line.startsWith("-- ") || line.endsWith(";") || !one.kind().equals("mysql")));
        assertThat(text(id, mySql)).isEqualTo(sql(saved, 2));
    }

    /// Only statements whose order and rights the server judges would show more; these it executes twice.
    @Test
    void whatIsPrintedParsesAndCanBeExecutedAgain() {
        long source = create(api, "/api/v1/connections", aMySqlConnection());
        long target = create(api, "/api/v1/connections", aConnectionTo(lake));
        ProjectGrants grants = unsaved(aProject(source, List.of(target), shop.name() + ".orders"));

        for (int i = 0; i < 2; i++) {
            sql(grants, 0).lines().filter(line -> !line.startsWith("--")).forEach(line -> SharedServers.mySql().execute("", line.substring(0, line.length() - 1)));
            lake.execute(sql(grants, 1));
        }
    }

    @Test
    void oneConnectionThatIsSourceAndTargetGetsBothTexts() {
        long both = create(api, "/api/v1/connections", aMySqlConnection());
        long id = create(api, "/api/v1/projects", aProject(both, List.of(both), shop.name() + ".orders"));

        assertThat(text(id, both)).contains("SHOW VIEW", "local_infile");
    }

    @Test
    void whatIsNotThereOrNoProjectIsAProblem() {
        long source = create(api, "/api/v1/connections", aMySqlConnection());
        long id = create(api, "/api/v1/projects", aProject(source, List.of(source), shop.name() + ".orders"));

        api.get().uri("/api/v1/projects/999999999/grants").exchange().expectStatus().isNotFound()
                .expectBody().jsonPath("$.type").isEqualTo("https://syncline.dev/problems/not-found");
        api.get().uri("/api/v1/projects/%d/grants/999999999".formatted(id)).exchange().expectStatus().isNotFound();
        post(api, "/api/v1/projects/grants", Map.of()).expectStatus().isBadRequest();
        post(api, "/api/v1/projects/grants", aProject(source, List.of(999_999_999L), shop.name() + ".orders")).expectStatus().is4xxClientError();
        RunningService.shared().anonymous().get().uri("/api/v1/projects/%d/grants".formatted(id)).exchange().expectStatus().isUnauthorized();
    }

    private ProjectGrants unsaved(Map<String, Object> project) {
        return post(api, "/api/v1/projects/grants", project).expectStatus().isOk().expectBody(ProjectGrants.class).returnResult().getResponseBody();
    }

    private String text(long project, long connection) {
        return api.get().uri("/api/v1/projects/%d/grants/%d".formatted(project, connection)).exchange().expectStatus().isOk()
                .expectBody(String.class).returnResult().getResponseBody();
    }

    private static String sql(ProjectGrants grants, int connection) {
        return grants.connections().get(connection).sql();
    }

    private static Map<String, Object> away() {
        Map<String, Object> body = with(aConnection(), "kind", "clickhouse", "host", "no-such-host.invalid", "port", 8123);
        body.remove("database");
        return body;
    }
}
