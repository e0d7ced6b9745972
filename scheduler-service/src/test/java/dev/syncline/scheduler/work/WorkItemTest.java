package dev.syncline.scheduler.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.scheduler.work.WorkItem.Hand;
import dev.syncline.scheduler.work.WorkItem.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Leases and fences: what a holder may still say, and who holds the work next.
class WorkItemTest {

    private static final UUID ID = new UUID(1, 1);
    private static final UUID RUN = new UUID(2, 2);
    private static final UUID TABLE = new UUID(3, 3);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Work WORK = new Work.CleanUpLoad(ID, 0, RUN, TABLE, 7, new TableName("s", "t"), new UUID(4, 4));
    private static final Work OTHERWISE = new Work.CleanUpLoad(ID, 0, RUN, TABLE, 7, new TableName("s", "t"), new UUID(5, 5));

    @Test
    void aResultOfAnOlderFenceIsStale() {
        for (WorkState state : WorkState.values()) {
            for (WorkResult result : results(4)) {
                assertThat(item(state, 5, "x").judge(result)).isEqualTo(Verdict.STALE);
            }
        }
    }

    @Test
    void aResultOfTheHolderCountsEvenAfterItsLeaseHasEnded() {
        for (WorkState state : List.of(WorkState.ASSIGNED, WorkState.QUEUED)) {
            for (WorkResult result : results(5)) {
                Verdict expected = result instanceof WorkResult.WorkStopped ? Verdict.AGAIN
                        : result instanceof WorkResult.WorkRefused ? Verdict.REFUSED : Verdict.COUNTS;
                assertThat(item(state, 5, "x").judge(result)).isEqualTo(expected);
            }
        }
    }

    @Test
    void ofWithdrawnWorkOnlyALoadThatIsDoneCounts() {
        for (WorkResult result : results(5)) {
            Verdict recalled = result instanceof WorkResult.TableLoaded
                    ? Verdict.COUNTS
                    : result.endsWork() ? Verdict.AGAIN : Verdict.STALE;
            Verdict withdrawn = recalled == Verdict.AGAIN ? Verdict.STOPPED : recalled;
            assertThat(item(WorkState.RECALLED, 5, "x").judge(result)).isEqualTo(recalled);
            assertThat(item(WorkState.WITHDRAWN, 5, "x").judge(result)).isEqualTo(withdrawn);
        }
    }

    @Test
    void nothingMoreCanBeSaidOfWorkThatIsDone() {
        for (WorkResult result : results(5)) {
            assertThat(item(WorkState.DONE, 5, "x").judge(result)).isEqualTo(Verdict.STALE);
        }
    }

    @Test
    void aHolderKeepsItsWorkByAnnouncingItAlsoAfterItsLeaseHasEnded() {
        assertThat(item(WorkState.ASSIGNED, 5, "x").inHandOf("x", 5)).isEqualTo(Hand.RENEW);
        assertThat(item(WorkState.ASSIGNED, 5, "x").lost().inHandOf("x", 5)).isEqualTo(Hand.RENEW);
    }

    @Test
    void whoHasLostItsWorkIsToldToStop() {
        assertThat(item(WorkState.ASSIGNED, 6, "y").inHandOf("x", 5)).isEqualTo(Hand.WITHDRAW);
        assertThat(item(WorkState.ASSIGNED, 5, "y").inHandOf("x", 5)).isEqualTo(Hand.WITHDRAW);
        for (WorkState state : List.of(WorkState.RECALLED, WorkState.WITHDRAWN, WorkState.DONE)) {
            assertThat(item(state, 5, "x").inHandOf("x", 5)).isEqualTo(Hand.WITHDRAW);
        }
    }

    @Test
    void whatAWorkerDoesNotKnowWaitsForOneThatDoes() {
        WorkItem refused = item(WorkState.ASSIGNED, 5, "x").refusedBy("x", NOON).refusedBy("y", NOON.plusSeconds(60));

        assertThat(refused.state()).isEqualTo(WorkState.QUEUED);
        assertThat(refused.losses()).isZero();
        assertThat(refused.refusal()).isEqualTo(new WorkItem.Refusal(Set.of("x", "y"), NOON));
        assertThat(refused.knownByNobody(NOON.plusSeconds(600), Duration.ofMinutes(10))).isFalse();
        assertThat(refused.knownByNobody(NOON.plusSeconds(601), Duration.ofMinutes(10))).isTrue();
        assertThat(refused.lost().refusal()).as("in the queue it has no holder").isEqualTo(refused.refusal());
    }

