package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.config.RunningService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.uniqueName;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

class ProjectListIT {

    private static final String PROJECTS = "/api/v1/projects";

    private final RestTestClient api = RunningService.shared().api();
    private final String mark = uniqueName("listed").replace(' ', '-');
    private long source;
    private long first;
    private long second;

    @BeforeEach
    void makeConnections() {
        source = create(api, "/api/v1/connections", aConnection("name", "from " + mark, "host", "source.example", "allowWriteOperations", false));
        first = create(api, "/api/v1/connections", aConnection("name", "to one of " + mark, "host", "one.example"));
        second = create(api, "/api/v1/connections", aConnection("name", "to two of " + mark, "host", "two.example"));
    }

    @Test
    void showsWhereAProjectReadsAndWrites() {
        long id = create(api, PROJECTS, aProject(source, List.of(first, second), "shop.orders", "shop.items"));

        api.get().uri(PROJECTS + "?search={x}", mark).exchange().expectStatus().isOk().expectBody()
                .jsonPath("$.items.length()").isEqualTo(1)
                .jsonPath("$.items[0].id").isEqualTo((int) id)
                .jsonPath("$.items[0].source.name").isEqualTo("from " + mark)
                .jsonPath("$.items[0].source.kind").isEqualTo("postgresql")
                .jsonPath("$.items[0].targets[0].name").isEqualTo("to one of " + mark)
                .jsonPath("$.items[0].targets[1].name").isEqualTo("to two of " + mark)
                .jsonPath("$.items[0].tables").isEqualTo(2)
                .jsonPath("$.items[0].savedBy").isEqualTo("api")
                .jsonPath("$.items[0].pendingSchemaChanges").isEqualTo(0);
    }

    @Test
    void findsByItsNameOrThatOfAConnectionAndSorts() {
        long b = create(api, PROJECTS, with(aProject(source, List.of(first), "shop.orders"), "name", mark + " b"));
        long a = create(api, PROJECTS, with(aProject(source, List.of(second), "shop.orders", "shop.items"), "name", mark.toUpperCase() + " A"));

        assertThat(ids("search=" + mark)).containsExactly(b, a);
        assertThat(ids("search=to one of " + mark)).containsExactly(b);
        assertThat(ids("search=" + mark + " a")).containsExactly(a);
        assertThat(ids("connection=" + second)).containsExactly(a);
        assertThat(ids("connection=" + source)).containsExactly(b, a);
        assertThat(ids("sort=name&search=" + mark)).containsExactly(a, b);
        assertThat(ids("sort=-name&search=" + mark)).containsExactly(b, a);
        assertThat(ids("sort=tables&search=" + mark)).containsExactly(b, a);
        assertThat(ids("sort=-saved&search=" + mark)).containsExactly(a, b);
        assertThat(ids("sort=source&search=" + mark)).containsExactly(b, a);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=revision", "connection=x", "limit=0", "cursor=***"})
    void refusesWhatNobodyCanSortOrSearchBy(String query) {
        api.get().uri(PROJECTS + "?" + query).exchange().expectStatus().isBadRequest();
    }

    /// Page by page.
    private List<Long> ids(String query) {
        List<Long> ids = new ArrayList<>();
        Object next = "";
        while (next != null) {
            Map<?, ?> page = api.get().uri(PROJECTS + "?limit=1&" + query + "&cursor=" + next).exchange().expectStatus().isOk().expectBody(Map.class)
                    .returnResult().getResponseBody();
            ((List<?>) page.get("items")).forEach(item -> ids.add(((Number) ((Map<?, ?>) item).get("id")).longValue()));
            next = page.get("next");
        }
        return ids;
    }
}
