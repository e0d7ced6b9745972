package dev.syncline.scheduler;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Records;
import dev.syncline.scheduler.project.KnownProjects;
import dev.syncline.testsupport.SharedServers;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Triggers that nobody can understand do not stop the line (R8): each is put aside once, is counted, and the next good one,
/// behind it in the same partition, is answered.
class PoisonIT extends WholeRuns {

    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void poisonIsPutAsideOnceAndTheNextTriggerIsAnswered() throws Exception {
        long project = knownProject();
        Map<String, byte @Nullable []> poisons = poisons(project);
        Map<String, String> from = new LinkedHashMap<>();
        List<String> good = new ArrayList<>();
        double before = rejected();
        long began = System.nanoTime();

        try (var producer = producer()) {
            for (var poison : poisons.entrySet()) {
                var sent = send(producer, poison.getKey(), poison.getValue(), hostile());
                from.put(poison.getKey(), sent);
                good.add("after " + poison.getKey());
                send(producer, "k", trigger(project, "/poison", good.getLast()), hostile());
            }
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(answered(project)).containsExactlyInAnyOrderElementsOf(good));
        System.out.printf("MEASURED %d poisons and as many triggers: %d ms%n", from.size(), (System.nanoTime() - began) / 1_000_000);
        Map<String, List<ConsumerRecord<String, byte[]>>> letters = deadLetters();
        from.forEach((poison, place) -> assertThat(letters.getOrDefault(place, List.of())).as(poison).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(poison);
            assertThat(Records.texts(letter.headers()).keySet()).allMatch(name -> name.startsWith("syncline-"));
            byte[] value = poisons.get(poison);
            if (value == null || value.length <= 4 * MEBIBYTE) {
                assertThat(letter.value()).isEqualTo(value);
            } else {
                assertThat(letter.value()).hasSize(4 * MEBIBYTE);
                assertThat(Records.texts(letter.headers())).containsEntry("syncline-value-bytes", Integer.toString(value.length));
            }
        }));
        assertThat(rejected() - before).isEqualTo(from.size());
    }

    /// Every worker reads every command, and each used to put the same record aside.
    @Test
    void whatNoWorkerCanReadIsPutAsideOnceHoweverManyThereAre() throws Exception {
        List<String> places = new ArrayList<>();
        try (var producer = producer()) {
            for (String text : List.of("{ not json", "{}", "{\"type\":\"dance\",\"worker\":\"all\"}", "[1]")) {
                var sent = producer.send(new ProducerRecord<>(Topics.WORK, "poisoned work", bytes(text))).get();
                places.add("%s/%d/%d".formatted(sent.topic(), sent.partition(), sent.offset()));
            }
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(deadLetters().keySet()).containsAll(places));
        assertThat(places).allSatisfy(place -> assertThat(deadLetters().get(place)).as(place).hasSize(1));
    }

    /// What can be read but not be executed has its answer, or is put aside: either, and once.
    @Test
    void oddTriggersAreAnsweredOrPutAside() throws Exception {
        long project = knownProject();
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put("nul in a table", wish("{\"table\": {\"schema\": \"shop\", \"table\": \"a\\u0000b\"}}"));
        odd.put("half a character in a table", wish("{\"table\": {\"schema\": \"shop\", \"table\": \"\\ud800\"}}"));
        odd.put("a table of a mebibyte", wish("{\"table\": {\"schema\": \"shop\", \"table\": \"%s\"}}".formatted("x".repeat(MEBIBYTE))));
        odd.put("a chosen table of nine mebibytes", wish("{\"tables\": [{\"schema\": \"shop\", \"table\": \"%s\"}]}".formatted("x".repeat(9 * MEBIBYTE))));
        odd.put("no table", wish("{\"tables\": []}"));
        odd.put("an empty name", wish("{\"table\": {\"schema\": \"\", \"table\": \"\"}}"));
        odd.put("an unknown priority", wish("{\"priority\": \"urgent\"}"));
        odd.put("a time of a billion digits", "\"time\": 1e1000000000");
        odd.put("fields nobody knows", "\"partitionkey\": {\"a\": [1, 2, {}]}");
        Map<String, String> from = new LinkedHashMap<>();
        Map<String, String> ids = new LinkedHashMap<>();

        try (var producer = producer()) {
            for (var one : odd.entrySet()) {
                String id = UUID.randomUUID().toString();
                String text = new String(trigger(project, "/odd", id), StandardCharsets.UTF_8);
                ids.put(one.getKey(), id);
                from.put(one.getKey(), send(producer, one.getKey(), bytes(text.replace("}", ", " + one.getValue() + "}")), new RecordHeaders()));
            }
            send(producer, "k", trigger(project, "/odd", "the last"), new RecordHeaders());
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(answered(project)).contains("the last"));
        Map<String, List<ConsumerRecord<String, byte[]>>> letters = deadLetters();
        List<String> answered = answered(project);
        from.forEach((one, place) -> {
            long answers = answered.stream().filter(ids.get(one)::equals).count();
            assertThat(letters.getOrDefault(place, List.of()).size() + answers).as(one).isEqualTo(1);
        });
        assertThat(answered).contains(ids.get("fields nobody knows"), ids.get("no table"));
    }

    /// Whatever keeps a run from its beginning, the others begin, and what the workers say of them counts.
    @Test
    void aRunThatCannotBeginFailsAlone() {
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        jdbc.sql("""
                        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF NEW.table_name = 'cursed' THEN
                                RAISE EXCEPTION 'refused by the test';
                            END IF;
                            RETURN NEW;
                        END $$
                        """).update();
        jdbc.sql("CREATE TRIGGER refuse BEFORE INSERT ON run_target FOR EACH ROW EXECUTE FUNCTION refuse()").update();
        try {
            worker(WorkerKind.EXTRACTOR, Scripts::well);
            worker(WorkerKind.LOADER, Scripts::well);
            Long[] plans = {sleepingPlan(knownProject("cursed"), "high"), sleepingPlan(knownProject("a"), "low"), sleepingPlan(knownProject("b"), "medium")};
            makeDue(plans);

            await().atMost(SOON).untilAsserted(() -> assertThat(jdbc.sql("SELECT state || ' ' || coalesce(failure_code, '') FROM run WHERE plan_id = ANY(:plans) AND finished_at IS NOT NULL")
                            .param("plans", plans)
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder("FAILED INTERNAL", "SUCCEEDED ", "SUCCEEDED "));
        } finally {
            jdbc.sql("DROP TRIGGER refuse ON run_target").update();
            jdbc.sql("DROP FUNCTION refuse").update();
        }
    }

    /// What was accepted is executed, so that workers of other tests do not get it.
    @AfterEach
    void executeWhatWasAccepted() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        await().atMost(SOON).until(() -> jdbc.sql("SELECT count(*) FROM run WHERE finished_at IS NULL").query(Long.class).single() == 0);
    }

    private static Map<String, byte @Nullable []> poisons(long project) {
        String good = new String(trigger(project, "/poison", "poison"), StandardCharsets.UTF_8);
        byte[] junk = new byte[MEBIBYTE];
        new Random(1).nextBytes(junk);
        Map<String, byte @Nullable []> poisons = new LinkedHashMap<>();
        poisons.put("no value", null);
        poisons.put("no bytes", new byte[0]);
        poisons.put("a mebibyte of junk", junk);
        poisons.put("more than may be sent", new byte[12 * MEBIBYTE]);
        poisons.put("not UTF-8", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        poisons.put("null", bytes("null"));
        poisons.put("a number", bytes("7"));
        poisons.put("a list", bytes("[" + good + "]"));
        poisons.put("cut off", bytes(good.substring(0, good.length() - 1)));
        poisons.put("deep", bytes("[".repeat(100_000)));
        poisons.put("deep inside", bytes(good.replace("}", ", \"data\": " + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}")));
        poisons.put("a long number", bytes(good.replace("}", ", \"data\": {\"x\": %s}}".formatted("9".repeat(100_000)))));
        poisons.put("another type", bytes(good.replace("requested.v1", "danced.v1")));
        poisons.put("our own news", bytes(good.replace("requested.v1", "started.v1")));
        poisons.put("another version", bytes(good.replace("\"1.0\"", "\"0.3\"")));
        poisons.put("no id", bytes(good.replace("\"id\"", "\"no\"")));
        poisons.put("a blank id", bytes(good.replace("\"id\": \"poison\"", "\"id\": \" \"")));
        poisons.put("a long id", bytes(good.replace("\"id\": \"poison\"", "\"id\": \"%s\"".formatted("x".repeat(201)))));
        poisons.put("an id with a line break", bytes(good.replace("\"id\": \"poison\"", "\"id\": \"a\\nb\"")));
        poisons.put("an id that is an object", bytes(good.replace("\"id\": \"poison\"", "\"id\": {\"a\": 1}")));
        poisons.put("no source", bytes(good.replace("\"source\"", "\"no\"")));
        poisons.put("a wish that is text", bytes(good.replace("}", ", \"data\": \"all of it\"}")));
        return poisons;
    }

    /// Headers that have stopped or filled other listeners (R13).
    private static Headers hostile() {
        Headers headers = new RecordHeaders();
        for (String name : List.of("__TypeId__", "spring_json_header_types", "content-type", "ce_type", "retry_topic-attempts", "kafka_deliveryAttempt")) {
            headers.add(name, bytes("{\"hostile\": \"java.util.Timer[]\"}"));
            headers.add(name, null);
        }
        headers.add("hostile", bytes("[".repeat(5_000)));
        return headers;
    }

    private static byte[] trigger(long project, String source, String id) {
        return bytes("""
                {"specversion": "1.0", "id": "%s", "source": "%s", "type": "dev.syncline.run.requested.v1", "subject": "project/%d"}"""
                .formatted(id, source, project));
    }

    private static String wish(String data) {
        return "\"data\": " + data;
    }

    private static long knownProject() {
        return knownProject("a");
    }

    private static long knownProject(String table) {
        long project = project(List.of(table), 1);
        await().atMost(SOON).until(() -> scheduler.bean(KnownProjects.class).find(project).isPresent());
        return project;
    }

    private static List<String> answered(long project) {
        return eventsOf("project/" + project).stream()
                .filter(event -> event.path("type").asString().startsWith("dev.syncline.trigger."))
                .map(PoisonIT::idOf)
                .toList();
    }

    private static String idOf(JsonNode answer) {
        return answer.path("data").path("id").asString();
    }

    private static Map<String, List<ConsumerRecord<String, byte[]>>> deadLetters() {
        Map<String, List<ConsumerRecord<String, byte[]>>> letters = new HashMap<>();
        Topic.read(Topics.DEAD_LETTERS).forEach(letter ->
                letters.computeIfAbsent(Records.texts(letter.headers()).get("syncline-from"), _ -> new ArrayList<>()).add(letter));
        return letters;
    }

    private static double rejected() {
        return scheduler.bean(MeterRegistry.class).counter("syncline.messages.rejected", "topic", Topics.TRIGGERS).count();
    }

    /// All in one partition, one behind the other.
    private static String send(KafkaProducer<String, byte[]> producer, String key, byte @Nullable [] value, Headers headers)
            throws ExecutionException, InterruptedException {
        var place = producer.send(new ProducerRecord<>(Topics.TRIGGERS, 0, key, value, headers)).get();
        return "%s/%d/%d".formatted(place.topic(), place.partition(), place.offset());
    }

    private static KafkaProducer<String, byte[]> producer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", SharedServers.kafka().bootstrapServers(),
                "compression.type", "gzip",
                "max.request.size", 32 * MEBIBYTE,
                "buffer.memory", 64L * MEBIBYTE,
                "delivery.timeout.ms", (int) Duration.ofSeconds(60).toMillis(),
                "request.timeout.ms", 10_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