    @Test
    void silentHoldersLoseWhatTheyHold() {
        assertThat(item(WorkState.ASSIGNED, 5, "x").lost())
                .isEqualTo(new WorkItem(ID, RUN, TABLE, WORK, Priority.MEDIUM, NOON, NOON, null, WorkState.QUEUED, 5, 1, "x", null, null));
        assertThat(item(WorkState.RECALLED, 5, "x").lost().fence()).as("what it says later is of the old place").isEqualTo(6);
        assertThat(item(WorkState.WITHDRAWN, 5, "x").lost().state()).isEqualTo(WorkState.DONE);
        assertThat(item(WorkState.QUEUED, 5, "x").lost()).isEqualTo(item(WorkState.QUEUED, 5, "x"));
        assertThat(item(WorkState.DONE, 5, "x").lost()).isEqualTo(item(WorkState.DONE, 5, "x"));
    }

    @Test
    void workThatIsToBeDoneOtherwiseWaitsForItsHolderToLetGo() {
        WorkItem recalled = item(WorkState.ASSIGNED, 5, "x").reissued(OTHERWISE);

        assertThat(recalled.state()).isEqualTo(WorkState.RECALLED);
        assertThat(recalled.work()).isEqualTo(OTHERWISE);
        assertThat(recalled.again().state()).isEqualTo(WorkState.QUEUED);
        assertThat(recalled.again().fence()).isEqualTo(6);
    }

    @Test
    void workInTheQueueIsDoneOtherwiseAndAnEarlierHolderIsStale() {
        WorkItem lost = item(WorkState.ASSIGNED, 5, "x").lost().reissued(OTHERWISE);

        assertThat(lost.state()).isEqualTo(WorkState.QUEUED);
        assertThat(lost.fence()).isEqualTo(6);
        assertThat(lost.inHandOf("x", 5)).isEqualTo(Hand.WITHDRAW);
    }

    @Test
    void withdrawnWorkIsDroppedUnlessSomebodyHoldsIt() {
        assertThat(item(WorkState.QUEUED, 5, null).withdrawn().state()).isEqualTo(WorkState.DONE);
        assertThat(item(WorkState.DONE, 5, null).withdrawn().state()).isEqualTo(WorkState.DONE);
        for (WorkState state : List.of(WorkState.ASSIGNED, WorkState.RECALLED, WorkState.WITHDRAWN)) {
            assertThat(item(state, 5, "x").withdrawn().state()).isEqualTo(WorkState.WITHDRAWN);
            assertThat(item(state, 5, "x").withdrawn().reissued(OTHERWISE).state()).isEqualTo(WorkState.WITHDRAWN);
        }
    }

    @Test
    void newsThatBringsWorkBackToTheQueueCountsOnce() {
        WorkItem again = item(WorkState.ASSIGNED, 5, "x").againAt(NOON);

        assertThat(results(5)).allSatisfy(result -> assertThat(again.judge(result)).isEqualTo(Verdict.STALE));
        assertThat(again.state()).isEqualTo(WorkState.QUEUED);
    }

    @Test
    void patienceEndsSomeTimeAfterTheWorkMayBegin() {
        assertThat(item(WorkState.QUEUED, 0, null).givingUpAfter(Duration.ofSeconds(60)).giveUpAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(item(WorkState.QUEUED, 0, null).begun()).isFalse();
    }

    @Test
    void eachKindOfWorkTakesAFence() {
        assertThat(WorkCodec.withFence(WORK, 9)).isEqualTo(new Work.CleanUpLoad(ID, 9, RUN, TABLE, 7, new TableName("s", "t"), new UUID(4, 4)));
        assertThat(WorkCodec.withFence(new Work.DiscoverTables(ID, 0, RUN, 1, List.of(2L), List.of(), 4, List.of(), Map.of(), List.of()), 9).fence()).isEqualTo(9);
    }

    private static WorkItem item(WorkState state, long fence, @Nullable String worker) {
        return new WorkItem(ID, RUN, TABLE, WORK, Priority.MEDIUM, NOON, NOON, null, state, fence, 0, worker, null, null);
    }

    private static List<WorkResult> results(long fence) {
        return List.of(
                new WorkResult.TablesDiscovered(RUN, ID, fence, List.of(), NOON),
                new WorkResult.DiscoveryFinished(RUN, ID, fence, 1, NOON),
                new WorkResult.ExtractionStarted(RUN, ID, fence, TABLE, 0, 0, NOON),
                new WorkResult.TableExtracted(RUN, ID, fence, TABLE, Manifest.EMPTY, ReadReport.EMPTY, NOON),
                new WorkResult.TableLoaded(RUN, ID, fence, TABLE, 1, 1, List.of(), new LoadReport(1, 0, 0, List.of()), NOON),
                new WorkResult.LoadCleanedUp(RUN, ID, fence, TABLE, NOON),
                new WorkResult.WorkFailed(RUN, ID, fence, TABLE, new Failure(FailureCode.INTERNAL, ""), true, NOON),
                new WorkResult.WorkStopped(RUN, ID, fence, TABLE, true, NOON),
                new WorkResult.WorkRefused(RUN, ID, fence, "x", NOON));
    }
}
