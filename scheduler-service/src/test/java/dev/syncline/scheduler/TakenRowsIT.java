package dev.syncline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What is deleted from the rows topic of a run: all that has been taken, and never what a load may still need.
class TakenRowsIT extends WholeRuns {

    private static final Map<String, Object> SETTINGS = Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers());
    private static final int PARTITIONS = 4;

    private Admin admin;

    @BeforeEach
    void connect() {
        admin = Admin.create(SETTINGS);
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    @Test
    void recordsGoOnceEveryTargetHasTakenThem() {
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.DiscoverTables) {
                publishRows(work.runId());
                Scripts.well(work, worker);
            } else if (work instanceof Work.ExtractTable extract && extract.partition() == 0) {
                started(extract, worker, 10);
            }
        });
        FakeWorker loader = worker(WorkerKind.LOADER, (_, _) -> { });
        UUID run = run(project(List.of("a"), 2));
        await().atMost(SOON).until(() -> loader.received().size() == 2);
        Work.LoadTable slow = load(loader, 1);
        Work.LoadTable fast = load(loader, 2);

        await().atMost(SOON).until(() -> start(run) == 10);
        loader.progress(fast, 5, 50, 15);
        staysAt(run, 10);
        loader.progress(slow, 5, 50, 13);
        await().atMost(SOON).until(() -> start(run) == 13);
        Scripts.well(slow, loader);
        await().atMost(SOON).until(() -> start(run) == 15);

        // A loader that dies is continued from its ledger, not from what it had begun to read.
        loader.die();
        FakeWorker heir = worker(WorkerKind.LOADER, (_, _) -> { });
        await().atMost(SOON).until(() -> heir.received().size() == 1);
        staysAt(run, 15);
        Work.ExtractTable extract = (Work.ExtractTable) extractor.received().getLast();
        extractor.send(new WorkResult.TableExtracted(
                run, extract.id(), extract.fence(), extract.tableRunId(), new Manifest(8, 100, 1000, 42), ReadReport.EMPTY, Instant.now()));
        staysAt(run, 15);
        Scripts.well(heir.received().getLast(), heir);

        assertThat(end(run).path("state").asString()).isEqualTo("SUCCEEDED");
        await().atMost(SOON).until(() -> !topics().contains(Topics.rows(run)));
    }

    @Test
    void anExtractionThatBeginsAnewKeepsItsOwnRecords() {
        FakeWorker lost = worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.DiscoverTables) {
                publishRows(work.runId());
                Scripts.well(work, worker);
            } else if (work instanceof Work.ExtractTable extract) {
                started(extract, worker, 5);
            }
        });
        FakeWorker loader = worker(WorkerKind.LOADER, (work, worker) -> worker.progress(work, 1, 1, 18));
        UUID run = run(project(List.of("a"), 1));
        await().atMost(SOON).until(() -> start(run) == 18);

        lost.die();
        loader.disobey(); // it goes on with the old extraction, and says so
        FakeWorker heir = worker(WorkerKind.EXTRACTOR, (work, worker) -> started((Work.ExtractTable) work, worker, 20));
        await().atMost(SOON).until(() -> heir.received().size() == 1);
        Work load = loader.received().stream().filter(work -> work.runId().equals(run)).findFirst().orElseThrow();
        loader.progress(load, 9, 9, 25);

        await().atMost(SOON).until(() -> start(run) == 20);
        staysAt(run, 20);
        post("/api/v1/runs/" + run + "/cancel", "", null);
        assertThat(end(run).path("state").asString()).isEqualTo("CANCELLED");
    }

    private void publishRows(UUID run) {
        try {
            admin.createTopics(List.of(new NewTopic(Topics.rows(run), PARTITIONS, (short) 1))).all().get();
            try (var producer = new KafkaProducer<>(SETTINGS, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (int i = 0; i < PARTITIONS * 30; i++) {
                    producer.send(new ProducerRecord<>(Topics.rows(run), i % PARTITIONS, null, new byte[100]));
                }
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void started(Work.ExtractTable work, FakeWorker worker, long offset) {
        worker.send(new WorkResult.ExtractionStarted(
                work.runId(), work.id(), work.fence(), work.tableRunId(), work.partition(), offset, Instant.now()));
    }

    private static Work.LoadTable load(FakeWorker loader, int target) {
        return loader.received().stream()
                .map(Work.LoadTable.class::cast)
                .filter(load -> load.target() % 10 == target)
                .findFirst()
                .orElseThrow();
    }

    /// While the trimmer has looked three times.
    private void staysAt(UUID run, long offset) {
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> start(run) == offset);
    }

    private long start(UUID run) {
        TopicPartition first = new TopicPartition(Topics.rows(run), 0);
        try {
            return admin.listOffsets(Map.of(first, OffsetSpec.earliest())).partitionResult(first).get().offset();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private java.util.Set<String> topics() {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
