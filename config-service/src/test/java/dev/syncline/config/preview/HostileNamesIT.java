package dev.syncline.config.preview;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.syncline.config.RunningService;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aMySqlConnection;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever a request names, it is answered or refused: nothing that a user writes is our own failure.
class HostileNamesIT {

    private static final List<String> NAMES = List.of(
            "", " ", "select", "a\"b", "a`b", "a'b", "a\\", "x; drop table t", "id) --", "id\" desc; --", "id`) --", "id' OR '1'='1", "/* */", "--", "*", "%", "%s%n%d", "%2F",
            "{}", "{0}", "${x}", "#{x}", "$1", "?", ":id", "a.b", ".", "..", "../..", "/", "\\", "a,b", "a b", "a\tb", "a\nb", "a\u0000b", "\u001b[31m", "\u202e", "\ud800", "ünï",
            "İ", "\ufeffid", "\ud83d\ude00", "null", "true", "0", "-1", "1e400", "NaN", "ctid", "hs_sync_time", "_block_number", "ID", "x".repeat(64), "x".repeat(255), "x".repeat(5000));

    private static final List<String> FIELDS = List.of("key", "keyFields", "both", "lookBack", "properties", "option", "table");

    private static FreshDatabase shop;
    private static FreshDatabase lake;
    private static RunningService service;
    private static RestTestClient api;
    private static List<Long> sources;
    private static List<Long> targets;

    @BeforeAll
    static void fill() {
        shop = SharedServers.postgreSql().freshDatabase("hostile");
        lake = SharedServers.mySql().freshDatabase("hostile");
        shop.execute("CREATE SCHEMA shop");
        IntStream.range(0, NAMES.size()).forEach(i -> shop.execute("CREATE TABLE shop.t%d (id bigint PRIMARY KEY, note text)".formatted(i)));
        IntStream.range(0, NAMES.size()).forEach(i -> lake.execute("CREATE TABLE t%d (id bigint PRIMARY KEY, note text)".formatted(i)));
        service = RunningService.start(
                SharedServers.postgreSql().freshDatabase("config_hostile"), Map.of("main", RunningService.randomKey()), "main", "--syncline.network.connect=200ms");
        api = service.api();
        long postgreSql = create(api, "/api/v1/connections", aConnectionTo(shop));
        long mySql = create(api, "/api/v1/connections", aMySqlConnection());
        sources = List.of(postgreSql, mySql);
        targets = Stream.concat(
                        sources.stream(),
                        Stream.of("greenplum", "clickhouse", "doris", "starrocks").map(kind -> create(api, "/api/v1/connections", away(kind))))
                .toList();
    }

    @AfterAll
    static void drop() {
        service.close();
        shop.close();
        lake.close();
    }

    @Test
    void keysOfEveryNameArePreviewedOrRefused() {
        IntStream.range(0, NAMES.size()).parallel().forEach(i -> {
            String name = NAMES.get(i);
            for (int j = 0; j < FIELDS.size(); j++) {
                String field = FIELDS.get(j);
                for (int k = 0; k < sources.size(); k++) {
                    long source = sources.get(k);
                    Map<String, Object> project = aProject(source, targets, (source == sources.getFirst() ? "shop" : lake.name()) + ".t" + i);
                    Object table = ((List<?>) project.get("tables")).getFirst();
                    Map<String, Object> policy = switch (field) {
                        case "key" -> Map.of("table", table, "extraction", incremental(name), "keyFields", List.of("id"));
                        case "keyFields" -> Map.of("table", table, "keyFields", List.of(name));
                        case "both" -> Map.of("table", table, "extraction", incremental(name), "keyFields", List.of(name));
                        case "lookBack" -> Map.of(
                                "table", table, "extraction", Map.of("mode", "incremental", "key", List.of("id"), "lookBack", name), "keyFields", List.of("id"));
                        case "properties" -> Map.of("table", table, "properties", Map.of("clickhouse", Map.of("orderBy", List.of(name), "partitionBy", name)));
                        case "option" -> Map.of("table", table, "properties", Map.of(name, Map.of(name, name)));
                        default -> Map.of("table", Map.of("schema", name, "table", name), "extraction", incremental("id"));
                    };
                    // Every name in every field at every source, and either operation for every name at every source: not all of each with all of each.
                    String operation = List.of("preview", "validate").get((i + j + k) % 2);
                    expectAnAnswer(HttpMethod.POST, "/api/v1/projects/" + operation, with(project, "tablePolicies", List.of(policy)), field + "=" + name);
                }
            }
        });
    }

