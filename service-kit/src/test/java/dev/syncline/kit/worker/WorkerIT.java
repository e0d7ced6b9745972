package dev.syncline.kit.worker;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.DiscoveryFinished;
import dev.syncline.contracts.work.WorkResult.WorkFailed;
import dev.syncline.contracts.work.WorkResult.WorkRefused;
import dev.syncline.contracts.work.WorkResult.WorkStopped;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.example.RunningExample;
import dev.syncline.example.Topic;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.kit.observe.Traces;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A worker with a real broker: the test speaks as the scheduler does.
class WorkerIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static RunningExample service;

    private final CountDownLatch release = new CountDownLatch(1);
    private Worker worker;

    @BeforeAll
    static void startService() {
        service = RunningExample.start();
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    /// Waits until it is released or stopped; the run's number says how it ends.
    private WorkResult handle(Work work, Assignment assignment) throws Exception {
        if (work.runId().getLeastSignificantBits() == 13) {
            throw new IllegalStateException("Something nobody has thought of");
        }
        assignment.onStop(Thread.currentThread()::interrupt);
        assignment.progress(10, 200, 3);
        try {
            release.await();
            return new DiscoveryFinished(work.runId(), work.id(), work.fence(), 1, Instant.now());
        } catch (InterruptedException e) {
            assignment.check();
            throw e;
        }
    }

    @BeforeEach
    void startWorker() {
        start(Duration.ofMillis(200), this::handle);
    }

    /// Nobody dismisses it.
    private void start(Duration announceEvery, WorkHandler handler) {
        start(announceEvery, Duration.ZERO, handler);
    }

    @SuppressWarnings("unchecked")
    private void start(Duration announceEvery, Duration goodBye, WorkHandler handler) {
        worker = new Worker(
                WorkerKind.EXTRACTOR,
                new WorkerProperties(2, announceEvery, goodBye),
                handler,
                service.bean(ConsumerFactory.class),
                service.bean(Outgoing.class),
                Traces.OFF,
                Clock.systemUTC());
        worker.start();
        await().atMost(LIMIT).until(() -> !announcements().isEmpty());
    }

    @AfterEach
    void stopWorker() {
        release.countDown();
        worker.stop();
    }

    @Test
    void assignedWorkIsDoneAndItsResultPublished() {
        Work work = work(1);
        assign(work);
        await().atMost(LIMIT).until(() -> announcements().getLast().inHand().stream().anyMatch(inHand ->
                inHand.equals(new WorkerAnnounced.InHand(work.id(), 1, 10, 200, 3))));

        release.countDown();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(work)).singleElement().isInstanceOf(DiscoveryFinished.class));
        await().atMost(LIMIT).until(() -> worker.busy() == 0 && announcements().getLast().inHand().isEmpty());
    }

    @Test
    void theSameAssignmentTwiceIsDoneOnce() {
        Work work = work(1);
        assign(work);
        assign(work);
        Work last = work(1);
        assign(last);
        await().atMost(LIMIT).until(() -> worker.busy() == 2);

        release.countDown();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(last)).hasSize(1));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(work)).hasSize(1));
    }

    /// Readers may be waiting for what has been taken.
    @Test
    void muchProgressIsAnnouncedAtOnce() {
        worker.stop();
        start(Duration.ofHours(1), (work, assignment) -> {
            assignment.progress(1_000, 100_000_000, 98);
            release.await();
            return new DiscoveryFinished(work.runId(), work.id(), work.fence(), 1, Instant.now());
        });
        Work work = work(1);

        assign(work);

        await().atMost(LIMIT).until(() -> announcements().getLast().inHand().stream().anyMatch(inHand -> inHand.bytes() >= 100_000_000));
    }

    @Test
    void workForAnotherWorkerIsLeftAlone() {
        Work others = work(1);
        send(new WorkCommand.Assign("extractor-somebody-else", others));
        Work own = work(1);
        assign(own);
        release.countDown();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(own)).hasSize(1));
        assertThat(results(others)).isEmpty();
    }

    @Test
    void withdrawnWorkStopsAndSaysSo() {
        Work work = work(2);
        assign(work);
        await().atMost(LIMIT).until(() -> worker.busy() == 1);
        send(new WorkCommand.Withdraw(worker.id(), work.id(), 1)); // means an older holder
        send(new WorkCommand.Withdraw(worker.id(), work.id(), 2));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(work)).singleElement().isInstanceOf(WorkStopped.class));
        assertThat(worker.busy()).isZero();
    }

    @Test
    void anAssignmentWithAHigherFenceReplacesTheOlderOne() {
        Work old = work(1);
        Work again = new Work.DiscoverTables(old.id(), 2, old.runId(), 1, List.of(2L), tables(), 1, List.of(), Map.of(), List.of());
        assign(old);
        await().atMost(LIMIT).until(() -> worker.busy() == 1);
        assign(again);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(old)).singleElement().isInstanceOf(WorkStopped.class));
        assertThat(worker.busy()).isEqualTo(1);

        release.countDown();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(old)).hasSize(2));
        assertThat(results(old).getLast()).isInstanceOf(DiscoveryFinished.class).extracting(WorkResult::fence).isEqualTo(2L);
    }

    @Test
    void whatNobodyHasThoughtOfIsAFailureToo() {
        Work work = new Work.DiscoverTables(UUID.randomUUID(), 1, new UUID(worker.hashCode(), 13), 1, List.of(2L), tables(), 1, List.of(), Map.of(), List.of());
        assign(work);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(work)).singleElement().isInstanceOfSatisfying(
                WorkFailed.class, failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.INTERNAL)));
    }

    /// It used to end the thread only: the work stayed in hand, and its lease was renewed for ever.
    @ParameterizedTest
    @MethodSource("errors")
    void anErrorIsAFailureToo(Error error) {
        worker.stop();
        start(Duration.ofMillis(200), (work, _) -> {
            throw error;
        });
        Work work = work(1);

        assign(work);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(work)).singleElement().isInstanceOfSatisfying(WorkFailed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.INTERNAL);
            assertThat(failed.failure().message()).contains(error.getClass().getSimpleName());
        }));
        await().atMost(LIMIT).until(() -> worker.busy() == 0 && announcements().getLast().inHand().isEmpty());
    }

    static Stream<Error> errors() {
        return Stream.of(new NoClassDefFoundError("driver"), new StackOverflowError(), new AssertionError("driver"), new ExceptionInInitializerError("driver"));
    }

    @Test
    void whatIsSaidOfTheWorkComesWithItsResultAndNotWithoutEnd() {
        worker.stop();
        start(Duration.ofMillis(200), (work, assignment) -> {
            for (int i = 0; i < 1_000; i++) {
                assignment.say(new LogLine(Instant.now(), LogLine.Level.WARN, "try %d\nof many".formatted(i)));
            }
            return new WorkFailed(work.runId(), work.id(), work.fence(), null, new Failure(FailureCode.LOCKED, "locked"), true, Instant.now());
        });
        Work work = work(1);
        assign(work);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(work)).singleElement().isInstanceOfSatisfying(WorkFailed.class, failed -> {
            assertThat(failed.log()).hasSize(100);
            assertThat(failed.log().getFirst().text()).isEqualTo("try 0\\nof many");
        }));
    }

    /// It used to be tried again for ever, once a second, as the last result of the work or on its way.
    @Test
    void aResultThatTheBrokerNeverTakesIsAFailure() {
        worker.stop();
        start(Duration.ofMillis(200), (work, _) -> new WorkFailed(work.runId(), work.id(), work.fence(), null, large(), true, Instant.now()));
        Work work = work(1);

        assign(work);

        awaitFailure(work, "RecordTooLargeException of WorkFailed");
    }

    @Test
    void aResultOnTheWayThatTheBrokerNeverTakesIsAFailure() {
        worker.stop();
        start(Duration.ofMillis(200), (work, assignment) -> {
            assignment.publish(new WorkFailed(work.runId(), work.id(), work.fence(), null, large(), true, Instant.now()));
            return new DiscoveryFinished(work.runId(), work.id(), work.fence(), 1, Instant.now());
        });
        Work work = work(1);

        assign(work);

        awaitFailure(work, "Unsendable");
    }

    private void awaitFailure(Work work, String reason) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(work)).singleElement().isInstanceOfSatisfying(WorkFailed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.INTERNAL);
            assertThat(failed.failure().message()).contains(reason);
        }));
        await().atMost(LIMIT).until(() -> worker.busy() == 0);
    }

    private static Failure large() {
        return new Failure(FailureCode.INTERNAL, "x".repeat(9 * 1024 * 1024));
    }

    /// A broker that is away is waited for, however the client says so.
    @Test
    void aResultWaitsForABrokerThatDies() {
        Work work = work(1);
        assign(work);
        await().atMost(LIMIT).until(() -> worker.busy() == 1);
        SharedServers.kafka().kill();
        try {
            release.countDown();
        } finally {
            SharedServers.kafka().restart();
        }

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(results(work)).singleElement().isInstanceOf(DiscoveryFinished.class));
    }

    /// Whatever has ended the thread, nobody renews the lease of its work.
    @Test
    void workWhoseThreadIsDeadIsNotInHand() throws InterruptedException {
        Assignment assignment = new Assignment(work(1), _ -> {});
        assertThat(assignment.isUnderWay()).isFalse();
        CountDownLatch begun = new CountDownLatch(1);

        assignment.start(() -> {
            begun.countDown();
            await().until(() -> release.getCount() == 0);
        });

        begun.await();
        assertThat(assignment.isUnderWay()).isTrue();
        release.countDown();
        await().atMost(LIMIT).until(() -> !assignment.isUnderWay());
    }

    /// Every worker used to put it aside as a dead letter, and its run to wait until all its leases had ended; later it failed.
    @Test
    void workThatOnlyANewerVersionKnowsIsGivenBack() throws Exception {
        Work work = work(1);
        String command = Json.text(new WorkCommand.Assign(worker.id(), work)).replace("\"discover-tables\"", "\"dance\"");
        assertThat(command).contains("\"dance\"");

        service.bean(KafkaTemplate.class).send(Topics.WORK, worker.id(), command.getBytes(StandardCharsets.UTF_8)).get();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(work)).singleElement().isInstanceOfSatisfying(
                WorkRefused.class, refused -> assertThat(refused.worker()).isEqualTo(worker.id())));
        assertThat(worker.busy()).isZero();
        Work next = work(1);
        assign(next);
        release.countDown();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(next)).hasSize(1));
        assertThat(Topic.read(Topics.DEAD_LETTERS).stream().filter(letter -> worker.id().equals(letter.key()))).isEmpty();
    }

    @Test
    void whatOnlyANewerVersionIsToldIsPassedOver() throws Exception {
        String command = "{\"type\": \"work.sing\", \"worker\": \"%s\"}".formatted(worker.id());

        service.bean(KafkaTemplate.class).send(Topics.WORK, worker.id(), command.getBytes(StandardCharsets.UTF_8)).get();

        Work next = work(1);
        assign(next);
        release.countDown();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(next)).hasSize(1));
        assertThat(Topic.read(Topics.WORK).stream().filter(record -> worker.id().equals(record.key()))).allMatch(Worker::answersFor);
    }

    /// The scheduler may give it work until it has heard that it stops; its word that it has heard comes behind that.
    @Test
    void onTheWayOutItGivesBackAtOnceWhatItHasAndWhatStillComes() throws Exception {
        worker.stop();
        start(Duration.ofHours(1), Duration.ofMinutes(1), this::handle);
        Work before = work(1);
        assign(before);
        await().atMost(LIMIT).until(() -> worker.busy() == 1);
        Thread stopping = Thread.ofVirtual().start(worker::stop);
        await().atMost(LIMIT).until(() -> announcements().getLast().slots() == 0);
        Work late = work(3);
        assign(late);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(results(late)).singleElement().isInstanceOf(WorkStopped.class));
        assertThat(stopping.isAlive()).isTrue();

        send(new WorkCommand.Dismiss(worker.id()));

        stopping.join();
        assertThat(results(before)).singleElement().isInstanceOf(WorkStopped.class);
        assertThat(worker.busy()).isZero();
    }

    @Test
    void onTheWayOutItSaysThatItTakesNoMoreWork() {
        assign(work(1));
        await().atMost(LIMIT).until(() -> worker.busy() == 1);

        worker.stop();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(announcements().getLast().slots()).isZero());
    }

    private static Work work(long fence) {
        return new Work.DiscoverTables(UUID.randomUUID(), fence, UUID.randomUUID(), 1, List.of(2L), tables(), 1, List.of(), Map.of(), List.of());
    }

    private static List<TableName> tables() {
        return List.of(new TableName("sales", "orders"));
    }

    private void assign(Work work) {
        send(new WorkCommand.Assign(worker.id(), work));
    }

    private static void send(WorkCommand command) {
        try {
            service.bean(Outgoing.class).send(Topics.WORK, command.worker(), command).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<WorkerAnnounced> announcements() {
        return Topic.read(Topics.WORKERS).stream()
                .filter(record -> worker.id().equals(record.key()))
                .map(record -> Json.read(record.value(), WorkerAnnounced.class))
                .toList();
    }

    private static List<WorkResult> results(Work work) {
        return Topic.read(Topics.RESULTS).stream()
                .filter(record -> work.runId().toString().equals(record.key()))
                .map(record -> Json.read(record.value(), WorkResult.class))
                .filter(result -> result.workId().equals(work.id()))
                .toList();
    }
}
