package dev.syncline.config.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.config.RunningService;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.put;
import static dev.syncline.config.Bodies.uniqueName;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

class ConnectionListIT {

    private static final String CONNECTIONS = "/api/v1/connections";

    private final RestTestClient api = RunningService.shared().api();

    @Test
    void findsAPartOfANameHostDatabaseOrUserInAnyLetterCase() {
        String mark = uniqueName("search").replace(' ', '-');
        long byName = create(api, CONNECTIONS, aConnection("name", mark.toUpperCase() + " 100%_"));
        long byHost = create(api, CONNECTIONS, aConnection("host", mark + ".example"));
        long byUser = create(api, CONNECTIONS, aConnection("user", "of " + mark));

        assertThat(ids("search={x}", mark)).containsExactly(byName, byHost, byUser);
        assertThat(ids("search={x}", mark + " 100%_")).containsExactly(byName);
        assertThat(ids("search={x}", mark + "%")).isEmpty();
        assertThat(ids("kind=mysql&search={x}", mark)).isEmpty();
        assertThat(ids("allowWriteOperations=false&search={x}", mark)).isEmpty();
    }

    @Test
    void pagesInTheOrderThatIsAskedFor() {
        String mark = uniqueName("sorted").replace(' ', '-');
        long b = create(api, CONNECTIONS, aConnection("name", mark + " b", "host", "same.example"));
        long c = create(api, CONNECTIONS, aConnection("name", mark + " C", "host", "same.example"));
        long a = create(api, CONNECTIONS, aConnection("name", mark + " a", "host", "other.example"));

        assertThat(allIds("sort=name", mark)).containsExactly(a, b, c);
        assertThat(allIds("sort=-name", mark)).containsExactly(c, b, a);
        assertThat(allIds("sort=host", mark)).containsExactly(a, b, c);
        assertThat(allIds("sort=-host", mark)).containsExactly(c, b, a);
        assertThat(allIds("sort=-changed", mark)).containsExactly(a, c, b);
        assertThat(allIds("sort=tested", mark)).containsExactly(b, c, a);
        assertThat(allIds("sort=projects", mark)).containsExactly(b, c, a);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=secret", "sort=--name", "sort=-", "allowWriteOperations=x"})
    void refusesWhatNobodyCanSortOrSearchBy(String query) {
        api.get().uri(CONNECTIONS + "?" + query).exchange().expectStatus().isBadRequest();
    }

    @Test
    void refusesASearchForWhatNoNameHas() {
        for (String search : List.of("a\0", "x".repeat(201))) {
            api.get().uri(CONNECTIONS + "?search={x}", search).exchange().expectStatus().isBadRequest();
            api.get().uri(CONNECTIONS + "?kind={x}", search).exchange().expectStatus().isBadRequest();
        }
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        create(api, CONNECTIONS, aConnection());
        create(api, CONNECTIONS, aConnection());
        Object next = page("sort=name&limit=1").get("next");

        api.get().uri(CONNECTIONS + "?sort=-name&cursor=" + next).exchange().expectStatus().isBadRequest();
    }

    @Test
    void saysWhichProjectsUseAConnection() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("uses")) {
            database.execute("CREATE TABLE t (id int PRIMARY KEY)");
            long source = create(api, CONNECTIONS, aConnectionTo(database));
            long unused = create(api, CONNECTIONS, aConnection());
            Map<String, Object> body = aProject(source, List.of(source), "public.t");
            long project = create(api, "/api/v1/projects", body);

            api.get().uri(CONNECTIONS + "/" + source).exchange().expectBody().jsonPath("$.projects").isEqualTo(1);
            api.get().uri(CONNECTIONS + "/" + unused).exchange().expectBody().jsonPath("$.projects").isEqualTo(0);
            api.get().uri(CONNECTIONS + "/" + source + "/projects").exchange().expectStatus().isOk().expectBody()
                    .jsonPath("$.items.length()").isEqualTo(1)
                    .jsonPath("$.items[0].projectId").isEqualTo((int) project)
                    .jsonPath("$.items[0].projectName").isEqualTo(body.get("name"))
                    .jsonPath("$.items[0].asSource").isEqualTo(true)
                    .jsonPath("$.items[0].asTarget").isEqualTo(true);
            api.get().uri(CONNECTIONS + "/" + unused + "/projects").exchange().expectBody().jsonPath("$.items.length()").isEqualTo(0);
            api.get().uri(CONNECTIONS + "/987654321/projects").exchange().expectStatus().isNotFound();
        }
    }

    @Test
    void keepsWhatCameOfTheLastTestAndOfWhichState() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("tested")) {
            Map<String, Object> body = aConnectionTo(database);
            long id = create(api, CONNECTIONS, body);
            String uri = CONNECTIONS + "/" + id;
            api.get().uri(uri).exchange().expectBody().jsonPath("$.lastTest").doesNotExist();

            api.post().uri(uri + "/test").exchange().expectStatus().isOk();
            api.get().uri(uri).exchange().expectHeader().valueEquals("ETag", "\"" + versionOf(id) + "\"").expectBody()
                    .jsonPath("$.lastTest.ok").isEqualTo(true)
                    .jsonPath("$.lastTest.current").isEqualTo(true)
                    .jsonPath("$.lastTest.message").value(String.class, message -> assertThat(message).startsWith("PostgreSQL 17"));

            put(api, uri, "\"" + versionOf(id) + "\"", with(body, "secret", "wrong-canary")).expectStatus().isOk().expectBody()
                    .jsonPath("$.lastTest.current").isEqualTo(false);
            api.post().uri(uri + "/test").exchange().expectStatus().isOk();
            api.get().uri(uri).exchange().expectBody()
                    .jsonPath("$.lastTest.ok").isEqualTo(false)
                    .jsonPath("$.lastTest.current").isEqualTo(true)
                    .jsonPath("$.lastTest.message").value(String.class, message -> assertThat(message).contains("refuses the user or the secret").doesNotContain("canary"));
        }
    }

    private long versionOf(long id) {
        Map<?, ?> view = api.get().uri(CONNECTIONS + "/" + id).exchange().expectBody(Map.class).returnResult().getResponseBody();
        return ((Number) view.get("version")).longValue();
    }

    private List<Long> ids(String query, String search) {
        Map<?, ?> page = api.get().uri(CONNECTIONS + "?" + query, search).exchange().expectStatus().isOk().expectBody(Map.class).returnResult().getResponseBody();
        return idsOf(page);
    }

    private List<Long> allIds(String query, String mark) {
        List<Long> ids = new ArrayList<>();
        Object next = "";
        while (next != null) {
            Map<?, ?> page = page(query + "&limit=1&search=" + mark + "&cursor=" + next);
            ids.addAll(idsOf(page));
            next = page.get("next");
        }
        return ids;
    }

    private Map<?, ?> page(String query) {
        return api.get().uri(CONNECTIONS + "?" + query).exchange().expectStatus().isOk().expectBody(Map.class).returnResult().getResponseBody();
    }

    private static List<Long> idsOf(Map<?, ?> page) {
        List<Long> ids = new ArrayList<>();
        ((List<?>) page.get("items")).forEach(item -> ids.add(((Number) ((Map<?, ?>) item).get("id")).longValue()));
        return ids;
    }
}
