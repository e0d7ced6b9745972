package dev.syncline.kit.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.syncline.contracts.Topics;
import dev.syncline.example.RunningExample;
import dev.syncline.example.Topic;
import dev.syncline.kit.message.DeadLetters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Whoever holds a message is killed at each step of its way, some times in a row, and what has arrived is what was committed (R7).
/// The number of rounds is a setting: `-Dsyncline.kill.rounds=50`.
class OutboxKillIT {

    /// Where the holder is killed.
    enum Step {
        /// The writer has added its messages and has not committed.
        ADDED,
        /// The writer has committed, and no relay has looked.
        COMMITTED,
        /// The relay has read the messages, and has sent none or some of them.
        READ,
        /// The broker has them, and the relay does not know.
        UNACKNOWLEDGED,
        /// The broker has acknowledged them, and the relay has not removed them.
        SENT,
        /// The relay has removed them and has not committed.
        REMOVED,
        /// The relay has committed.
        DONE
    }

    /// Ends what a relay is at, as the end of its process does.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("Killed by the test", null, false, false);
        }
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROUNDS = Integer.getInteger("syncline.kill.rounds", 3);
    private static final int KILLS = 3;

    private static RunningExample service;
    private static Outbox outbox;
    private static JdbcClient jdbc;
    private static TransactionTemplate transactions;

    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger alive = new AtomicInteger();
    private volatile OutboxRelay relay;

    @BeforeAll
    static void start() {
        service = RunningExample.start();
        service.bean(OutboxRelay.class).stop();
        outbox = service.bean(Outbox.class);
        jdbc = service.bean(JdbcClient.class);
        transactions = new TransactionTemplate(service.bean(PlatformTransactionManager.class));
        // Ends its own backend while a victim is left; a sequence counts also what is rolled back.
        jdbc.sql("CREATE SEQUENCE victim START 1").update();
        jdbc.sql("""
                        CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF nextval('victim') <= 3 THEN
                                PERFORM pg_terminate_backend(pg_backend_pid());
                                PERFORM pg_sleep(10);
                            END IF;
                            RETURN NULL;
                        END $$
                        """).update();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void stopRelay() {
        jdbc.sql("DROP TRIGGER IF EXISTS die ON outbox").update();
        if (relay != null) {
            relay.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatArrivesIsWhatWasCommitted(Step step) {
        for (int seed = 1; seed <= ROUNDS; seed++) {
            round(step, new Random(seed));
        }
    }

    private void round(Step step, Random random) {
        String key = step + "-" + UUID.randomUUID();
        kills.set(0);
        jdbc.sql("SELECT setval('victim', 1, false)").query(Long.class).single();
        if (step == Step.REMOVED) {
            jdbc.sql("CREATE CONSTRAINT TRIGGER die AFTER DELETE ON outbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()").update();
        }
        boolean late = step == Step.COMMITTED;
        if (!late) {
            startRelay(step, random);
        }
        List<String> committed = write(step, random, key);
        if (late) {
            assertThat(jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single()).isEqualTo(committed.size());
            startRelay(step, random);
        }

        await().dontCatchUncaughtExceptions().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (alive.get() == 0) {
                startRelay(step, random);
            }
            relay.wake(); // after a failure it waits for a second
            return jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single() == 0;
        });
        relay.stop();
        alive.set(0);
        jdbc.sql("DROP TRIGGER IF EXISTS die ON outbox").update();

        List<String> arrived = Topic.read(Topics.RESULTS).stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
        assertThat(arrived.stream().distinct()).as("%s: each first time in order", step).containsExactlyElementsOf(committed);
        switch (step) {
            case READ, UNACKNOWLEDGED, SENT, DONE -> assertThat(kills).hasValueGreaterThan(0);
            case REMOVED -> assertThat(jdbc.sql("SELECT last_value FROM victim").query(Integer.class).single()).isGreaterThan(KILLS);
            case ADDED, COMMITTED -> assertThat(arrived).doesNotHaveDuplicates();
        }
    }

    /// Some transactions with some messages each; of each fourth the messages must never leave.
    private static List<String> write(Step step, Random random, String key) {
        List<String> committed = new ArrayList<>();
        for (int transaction = 0; transaction < 12; transaction++) {
            int first = transaction * 10;
            List<Integer> messages = IntStream.rangeClosed(first, first + random.nextInt(4)).boxed().toList();
            boolean dies = transaction % 4 == 3;
            try {
                transactions.executeWithoutResult(status -> {
                    messages.forEach(message -> outbox.add(Topics.RESULTS, key, message));
                    if (dies && step == Step.ADDED) {
                        terminate(jdbc.sql("SELECT pg_backend_pid()").query(Integer.class).single());
                    } else if (dies) {
                        status.setRollbackOnly();
                    }
                });
            } catch (DataAccessException | TransactionException _) {
                assertThat(dies && step == Step.ADDED).isTrue();
            }
            if (!dies) {
                messages.forEach(message -> committed.add(message.toString()));
            }
        }
        return committed;
    }

    private void startRelay(Step step, Random random) {
        PlatformTransactionManager manager = service.bean(PlatformTransactionManager.class);
        MortalTemplate template = new MortalTemplate(step, random.nextInt(4), random.nextBoolean());
        relay = new OutboxRelay(jdbc, new MortalTransactions(manager, step, template), template, new DeadLetters(template), new SimpleMeterRegistry());
        alive.set(1);
        relay.start();
    }

    private boolean dies() {
        return kills.getAndIncrement() < KILLS;
    }

    // A relay outlives errors; interrupted as well, it ends before it looks again.
    private Killed die() {
        Thread.currentThread().interrupt();
        alive.set(0);
        return new Killed();
    }

    /// Ends the backend of the relay, which alone here holds such a lock.
    private static void terminateRelay() {
        jdbc.sql("""
                        SELECT pid
                        FROM pg_locks
                        WHERE locktype = 'advisory' AND granted
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """)
                .query(Integer.class)
                .optional()
                .ifPresent(OutboxKillIT::terminate);
    }

    private static void terminate(int backend) {
        try (Connection connection = service.database().connect(); Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(%d, 5000)".formatted(backend));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// Of a relay that ends after its transaction.
    private final class MortalTransactions extends TransactionTemplate {
        private static final long serialVersionUID = 1;
        private final transient Step step;
        private final transient MortalTemplate template;

        MortalTransactions(PlatformTransactionManager manager, Step step, MortalTemplate template) {
            super(manager);
            this.step = step;
            this.template = template;
        }

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            int before = template.sent;
            T more = super.execute(action);
            if (step == Step.DONE && template.sent > before && dies()) {
                throw die();
            }
            return more;
        }
    }

    /// Of a relay that loses its life, or its connection to the database, while it sends.
    private final class MortalTemplate extends KafkaTemplate<String, byte[]> {

        private final Step step;
        private final int victim;
        private final boolean whole;
        private int sent;

        @SuppressWarnings("unchecked")
        MortalTemplate(Step step, int victim, boolean whole) {
            super(service.bean(KafkaTemplate.class).getProducerFactory());
            this.step = step;
            this.victim = victim;
            this.whole = whole;
        }

        @Override
        public CompletableFuture<SendResult<String, byte[]>> send(String topic, String key, byte[] value) {
            boolean chosen = sent++ % 4 == victim || kills.get() == 0;
            if (step == Step.READ && chosen && dies()) {
                if (whole) {
                    throw die();
                }
                terminateRelay();
            }
            CompletableFuture<SendResult<String, byte[]>> future = super.send(topic, key, value);
            if (step == Step.UNACKNOWLEDGED && chosen && dies()) {
                return future.thenCompose(_ -> CompletableFuture.failedFuture(new TimeoutException("The answer was lost")));
            }
            if (step == Step.SENT && chosen && dies()) {
                future.join();
                terminateRelay();
            }
            return future;
        }
    }
}
