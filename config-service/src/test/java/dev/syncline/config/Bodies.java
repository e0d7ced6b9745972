package dev.syncline.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/// Bodies of requests with good defaults.
public final class Bodies {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Bodies() {}

    public static String uniqueName(String prefix) {
        return prefix + " " + COUNTER.incrementAndGet();
    }

    /// A PostgreSQL connection that need not exist; more fields follow in pairs.
    public static Map<String, Object> aConnection(Object... more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name", uniqueName("Warehouse"), "kind", "postgresql", "host", "db.example", "port", 5432, "database", "dw", "user", "me",
                "secret", "pw", "allowWriteOperations", true));
        return with(body, more);
    }

    /// A connection to a real database.
    public static Map<String, Object> aConnectionTo(FreshDatabase database) {
        return aConnection(
                "host", "localhost", "port", database.server().port(), "database", database.name(), "user", database.user(), "secret", database.password());
    }

    public static Map<String, Object> aMySqlConnection(Object... more) {
        Map<String, Object> body = aConnection(
                "kind", "mysql", "host", "localhost", "port", SharedServers.mySql().port(), "user", SharedServers.mySql().user(), "secret",
                SharedServers.mySql().password());
        body.remove("database");
        return with(body, more);
    }

    public static Map<String, Object> aProject(long source, List<Long> targets, String... tables) {
        List<Map<String, String>> names = new ArrayList<>();
        Arrays.stream(tables).map(table -> table.split("\\.", 2)).forEach(parts -> names.add(Map.of("schema", parts[0], "table", parts[1])));
        return new HashMap<>(Map.of(
                "name", uniqueName("Copy"), "sourceConnectionId", source, "targetConnectionIds", targets, "schemaNaming",
                Map.of("mode", "prefix", "prefix", "x_"), "tables", names));
    }

    public static Map<String, Object> with(Map<String, Object> body, Object... more) {
        Map<String, Object> changed = new HashMap<>(body);
        for (int i = 0; i < more.length; i += 2) {
            changed.put((String) more[i], more[i + 1]);
        }
        return changed;
    }

    public static RestTestClient.ResponseSpec post(RestTestClient api, String uri, Object body) {
        return api.post().uri(uri).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    public static RestTestClient.ResponseSpec put(RestTestClient api, String uri, String etag, Object body) {
        return api.put().uri(uri).header(HttpHeaders.IF_MATCH, etag).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    public static RestTestClient.ResponseSpec delete(RestTestClient api, String uri, String etag) {
        return api.delete().uri(uri).header(HttpHeaders.IF_MATCH, etag).exchange();
    }

    /// The id of what a request makes.
    public static long create(RestTestClient api, String uri, Object body) {
        Map<?, ?> made = post(api, uri, body).expectStatus().isCreated().expectBody(Map.class).returnResult().getResponseBody();
        return ((Number) Objects.requireNonNull(made).get("id")).longValue();
    }
}
