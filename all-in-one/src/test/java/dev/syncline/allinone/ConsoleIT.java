package dev.syncline.allinone;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.console.access.Permissions;
import dev.syncline.console.access.Role;
import dev.syncline.contracts.Topics;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/// The one door, before real services: every route for every caller, and a run as it is watched through it.
class ConsoleIT {

    private static final Installed INSTALLED = Installed.shared();
    private static final String DOOR = INSTALLED.settings.url(Service.CONSOLE);
    private static final Map<Role, String> TOKENS = new TreeMap<>();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// @param asks whether it changes nothing, though it is no GET
    private record Operation(HttpMethod method, String path, boolean asks) {

        boolean changes() {
            return !method.equals(HttpMethod.GET) && !asks;
        }

        /// Nothing has this number, and no run this name: what is let in changes nothing.
        String ofNothing() {
            return path.replaceAll("/runs/\\{id}", "/runs/" + UUID.randomUUID()).replaceAll("\\{[a-zA-Z]+}", "999999999");
        }
    }

    @BeforeAll
    static void makeCallers() throws IOException, InterruptedException {
        for (Role role : Role.values()) {
            TOKENS.put(role, tokenOf("walker-" + role.name().toLowerCase(Locale.ROOT), role));
        }
    }

    /// A user of this role, as an administrator makes one, and a token of that user.
    private static String tokenOf(String name, Role role) throws IOException, InterruptedException {
        Api bootstrap = new Api(INSTALLED.settings.installation().apiToken());
        String first = bootstrap.post(DOOR + "/api/v1/users", Map.of("name", name, "role", role.name())).ok().get("firstPassword").asString();
        Browsing browsing = new Browsing(DOOR);
        assertThat(browsing.send("POST", "/api/v1/session", "{\"user\": \"%s\", \"password\": \"%s\"}".formatted(name, first)).statusCode()).isEqualTo(200);
        assertThat(browsing.send("PUT", "/api/v1/me/password", "{\"present\": \"%s\", \"wanted\": \"%s\"}".formatted(first, "my own " + first)).statusCode()).isEqualTo(204);
        HttpResponse<String> made = browsing.send("POST", "/api/v1/tokens", "{\"name\": \"walk\", \"days\": 1}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(made.body()).get("token").asString();
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Service service : List.of(Service.CONFIG, Service.SCHEDULER, Service.NOTIFICATION, Service.CONSOLE)) {
            JsonNode paths = INSTALLED.api.get(INSTALLED.url(service, "/v3/api-docs")).ok().get("paths");
            paths.properties().forEach(path -> path.getValue().properties().stream()
                    .filter(_ -> path.getKey().startsWith("/api/"))
                    .forEach(method -> operations.add(new Operation(
                            HttpMethod.valueOf(method.getKey().toUpperCase(Locale.ROOT)), path.getKey(), method.getValue().path("x-changes-nothing").asBoolean(false)))));
        }
        assertThat(operations).hasSizeGreaterThan(40);
        return operations;
    }

