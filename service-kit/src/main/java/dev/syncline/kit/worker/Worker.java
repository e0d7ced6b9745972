package dev.syncline.kit.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.log.LogFields;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.kit.message.UnreadableMessage;
import dev.syncline.kit.observe.Traces;
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
    /// While it leaves.
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration SAY_AGAIN = Duration.ofMillis(500);

    private final WorkerKind kind;
    private final WorkerProperties properties;
    private final WorkHandler handler;
    private final ConsumerFactory<String, byte[]> consumers;
    private final Outgoing outgoing;
    private final Traces traces;
    private final Clock clock;
    private final String id;
    private final Map<UUID, Assignment> inHand = new ConcurrentHashMap<>();
    private final Answers answers;
    private volatile boolean running;
    private volatile @Nullable Leave leave;
    private @Nullable Consumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    public Worker(
            WorkerKind kind,
            WorkerProperties properties,
            WorkHandler handler,
            ConsumerFactory<String, byte[]> consumers,
            Outgoing outgoing,
            Traces traces,
            Clock clock) {
        this.kind = kind;
        this.properties = properties;
        this.handler = handler;
        this.consumers = consumers;
        this.outgoing = outgoing;
        this.traces = traces;
        this.clock = clock;
        this.id = "%s-%s".formatted(kind.name().toLowerCase(java.util.Locale.ROOT), UUID.randomUUID().toString().substring(0, 13));
        this.answers = new Answers(id, outgoing, clock, this::isLeaving);
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
        leave = null;
        running = true;
        thread = Thread.ofPlatform().name("worker").start(this::run);
    }

    @Override
    public void stop() {
        leave = Leave.at(clock.instant(), properties.goodBye());
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
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private boolean isLeaving() {
        return leave != null;
    }

    private void run() {
        while (goesOn()) {
            try (Consumer<String, byte[]> reading = consumers.createConsumer()) {
                consumer = reading;
                listen(reading);
            } catch (WakeupException e) {
                // to leave
            } catch (RuntimeException | Error e) {
                // Without this thread the process would live, but nobody would hear of it.
                log.warn("worker={} cannot read its work, will try again: {}", id, e.toString());
                Answers.pause();
            } finally {
                consumer = null;
            }
        }
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
        boolean saidGoodBye = false;
        while (goesOn()) {
            boolean leaving = isLeaving();
            long now = clock.millis();
            long bytes = inHand.values().stream().mapToLong(Assignment::bytes).sum();
            if (now >= nextAnnouncement || bytes - announcedBytes >= NEWS || leaving && !saidGoodBye) {
                announce(leaving ? 0 : properties.slots());
                saidGoodBye = leaving;
                nextAnnouncement = now + (leaving ? SAY_AGAIN : properties.announceEvery()).toMillis();
                announcedBytes = bytes;
            }
            poll(reading, leaving ? SOON : POLL).forEach(this::hear);
        }
    }

    private static Iterable<ConsumerRecord<String, byte[]>> poll(Consumer<String, byte[]> reading, Duration most) {
        try {
            return reading.poll(most);
        } catch (WakeupException _) {
            return List.of(); // there is something to say first
        }
    }

    /// Lets go of what is in hand where that is due.
    ///
    /// @return false where there is nothing to wait for any more
    private boolean goesOn() {
        Leave leaving = leave;
        if (leaving == null) {
            return true;
        }
        if (leaving.letsGo(clock.instant())) {
            leave = leaving.whenLetGo();
            inHand.values().forEach(assignment -> assignment.stop(Assignment.Stop.HANDED_ON));
        }
        return !leaving.isOver(inHand.size(), clock.instant());
    }

    /// Whether a worker answers for a command that cannot be read: it tells the scheduler that it does not know such work, and passes over what is for it and
    /// names none.
    public static boolean answersFor(ConsumerRecord<String, byte[]> record) {
        Address address = Address.of(record);
        return address != null && (address.work() != null || address.worker() != null && address.worker().equals(record.key()));
    }

    // What is addressed to others is theirs to understand. The key says so as well, so that a worker reads none of the others' commands.
    private void hear(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null || record.key() != null && !record.key().equals(id)) {
            return;
        }
        try {
            WorkCommand command = Json.read(record.value(), WorkCommand.class);
            if (command.worker().equals(id)) {
                obey(command);
            }
        } catch (UnreadableMessage e) {
            refuse(record, Address.of(record), e);
        }
    }

    private void refuse(ConsumerRecord<String, byte[]> record, @Nullable Address address, UnreadableMessage e) {
        if (address == null) {
            // Every worker meets it; UnreadableCommands of the scheduler puts it aside for all of them.
            log.debug("Ignored topic={} partition={} offset={}", record.topic(), record.partition(), record.offset(), e);
        } else if (!id.equals(address.worker())) {
            log.debug("Left to worker={} topic={} partition={} offset={}", address.worker(), record.topic(), record.partition(), record.offset());
        } else if (address.work() == null) {
            log.warn("worker={} does not know what it is told, and passes over it; update the worker", id);
        } else {
            answers.refuse(address.work());
        }
    }

    private void obey(WorkCommand command) {
        switch (command) {
            case WorkCommand.Assign(_, Work work, Long project) -> begin(work, project);
            case WorkCommand.Withdraw(_, UUID workId, long fence) -> {
                Assignment assignment = inHand.get(workId);
                if (assignment != null && assignment.work().fence() <= fence) {
                    assignment.stop(Assignment.Stop.WITHDRAWN);
                }
            }
            case WorkCommand.Dismiss _ -> {
                Leave leaving = leave;
                if (leaving != null) {
                    leave = leaving.whenDismissed();
                }
            }
        }
    }

    private void begin(Work work, @Nullable Long project) {
        if (isLeaving()) {
            answers.giveBack(work);
            return;
        }
        Assignment assignment = new Assignment(work, answers::publish);
        Assignment before = inHand.get(work.id());
        if (before != null) {
            if (before.work().fence() >= work.fence()) {
                return; // delivered twice
            }
            before.stop(Assignment.Stop.HANDED_ON);
        }
        inHand.put(work.id(), assignment);
        try {
            assignment.start(() -> carryOut(work, project, assignment));
        } catch (Error e) {
            // No thread is left: it is not in hand then, and the scheduler gives it to somebody else when its lease ends.
            inHand.remove(work.id(), assignment);
            throw e;
        }
    }

    private void carryOut(Work work, @Nullable Long project, Assignment assignment) {
        Instant began = clock.instant();
        try (LogFields _ = LogFields.of(work.runId()).project(project).table(WorkNames.table(work))) {
            WorkResult result = handle(work, assignment);
            assignment.ended(result);
            if (traces.on()) {
                traces.record(WorkTrace.of(work, result, assignment.said(), id, began, clock.instant()));
            }
            if (answers.publishLast(work, result.saying(assignment.said()))) {
                assignment.finish();
            }
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
            if (assignment.stopped()) {
                return answers.stopped(work);
            }
            log.error("work={} run={} failed unexpectedly", work.id(), work.runId(), e);
            return answers.unexpected(work, e);
        }
    }

    private void announce(int slots) {
        // Whatever ended a thread: what nobody does any more must not have its lease renewed.
        List<WorkerAnnounced.InHand> work = inHand.values().stream().filter(Assignment::isUnderWay).map(Assignment::inHand).toList();
        // Not waited for: the next one says the same, and a broker that is away must not keep commands from being read.
        outgoing.send(Topics.WORKERS, id, new WorkerAnnounced(id, kind, slots, work, clock.instant()));
    }
}