    @Test
    void projectsOfEveryNameArePreviewedOrRefused() {
        List<String> operations = List.of("preview", "validate", "names");
        IntStream.range(0, NAMES.size()).parallel().forEach(i -> {
            String name = NAMES.get(i);
            Map<String, Object> project = aProject(sources.getFirst(), targets, "shop.t0");
            List<Map<String, Object>> bodies = List.of(
                    with(project, "name", name),
                    with(project, "tables", List.of(Map.of("schema", name, "table", "t0"), Map.of("schema", "shop", "table", name))),
                    with(project, "schemaNaming", Map.of("mode", "prefix", "prefix", name)),
                    with(project, "schemaNaming", Map.of("mode", "fixed", "name", name)),
                    with(project, "schemaNaming", Map.of("mode", name)),
                    with(project, "tableNaming", Map.of("mode", "schema-infix", "infix", name)),
                    with(project, "policy", Map.of("fullMode", name, "values", Map.of(name, name))),
                    with(project, "schemas", List.of(Map.of("schema", name, "newTables", "ignore"))));
            // Every name in every place, every operation for every name and for every place.
            for (int j = 0; j < bodies.size(); j++) {
                expectAnAnswer(HttpMethod.POST, "/api/v1/projects/" + operations.get((i + j) % operations.size()), bodies.get(j), name);
            }
        });
    }

    @Test
    void connectionsOfEveryNameAreSavedOrRefused() {
        NAMES.parallelStream().forEach(name -> {
            for (String field : List.of("name", "kind", "host", "database", "user", "secret")) {
                expectAnAnswer(HttpMethod.POST, "/api/v1/connections", aConnection("name", "n" + name.hashCode() + field, field, name), field + "=" + name);
            }
            for (String field : List.of("kind", "database", "user", "secret")) {
                expectAnAnswer(HttpMethod.POST, "/api/v1/connections/test", with(aConnectionTo(shop), field, name), field + "=" + name);
            }
            expectAnAnswer(HttpMethod.POST, "/api/v1/connections", aConnection("name", "o" + name.hashCode(), "options", Map.of(name, name)), name);
        });
    }

    @Test
    void whatIsAskedForByEveryNameIsFoundOrNot() {
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        NAMES.parallelStream().forEach(name -> {
            for (long source : sources) {
                ask(refused, "/api/v1/catalogs/{id}/schemas/{a}/tables", source, name);
                ask(refused, "/api/v1/catalogs/{id}/schemas/{a}/tables/{b}", source, name, name);
                ask(refused, "/api/v1/catalogs/{id}/tables?schema={a}&cursor={b}", source, name, name);
                ask(refused, "/api/v1/catalogs/{id}/table?schema={a}&table={b}", source, name, name);
                ask(refused, "/api/v1/catalogs/{id}/schemas?cursor={a}&limit={b}", source, name, name);
            }
            ask(refused, "/api/v1/connections/{a}", name);
            ask(refused, "/api/v1/connections?cursor={a}&limit={a}", name, name);
            ask(refused, "/api/v1/projects/{a}/revisions/{b}", name, name);
            ask(refused, "/api/v1/projects?cursor={a}", name);
            ask(refused, "/api/v1/projects/{a}/preview?cursor={b}", name, name);
        });
        assertThat(refused).isEmpty();
    }

    private static Map<String, Object> away(String kind) {
        Map<String, Object> body = aConnection("kind", kind, "host", kind + ".example");
        if (!kind.equals("greenplum")) {
            body.remove("database");
        }
        return body;
    }

    private static Map<String, Object> incremental(String key) {
        return Map.of("mode", "incremental", "key", List.of(key), "confirmedTextKey", true);
    }

    /// A database that does not answer in time, on a busy machine, is 502, and a problem too.
    private static void ask(Queue<String> refused, String uri, Object... names) {
        EntityExchangeResult<String> answer = api.get().uri(uri, names).exchange().expectBody(String.class).returnResult();
        if (answer.getStatus().value() == 500 || answer.getStatus().isError() && !isProblem(answer)) {
            refused.add("%s %s: %s %s".formatted(uri, List.of(names), answer.getStatus(), answer.getResponseBody()));
        }
    }

    private static void expectAnAnswer(HttpMethod method, String uri, Object body, String what) {
        EntityExchangeResult<String> answer =
                api.method(method).uri(uri).contentType(MediaType.APPLICATION_JSON).body(body).exchange().expectBody(String.class).returnResult();
        assertThat(answer.getStatus().value()).as("%s with %s: %s", uri, what, answer.getResponseBody()).isNotEqualTo(500);
        assertThat(answer.getStatus().isError()).as("%s with %s: %s", uri, what, answer.getResponseBody()).isEqualTo(isProblem(answer));
    }

    private static boolean isProblem(EntityExchangeResult<String> answer) {
        MediaType type = answer.getResponseHeaders().getContentType();
        return MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(type) && Objects.requireNonNull(answer.getResponseBody()).contains("\"detail\"");
    }
}
