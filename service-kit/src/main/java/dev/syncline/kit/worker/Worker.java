package dev.syncline.kit.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Incoming;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.kit.message.UnreadableMessage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/// Takes the work that the scheduler addresses to it, does each piece on a thread of its own, and says every few seconds that it lives.
///
/// Work topics are read by `assign`, without a consumer group: a group would hand work to others when a worker joins.
public final class Worker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /// So many bytes are worth an announcement of their own: what loaders have taken is what readers wait for.
    private static final long NEWS = 64 << 20;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LET_GO = Duration.ofSeconds(7);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final WorkerKind kind;
    private final WorkerProperties properties;
    private final WorkHandler handler;
    private final ConsumerFactory<String, byte[]> consumers;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Clock clock;
    private final String id;
    private final Map<UUID, Assignment> inHand = new ConcurrentHashMap<>();
    private volatile boolean running;
    private @Nullable Consumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    public Worker(
            WorkerKind kind,
            WorkerProperties properties,
            WorkHandler handler,
            ConsumerFactory<String, byte[]> consumers,
            Incoming incoming,
            Outgoing outgoing,
            Clock clock) {
        this.kind = kind;
        this.properties = properties;
        this.handler = handler;
        this.consumers = consumers;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.clock = clock;
        this.id = "%s-%s".formatted(kind.name().toLowerCase(java.util.Locale.ROOT), UUID.randomUUID().toString().substring(0, 13));
    }

    /// Unique for this start of the process.
    public String id() {
        return id;
    }

    /// How many pieces of work it has in hand.
    public int busy() {
        return inHand.size();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("worker").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Consumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        Thread stopping = thread;
        if (stopping != null) {
            try {
                stopping.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Consumer<String, byte[]> reading = consumers.createConsumer()) {
                consumer = reading;
                listen(reading);
            } catch (WakeupException e) {
                // stopping
            } catch (RuntimeException | Error e) {
                // Without this thread the process would live, but nobody would hear of it.
                log.warn("worker={} cannot read its work, will try again: {}", id, e.toString());
                pause();
            } finally {
                consumer = null;
            }
        }
        handOn();
    }

    private void listen(Consumer<String, byte[]> reading) {
        List<TopicPartition> partitions = reading.partitionsFor(Topics.WORK).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reading.assign(partitions);
        reading.seekToEnd(partitions);
        // Asking makes the seek happen now: what is sent after the first announcement is not missed.
        partitions.forEach(reading::position);
        long nextAnnouncement = 0;
        long announcedBytes = 0;
        while (running) {
            long now = clock.millis();
            long bytes = inHand.values().stream().mapToLong(Assignment::bytes).sum();
            if (now >= nextAnnouncement || bytes - announcedBytes >= NEWS) {
                announce(properties.slots());
                nextAnnouncement = now + properties.announceEvery().toMillis();
                announcedBytes = bytes;
            }
            for (ConsumerRecord<String, byte[]> record : reading.poll(POLL)) {
                hear(record);
            }
        }
    }

    /// Whether a worker answers for a command that cannot be read: it tells the scheduler that it does not know such work.
    public static boolean answersFor(ConsumerRecord<String, byte[]> record) {
        Address address = Address.of(record);
        return address != null && address.work() != null;
    }

    // What is addressed to others is theirs to understand.
    private void hear(ConsumerRecord<String, byte[]> record) {
        Address address = Address.of(record);
        if (address != null && !id.equals(address.worker())) {
            return;
        }
        try {
            if (record.value() != null) {
                obey(Json.read(record.value(), WorkCommand.class));
            }
        } catch (UnreadableMessage e) {
            if (address == null || address.work() == null) {
                // Every worker meets it; UnreadableCommands of the scheduler puts it aside for all of them.
                log.debug("Ignored topic={} partition={} offset={}", record.topic(), record.partition(), record.offset(), e);
            } else {
                giveBack(address.work());
            }
        }
    }

    /// Work of a newer version: its lease would end some time, and another one of the same version get it.
    private void giveBack(Address.Named work) {
        log.error("work={} run={} is of a kind that this worker does not know; update the worker", work.id(), work.runId());
        Failure failure = new Failure(FailureCode.INTERNAL, "Worker %s does not know this kind of work; update the workers".formatted(id));
        outgoing.send(
                Topics.RESULTS,
                work.runId().toString(),
                new WorkResult.WorkFailed(work.runId(), work.id(), work.fence(), work.tableRunId(), failure, false, clock.instant()));
    }

    private void obey(WorkCommand command) {
        switch (command) {
            case WorkCommand.Assign(_, Work work) -> begin(work);
            case WorkCommand.Withdraw(_, UUID workId, long fence) -> {
                Assignment assignment = inHand.get(workId);
                if (assignment != null && assignment.work().fence() <= fence) {
                    assignment.stop(Assignment.Stop.WITHDRAWN);
                }
            }
        }
    }

    private void begin(Work work) {
        Assignment assignment = new Assignment(work, this::publish);
        Assignment before = inHand.get(work.id());
        if (before != null) {
            if (before.work().fence() >= work.fence()) {
                return; // delivered twice
            }
            before.stop(Assignment.Stop.HANDED_ON);
        }
        inHand.put(work.id(), assignment);
        try {
            assignment.start(() -> carryOut(work, assignment));
        } catch (Error e) {
            // No thread is left: it is not in hand then, and the scheduler gives it to somebody else when its lease ends.
            inHand.remove(work.id(), assignment);
            throw e;
        }
    }

    private void carryOut(Work work, Assignment assignment) {
        try {
            end(work, assignment, handle(work, assignment).saying(assignment.said()));
        } catch (RuntimeException | Error e) {
            log.warn("work={} run={} has ended, but not what follows its result", work.id(), work.runId(), e);
        } finally {
            inHand.remove(work.id(), assignment);
        }
    }

    // An error, such as a class that is missing, is the end of this piece of work only; where memory is used up, the process ends by itself
    // (-XX:+ExitOnOutOfMemoryError).
    private WorkResult handle(Work work, Assignment assignment) {
        try {
            return handler.handle(work, assignment);
        } catch (Exception | Error e) {
            if (!assignment.stopped()) {
                log.error("work={} run={} failed unexpectedly", work.id(), work.runId(), e);
            }
            return unexpected(work, assignment, e);
        }
    }

    private void end(Work work, Assignment assignment, WorkResult result) {
        boolean acknowledged;
        try {
            acknowledged = publish(result);
        } catch (Unsendable e) {
            log.error("work={} run={} has a result that cannot be sent, and fails for it", work.id(), work.runId(), e.getCause());
            acknowledged = publish(failed(work, new Failure(FailureCode.INTERNAL, "Worker %s cannot send the result: %s".formatted(id, e.getMessage()))));
        }
        if (acknowledged) {
            assignment.finish();
        }
    }

    private WorkResult unexpected(Work work, Assignment assignment, Throwable e) {
        if (assignment.stopped()) {
            return new WorkResult.WorkStopped(work.runId(), work.id(), work.fence(), tableRunOf(work), false, clock.instant());
        }
        Failure failure = new Failure(
                FailureCode.INTERNAL,
                "Worker %s met an unexpected %s; its log has the details".formatted(id, e.getClass().getSimpleName()));
        return failed(work, failure);
    }

    private WorkResult failed(Work work, Failure failure) {
        return new WorkResult.WorkFailed(work.runId(), work.id(), work.fence(), tableRunOf(work), failure, false, clock.instant());
    }

    private static @Nullable UUID tableRunOf(Work work) {
        return switch (work) {
            case Work.DiscoverTables _, Work.SweepTarget _ -> null;
            case Work.InspectTarget inspect -> inspect.tableRunId();
            case Work.ExtractTable extract -> extract.tableRunId();
            case Work.LoadTable load -> load.tableRunId();
            case Work.CleanUpLoad cleanUp -> cleanUp.tableRunId();
        };
    }

    /// Returns once the broker has acknowledged the result, however long it is away.
    ///
    /// @return whether it was acknowledged; false where the worker stops first
    /// @throws Unsendable where the broker will never take it
    private boolean publish(WorkResult result) {
        while (true) {
            try {
                outgoing.send(Topics.RESULTS, result.runId().toString(), result).get();
                return true;
            } catch (ExecutionException | RuntimeException | StackOverflowError e) {
                Unsendable.throwIfEver(result, e);
                log.warn("work={} cannot send its result, will try again: {}", result.workId(), e.toString());
                if (!running) {
                    return false; // the lease ends, and somebody else does the work
                }
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private void announce(int slots) {
        // Whatever ended a thread: what nobody does any more must not have its lease renewed.
        List<WorkerAnnounced.InHand> work = inHand.values().stream().filter(Assignment::isUnderWay).map(Assignment::inHand).toList();
        // Not waited for: the next one says the same, and a broker that is away must not keep commands from being read.
        outgoing.send(Topics.WORKERS, id, new WorkerAnnounced(id, kind, slots, work, clock.instant()));
    }

    /// On the way out: says that no more work is wanted and lets go of what is in hand, so that others need not wait for the leases to end.
    private void handOn() {
        try {
            inHand.values().forEach(assignment -> assignment.stop(Assignment.Stop.HANDED_ON));
            announce(0);
            // Their results need the producer, which is closed next.
            for (long waited = 0; !inHand.isEmpty() && waited < LET_GO.toMillis(); waited += LOOK_AGAIN.toMillis()) {
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.warn("worker={} could not say good-bye: {}", id, e.toString());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
