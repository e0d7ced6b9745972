package dev.syncline.extractor.chunk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.syncline.contracts.Topics;
import dev.syncline.kit.worker.Assignment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Holds readers back while too much of a run is unread: records in the run's topic that have not been deleted, times the mean size of
/// the records this worker has sent to it. (Times the size of a full chunk, a thousand small tables would seem to be a gigabyte.)
@Component
public final class RunBudget {

    private static final Logger log = LoggerFactory.getLogger(RunBudget.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);

    private final Admin admin;
    private final long budget;
    private final long step;
    private final Cache<UUID, Sent> runs = Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(1)).build();

    RunBudget(Admin admin, RowsProperties rows) {
        this.admin = admin;
        this.budget = rows.runBudget().toBytes();
        this.step = rows.budgetStep().toBytes();
    }

    void sent(UUID runId, int bytes) {
        runs.get(runId, _ -> new Sent()).add(bytes);
    }

    /// Returns when the run has room for more.
    ///
    /// @throws Assignment.Stopped where the work is to end
    public void await(UUID runId, Assignment assignment) {
        Sent sent = runs.get(runId, _ -> new Sent());
        if (!sent.full && sent.unchecked.get() < step) {
            return;
        }
        long began = System.nanoTime();
        while (unread(runId, sent) > budget) {
            sent.full = true;
            assignment.check();
            pause();
        }
        if (sent.full) {
            sent.full = false;
            log.info("run={} work={} waited ms={} for loaders", runId, assignment.work().id(), (System.nanoTime() - began) / 1_000_000);
        }
    }

    private long unread(UUID runId, Sent sent) {
        sent.unchecked.set(0);
        long records = sent.records.get();
        if (records == 0) {
            return 0;
        }
        return unreadRecords(runId) * (sent.bytes.get() / records);
    }

    private long unreadRecords(UUID runId) {
        String topic = Topics.rows(runId);
        try {
            List<TopicPartition> partitions = IntStream.range(0, admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get().partitions().size())
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            ListOffsetsResult first = admin.listOffsets(at(partitions, OffsetSpec.earliest()));
            ListOffsetsResult last = admin.listOffsets(at(partitions, OffsetSpec.latest()));
            return sum(last) - sum(first);
        } catch (ExecutionException e) {
            // Sending will say what is wrong with the broker, and wait for it.
            log.debug("run={} cannot see how much is unread: {}", runId, e.toString());
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static Map<TopicPartition, OffsetSpec> at(List<TopicPartition> partitions, OffsetSpec spec) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> spec));
    }

    private static long sum(ListOffsetsResult offsets) throws ExecutionException, InterruptedException {
        return offsets.all().get().values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
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