    /// A new operation without a line in the table fails here.
    @Test
    void everyOperationIsOpenToTheRolesThatTheTableNamesAndToNobodyElse() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations()) {
            String path = operation.ofNothing();
            if (Permissions.isOpen(operation.method, path)) {
                continue;
            }
            Role least = Permissions.role(operation.method, path).orElse(null);
            if (least == null) {
                wrong.add("%s %s has no line in Permissions".formatted(operation.method, operation.path));
                continue;
            }
            for (Map.Entry<Role, String> caller : TOKENS.entrySet()) {
                int status = status(operation.method, path, caller.getValue());
                boolean let = status != 401 && status != 403;
                if (let != caller.getKey().includes(least) || status >= 500 && status != 503) {
                    wrong.add("%s %s by %s: %d".formatted(operation.method, operation.path, caller.getKey(), status));
                }
            }
            for (String nobody : List.of("slp_" + "x".repeat(43), "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiIsImlzcyI6InN5bmNsaW5lLWNvbnNvbGUifQ.c2lnbmF0dXJl", "nothing")) {
                int status = status(operation.method, path, nobody);
                if (status != 401) {
                    wrong.add("%s %s by somebody unknown: %d".formatted(operation.method, operation.path, status));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static int status(HttpMethod method, String path, String token) throws IOException, InterruptedException {
        return status(method, path, token, UUID.randomUUID().toString());
    }

    private static int status(HttpMethod method, String path, String token, String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(DOOR + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", id)
                .timeout(Duration.ofSeconds(60))
                .method(method.name(), method.equals(HttpMethod.GET) ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        // What is sent as it happens has no end.
        HttpResponse<InputStream> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    /// Followed, refused for what is wrong with it, or refused for the role: each call of each operation that changes something is told.
    @Test
    void everyOperationThatChangesSomethingIsToldInTheAudit() throws Exception {
        Map<String, Operation> called = new HashMap<>();
        for (Operation operation : operations()) {
            if (operation.asks) {
                assertThat(Permissions.role(operation.method, operation.ofNothing())).as("who only asks changes nothing: " + operation).hasValue(Role.VIEWER);
            }
            if (operation.changes()) {
                for (Role role : List.of(Role.ADMIN, Role.VIEWER)) {
                    String id = UUID.randomUUID().toString();
                    called.put(id, operation);
                    status(operation.method, operation.ofNothing(), TOKENS.get(role), id);
                }
            }
        }
        assertThat(called).hasSizeGreaterThan(40);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Map<String, String> told = new HashMap<>();
            audit("").forEach(record -> told.put(record.path("request").asString(), record.get("operation").asString()));
            assertThat(called).allSatisfy((id, operation) -> assertThat(told.get(id)).as(operation.toString()).isEqualTo(operation.method + " " + operation.path));
        });
    }

    /// All of it, page by page.
    private static List<JsonNode> audit(String filter) {
        Api bootstrap = new Api(INSTALLED.settings.installation().apiToken());
        List<JsonNode> records = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = bootstrap.get(DOOR + "/api/v1/audit?limit=1000&cursor=" + cursor + filter).ok();
            page.get("items").forEach(records::add);
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        return records;
    }

    /// From which revision to which, by whom; and what opens a database or a door is in no answer, record, message or line of a log.
    @Test
    void aChangeIsToldWithItsRevisionsAndASecretNowhere() throws Exception {
        String canary = "canary-" + UUID.randomUUID();
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(lines);
        List<String> answers = new ArrayList<>();
        Api editor = new Api(TOKENS.get(Role.EDITOR));
        Map<String, Object> body = new HashMap<>(Map.of("name", "audited " + UUID.randomUUID(), "kind", "postgresql", "host", "127.0.0.1", "port", 1, "database", "nothing",
                "user", "nobody", "secret", canary, "options", Map.of(), "allowWriteOperations", false));
        try {
            Api.Answer made = editor.post(DOOR + "/api/v1/connections", body);
            answers.add(made.body().toString());
            String object = "/api/v1/connections/" + made.ok().get("id").asLong();
            body.put("user", "somebody");
            answers.add(editor.put(DOOR + object, body, String.valueOf(made.etag())).body().toString());
            answers.add(editor.put(DOOR + object, body, String.valueOf(made.etag())).body().toString());
            answers.add(editor.post(DOOR + object + "/test", body).body().toString());
            answers.add(editor.get(DOOR + object).body().toString());
            body.put("port", canary);
            answers.add(editor.post(DOOR + "/api/v1/connections", body).body().toString());
            Browsing browsing = new Browsing(DOOR);
            answers.add(browsing.send("POST", "/api/v1/session", "{\"user\": \"walker-editor\", \"password\": \"%s\"}".formatted(canary)).body());
            answers.add(browsing.send("POST", "/api/v1/session", "{\"user\": \"%s\", \"password\": \"%1$s\"}".formatted(canary)).body());

            List<JsonNode> told = await().atMost(Duration.ofSeconds(60)).until(() -> audit("&object=" + object), found -> found.size() >= 4);

            assertThat(told).extracting(
                            record -> record.get("operation").asString(), record -> record.get("who").asString(), record -> record.get("way").asString(),
                            record -> record.path("before").asString(""), record -> record.path("after").asString(""), record -> record.get("outcome").asString())
                    .containsExactly(
                            tuple("POST /api/v1/connections/{id}/test", "walker-editor", "token", "", "", "done"),
                            tuple("PUT /api/v1/connections/{id}", "walker-editor", "token", "1", "", "refused"),
                            tuple("PUT /api/v1/connections/{id}", "walker-editor", "token", "1", "2", "done"),
                            tuple("POST /api/v1/connections", "walker-editor", "token", "", "1", "done"));
            await().atMost(Duration.ofSeconds(60)).until(() -> audit("&operation=POST%20/api/v1/session&outcome=refused").size() >= 2);
            assertThat(audit("").toString()).doesNotContain(canary);
            assertThat(answers).noneMatch(answer -> answer.contains(canary));
            assertThat(messages()).noneMatch(message -> message.contains(canary));
            assertThat(List.copyOf(lines.list)).noneMatch(line -> line.getFormattedMessage().contains(canary)
                    || line.getThrowableProxy() != null && ThrowableProxyUtil.asString(line.getThrowableProxy()).contains(canary));
        } finally {
            logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(lines);
        }
    }

    /// Of the audit's topic.
    private static List<String> messages() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", INSTALLED.settings.kafka()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUDIT).stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> messages = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> messages.add(record.value()));
            }
            return messages;
        }
    }

    /// The services know neither users nor their tokens, and take the console's word only.
    @Test
    void aUsersTokenOpensNoServiceDirectly() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(INSTALLED.url(Service.CONFIG, "/api/v1/connections")))
                .header("Authorization", "Bearer " + TOKENS.get(Role.ADMIN)).build();

        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    /// From the click to the rows: an editor makes connections and a project, an operator runs it, and a viewer sees each event until the end.
    @Test
    void aRunIsStartedAndWatchedThroughTheDoor() throws Exception {
        try (FreshDatabase from = SharedServers.postgreSql().freshDatabase("door"); FreshDatabase to = SharedServers.postgreSql().freshDatabase("door")) {
            from.execute("CREATE TABLE orders (id int PRIMARY KEY, note text)");
            from.execute("INSERT INTO orders SELECT n, 'n' || n FROM generate_series(1, 1000) n");
            long source = INSTALLED.connection(from.server(), from.name(), false);
            long target = INSTALLED.connection(to.server(), to.name(), true);
            Map<String, Object> body = INSTALLED.configuration(source, List.of(target), "public", List.of("orders"), "arrived");
            long direct = INSTALLED.api.post(INSTALLED.url(Service.CONFIG, "/api/v1/projects"), body).ok().get("id").asLong();
            Api editor = new Api(TOKENS.get(Role.EDITOR));
            Map<String, Object> again = new HashMap<>(body);
            again.put("name", "through the door");
            JsonNode project = editor.post(DOOR + "/api/v1/projects", again).ok();

            assertThat(project.get("savedBy").asString()).isEqualTo("walker-editor");
            INSTALLED.execute(direct);
            String run = new Api(TOKENS.get(Role.OPERATOR)).post(DOOR + "/api/v1/runs", Map.of("projectId", project.get("id").asLong())).ok().get("id").asString();
            HttpRequest events = HttpRequest.newBuilder(URI.create(DOOR + "/api/v1/runs/" + run + "/events"))
                    .header("Authorization", "Bearer " + TOKENS.get(Role.VIEWER)).header("Accept", "text/event-stream").build();
            try (Stream<String> lines = HTTP.send(events, HttpResponse.BodyHandlers.ofLines()).body()) {
                assertThat(lines.anyMatch(line -> line.contains("SUCCEEDED"))).isTrue();
            }
            try (Connection session = to.connect(); ResultSet row = session.createStatement().executeQuery("SELECT count(*), sum(id) FROM arrived.orders")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getLong(1)).isEqualTo(1000);
                assertThat(row.getLong(2)).isEqualTo(500_500);
            }
        }
    }
}
