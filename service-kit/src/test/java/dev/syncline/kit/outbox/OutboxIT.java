package dev.syncline.kit.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.syncline.contracts.Topics;
import dev.syncline.example.RunningExample;
import dev.syncline.example.Topic;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// A message leaves if, and only if, its transaction commits.
class OutboxIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static RunningExample service;
    private static Outbox outbox;
    private static TransactionTemplate transactions;

    @BeforeAll
    static void start() {
        service = RunningExample.start();
        outbox = service.bean(Outbox.class);
        transactions = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void committedMessagesLeaveInOrderAndRolledBackOnesNever() {
        String key = key();
        transactions.executeWithoutResult(status -> {
            outbox.add(Topics.RESULTS, key, "never");
            status.setRollbackOnly();
        });
        transactions.executeWithoutResult(_ -> IntStream.range(0, 5).forEach(i -> outbox.add(Topics.RESULTS, key, i)));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(sent(key)).hasSizeGreaterThanOrEqualTo(5));
        assertThat(sent(key)).containsExactly("0", "1", "2", "3", "4");
        await().atMost(LIMIT).until(() -> waiting() == 0);
    }

    @Test
    void nothingIsAddedOutsideATransaction() {
        assertThatThrownBy(() -> outbox.add(Topics.RESULTS, key(), "x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatADeadInstanceHasLeftBehindIsSent() {
        String key = key();
        service.bean(JdbcClient.class)
                .sql("INSERT INTO outbox (topic, key, payload) VALUES (:topic, :key, :payload)")
                .param("topic", Topics.RESULTS)
                .param("key", key)
                .param("payload", "\"left\"".getBytes(StandardCharsets.UTF_8))
                .update();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(sent(key)).containsExactly("\"left\""));
    }

    /// A project with 20,000 tables is one message.
    @Test
    void aMessageOfSevenMebibytesIsSent() {
        String key = key();
        String large = "x".repeat(7 * 1024 * 1024);

        transactions.executeWithoutResult(_ -> outbox.add(Topics.PROJECTS, key, large));

        await().atMost(LIMIT).until(() -> waiting() == 0);
    }

    /// One that the broker never takes used to keep back all that were behind it, and to send those before it again and again.
    @ParameterizedTest
    @ValueSource(strings = {"too large", "no such name"})
    void aMessageThatIsNeverTakenIsPutAsideAndKeepsNoneBack(String trouble) {
        String key = key();
        transactions.executeWithoutResult(_ -> {
            outbox.add(Topics.RESULTS, key, "before");
            service.bean(JdbcClient.class)
                    .sql("INSERT INTO outbox (topic, key, payload) VALUES (:topic, :key, :payload)")
                    .param("topic", trouble.equals("too large") ? Topics.RESULTS : "not/a topic")
                    .param("key", key)
                    .param("payload", new byte[trouble.equals("too large") ? 9 * 1024 * 1024 : 10])
                    .update();
            outbox.add(Topics.RESULTS, key, "behind");
        });

        await().atMost(LIMIT).until(() -> waiting() == 0);
        assertThat(sent(key)).containsExactly("\"before\"", "\"behind\"");
        assertThat(Topic.read(Topics.DEAD_LETTERS).stream().filter(letter -> key.equals(letter.key()))).hasSize(1);
    }

    @Test
    void messagesWaitForABrokerThatDies() {
        String key = key();
        SharedServers.kafka().kill();
        try {
            IntStream.range(0, 20).forEach(i -> transactions.executeWithoutResult(_ -> outbox.add(Topics.RESULTS, key, i)));
            assertThat(waiting()).isEqualTo(20);
        } finally {
            SharedServers.kafka().restart();
        }

        await().atMost(LIMIT).until(() -> waiting() == 0);
        List<String> arrived = sent(key);
        assertThat(arrived.stream().distinct()).containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    }

    @Test
    void ofManyDeliveriesAtOnceTheInboxTakesOne() throws Exception {
        Inbox inbox = service.bean(Inbox.class);
        String message = key();
        CyclicBarrier together = new CyclicBarrier(8);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> takers = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> {
                        together.await();
                        return transactions.execute(_ -> inbox.take(message));
                    }))
                    .toList();
            int taken = 0;
            for (Future<Boolean> taker : takers) {
                taken += taker.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    @Test
    void theInboxForgetsMessagesOfAMonthAgo() {
        Inbox inbox = service.bean(Inbox.class);
        JdbcClient jdbc = service.bean(JdbcClient.class);
        String old = key();
        jdbc.sql("INSERT INTO inbox (id, taken_at) VALUES (:id, now() - interval '31 days')").param("id", old).update();

        transactions.executeWithoutResult(_ -> inbox.take(key()));

        assertThat(jdbc.sql("SELECT count(*) FROM inbox WHERE id = :id").param("id", old).query(Long.class).single()).isZero();
    }

    @Test
    void aMessageWhoseTransactionFailsCanBeTakenAgain() {
        Inbox inbox = service.bean(Inbox.class);
        String message = key();
        transactions.executeWithoutResult(status -> {
            assertThat(inbox.take(message)).isTrue();
            status.setRollbackOnly();
        });

        assertThat(inbox.take(message)).isTrue();
        assertThat(inbox.take(message)).isFalse();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static List<String> sent(String key) {
        return Topic.read(Topics.RESULTS).stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static int waiting() {
        return service.bean(JdbcClient.class).sql("SELECT count(*) FROM outbox").query(Integer.class).single();
    }
}
