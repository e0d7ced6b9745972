package dev.syncline.kit.message;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.Topics;
import dev.syncline.example.ExampleListener;
import dev.syncline.example.ExampleListener.Note;
import dev.syncline.example.ExampleService;
import dev.syncline.example.RunningExample;
import dev.syncline.example.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A bad record never stops the line.
class ListenerIT {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static RunningExample service;
    private static KafkaTemplate<String, byte[]> kafka;

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void start() {
        service = RunningExample.start();
        kafka = service.bean(KafkaTemplate.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatCannotBeReadIsPutAsideOnceAndTheNextIsHandled() {
        send("unreadable", "{ not json", new RecordHeaders());
        send("after", note("after the unreadable one"), new RecordHeaders());

        awaitTaken("after the unreadable one");
        assertThat(deadLetters("unreadable")).singleElement().satisfies(record -> {
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("{ not json");
            assertThat(Records.texts(record.headers())).containsEntry("syncline-reason", "UnreadableMessage");
            assertThat(Records.texts(record.headers()).get("syncline-from")).startsWith(ExampleService.TOPIC + "/0/");
        });
        assertThat(service.get("/actuator/prometheus", RunningExample.API_TOKEN).body())
                .contains("syncline_messages_rejected_total{topic=\"" + ExampleService.TOPIC + "\"}");
    }

    /// As where others of its batch wait for the database, and the whole batch comes again and again.
    @Test
    void whatComesAgainIsPutAsideOnce() {
        Incoming incoming = service.bean(Incoming.class);
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(ExampleService.TOPIC, 0, 1_000_000, "again", "{".getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<String, byte[]> next = new ConsumerRecord<>(ExampleService.TOPIC, 0, 1_000_001, "again", "{".getBytes(StandardCharsets.UTF_8));

        for (int i = 0; i < 24; i++) {
            assertThat(incoming.read(record, Note.class)).isEmpty();
            assertThat(incoming.read(next, Note.class)).isEmpty();
        }

        assertThat(deadLetters("again")).hasSize(2);
    }

    @Test
    void whatCannotBeHandledIsTriedAFewTimesAndThenPutAside() {
        send("poison", note("poison"), new RecordHeaders());
        send("after", note("after the poison"), new RecordHeaders());

        awaitTaken("after the poison");
        assertThat(deadLetters("poison")).hasSize(1);
    }

    /// It would end the listener's container, and everything behind the record would wait for a restart.
    @Test
    void anErrorOfTheListenerIsAFailureOfTheRecord() {
        send("error", note("error"), new RecordHeaders());
        send("after", note("after the error"), new RecordHeaders());

        awaitTaken("after the error");
        assertThat(deadLetters("error")).hasSize(1);
    }

    @Test
    void headersThatNameTypesAreOnlyText() {
        Map<String, String> types = Map.of("hostile", "java.util.Timer[]", "spring_json_header_types", "{\"hostile\":\"java.util.Timer[]\"}", "__TypeId__", "javax.script.ScriptEngineManager");
        List<String> values = List.of("[1,2,3]", "[".repeat(5000), "{\"type\":\"[B\",\"value\":100000000}", "\u0000\r\n");
        for (String value : values) {
            Headers headers = new RecordHeaders();
            types.forEach((name, type) -> headers.add(name, type.getBytes(StandardCharsets.UTF_8)));
            headers.add("hostile", value.getBytes(StandardCharsets.UTF_8));
            headers.add("spring_json_header_types", value.getBytes(StandardCharsets.UTF_8));
            headers.add("retry_topic-attempts", value.getBytes(StandardCharsets.UTF_8));
            headers.add("kafka_deliveryAttempt", null);
            send("hostile", note("hostile " + values.indexOf(value)), headers);
        }
        send("after", note("after hostile headers"), new RecordHeaders());

        awaitTaken("after hostile headers");
        assertThat(taken()).contains("hostile 0", "hostile 1", "hostile 2", "hostile 3");
        assertThat(deadLetters("hostile")).isEmpty();
    }

    @Test
    void theLongLivedTopicsAreThere() {
        Map<String, ?> topics = service.bean(KafkaAdmin.class)
                .describeTopics(Topics.PROJECTS, Topics.RUNS, Topics.WORK, Topics.WORKERS, Topics.RESULTS, Topics.DEAD_LETTERS);

        assertThat(topics).hasSize(6);
    }

    private static void send(String key, String value, Headers headers) {
        kafka.send(new ProducerRecord<>(ExampleService.TOPIC, null, key, value.getBytes(StandardCharsets.UTF_8), headers)).join();
    }

    private static String note(String text) {
        return Json.text(new Note(text));
    }

    private static void awaitTaken(String text) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(taken()).contains(text));
    }

    private static List<String> taken() {
        return service.bean(ExampleListener.class).taken();
    }

    private static List<ConsumerRecord<String, byte[]>> deadLetters(String key) {
        return Topic.read(Topics.DEAD_LETTERS).stream().filter(record -> key.equals(record.key())).toList();
    }
}
