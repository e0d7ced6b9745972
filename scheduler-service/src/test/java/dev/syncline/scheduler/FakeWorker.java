package dev.syncline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.contracts.work.WorkerAnnounced.InHand;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Json;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// A worker that speaks the real protocol and does what a script says; it can also fall silent like one that was killed.
public final class FakeWorker implements AutoCloseable {

    /// What it does with work it gets; answers by [#send].
    @FunctionalInterface
    public interface Script {
        void on(Work work, FakeWorker worker);
    }

    private static final Duration ANNOUNCE = Duration.ofMillis(500);

    private final String id;
    private final WorkerKind kind;
    private final int slots;
    private final Script script;
    private final Map<UUID, InHand> inHand = new ConcurrentHashMap<>();
    private final List<Work> received = new CopyOnWriteArrayList<>();
    private final List<WorkCommand.Withdraw> withdrawals = new CopyOnWriteArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean alive = true;
    private volatile boolean obedient = true;
    private volatile boolean stutters;
    private volatile boolean sweeping;
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(properties(), new StringSerializer(), new ByteArraySerializer());

    private FakeWorker(WorkerKind kind, int slots, Script script) {
        this.id = "fake-" + kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID().toString().substring(0, 8);
        this.kind = kind;
        this.slots = slots;
        this.script = script;
        thread = Thread.ofPlatform().daemon().name(id).start(this::run);
    }

    public static FakeWorker start(WorkerKind kind, int slots, Script script) {
        FakeWorker worker = new FakeWorker(kind, slots, script);
        try {
            worker.ready.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return worker;
    }

    String id() {
        return id;
    }

    public List<Work> received() {
        return received;
    }

    public List<WorkCommand.Withdraw> withdrawals() {
        return withdrawals;
    }

    /// Ignores withdrawals, as one that hangs does.
    public void disobey() {
        obedient = false;
    }

    /// Lets the script answer the looks for what is left, too.
    public void sweepByScript() {
        sweeping = true;
    }

    /// Says everything twice.
    public void stutter() {
        stutters = true;
    }

    public void progress(Work work, long rows, long bytes, long nextOffset) {
        inHand.put(work.id(), new InHand(work.id(), work.fence(), rows, bytes, nextOffset));
    }

    /// @param service of our own that the work waits for; null for none
    public void waits(Work work, @Nullable String service) {
        inHand.put(work.id(), new InHand(work.id(), work.fence(), 0, 0, 0, service));
    }

    public void send(WorkResult result) {
        if (!alive) {
            return;
        }
        if (result.endsWork()) {
            inHand.remove(result.workId());
        }
        sendRaw(result);
    }

    /// Sends whatever, also in the name of the dead.
    public void sendRaw(WorkResult result) {
        for (int i = 0; i < (stutters ? 2 : 1); i++) {
            producer.send(new ProducerRecord<>(Topics.RESULTS, result.runId().toString(), Json.bytes(result)));
        }
    }

    /// Falls silent, without a word.
    public void die() {
        alive = false;
        join();
    }

    @Override
    public void close() {
        if (alive) {
            alive = false;
            join();
            announce(0);
        }
        producer.close(Duration.ofSeconds(2));
    }

    private void join() {
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.WORK, 0));
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            Instant next = Instant.EPOCH;
            while (alive) {
                if (Instant.now().isAfter(next)) {
                    announce(slots);
                    next = Instant.now().plus(ANNOUNCE);
                    ready.countDown();
                }
                consumer.poll(Duration.ofMillis(50)).forEach(record -> {
                    WorkCommand command = Json.read(record.value(), WorkCommand.class);
                    if (alive && command.worker().equals(id)) {
                        obey(command);
                    }
                });
            }
        }
    }

    private void obey(WorkCommand command) {
        switch (command) {
            // Looks after loads of other tests too: no part of the script, unless it is about them.
            case WorkCommand.Assign(_, Work.SweepTarget sweep, _) when !sweeping -> sendRaw(Scripts.swept(sweep, List.of()));
            case WorkCommand.Assign(_, Work work, _) -> {
                received.add(work);
                inHand.put(work.id(), new InHand(work.id(), work.fence(), 0, 0, 0));
                Thread.ofVirtual().start(() -> script.on(work, this));
            }
            case WorkCommand.Dismiss _ -> { } // it says itself when it goes
            case WorkCommand.Withdraw withdraw -> {
                withdrawals.add(withdraw);
                InHand hand = inHand.get(withdraw.workId());
                if (obedient && hand != null && hand.fence() <= withdraw.fence()) {
                    Work work = received.stream()
                            .filter(given -> given.id().equals(withdraw.workId()))
                            .reduce((_, last) -> last)
                            .orElseThrow();
                    send(new WorkResult.WorkStopped(
                            work.runId(), work.id(), hand.fence(), Scripts.tableRunOf(work), true, Instant.now()));
                }
            }
        }
    }

    private void announce(int free) {
        WorkerAnnounced announced = new WorkerAnnounced(id, kind, free, List.copyOf(inHand.values()), Instant.now());
        producer.send(new ProducerRecord<>(Topics.WORKERS, id, Json.bytes(announced)));
        producer.flush();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", SharedServers.kafka().bootstrapServers());
        return properties;
    }
}
