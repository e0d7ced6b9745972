package dev.syncline.extractor.chunk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.kit.worker.Assignment;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Holds readers back while too much of a run is unread: records in a reader's partition that have not been deleted, times the mean size of
/// the records this worker has sent to it. (Times the size of a full chunk, a thousand small tables would seem to be a gigabyte.)
///
/// Each partition has its share of the run's budget. Were it one for all, tables whose loads still wait for a free loader could use it up,
/// and hold back the readers of just those tables that are being loaded, for ever.
@Component
public final class RunBudget {

    private static final Logger log = LoggerFactory.getLogger(RunBudget.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);

    private final Admin admin;
    private final long budget;
    private final long step;
    private final Cache<TopicPartition, Sent> partitions = Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(1)).build();
    /// How much of its budget each partition had used when it was last looked at; what nobody looks at any more is not being read.
    private final Cache<TopicPartition, Double> used = Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).build();
    private final Timer waits;

    RunBudget(Admin admin, RowsProperties rows, MeterRegistry meters) {
        this.admin = admin;
        this.budget = rows.runBudget().toBytes();
        this.step = rows.budgetStep().toBytes();
        Gauge.builder("syncline.extract.budget.used", () -> used.asMap().values().stream().mapToDouble(it -> it).max().orElse(0))
                .description("How much of its budget the run has used that has used the most; from 1 on its readers wait for loaders")
                .baseUnit("ratio")
                .register(meters);
        waits = Timer.builder("syncline.extract.budget.wait").description("How long readers waited for loaders").register(meters);
    }

    void sent(ExtractTable work, int bytes) {
        sent(partitionOf(work)).add(bytes);
    }

    private Sent sent(TopicPartition partition) {
        return partitions.get(partition, _ -> new Sent());
    }

    private static TopicPartition partitionOf(ExtractTable work) {
        return new TopicPartition(Topics.rows(work.runId()), work.partition());
    }

    /// Returns when the reader's partition has room for more.
    ///
    /// @throws Assignment.Stopped where the work is to end
    public void await(ExtractTable work, Assignment assignment) {
        TopicPartition partition = partitionOf(work);
        Sent sent = sent(partition);
        if (!sent.full && sent.unchecked.get() < step) {
            return;
        }
        long began = System.nanoTime();
        while (unread(partition, sent) > budget) {
            sent.full = true;
            assignment.check();
            pause();
        }
        if (sent.full) {
            sent.full = false;
            long nanos = System.nanoTime() - began;
            waits.record(nanos, TimeUnit.NANOSECONDS);
            long waited = nanos / 1_000_000;
            log.info("run={} work={} waited ms={} for loaders", work.runId(), work.id(), waited);
            assignment.say(new LogLine(Instant.now(), Level.INFO, "Waited %d ms for loaders, which had %d MiB to take".formatted(waited, budget >> 20)));
        }
    }

    /// Bytes, as if the run's other partitions held as much.
    private long unread(TopicPartition partition, Sent sent) {
        sent.unchecked.set(0);
        long records = sent.records.get();
        if (records == 0) {
            return 0;
        }
        try {
            int partitionsOfRun = Objects.requireNonNull(admin.describeTopics(List.of(partition.topic())).topicNameValues().get(partition.topic())).get().partitions().size();
            long unread = offset(partition, OffsetSpec.latest()) - offset(partition, OffsetSpec.earliest());
            long bytes = unread * partitionsOfRun * (sent.bytes.get() / records);
            used.put(partition, (double) bytes / Math.max(1, budget));
            return bytes;
        } catch (ExecutionException e) {
            // Sending will say what is wrong with the broker, and wait for it.
            log.debug("{}: cannot see how much is unread: {}", partition, e.toString());
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private long offset(TopicPartition partition, OffsetSpec spec) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get().offset();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Sent {

        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong records = new AtomicLong();
        private final AtomicLong unchecked = new AtomicLong();
        private volatile boolean full;

        void add(int recordBytes) {
            bytes.addAndGet(recordBytes);
            records.incrementAndGet();
            unchecked.addAndGet(recordBytes);
        }
    }
}
