package dev.syncline.kit.worker;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What was counted less what was discarded is what records have.
class LiveCountTest {

    private static final UUID RUN = UUID.randomUUID();
    private static final UUID WORK = UUID.randomUUID();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WorkCounters counters = new WorkCounters(meters, "work", "any", "done");

    @Test
    void progressIsCountedAtOnce() {
        Assignment work = begun();

        work.progress(10, 100, 0);
        assertThat(rows()).isEqualTo(10);
        work.progress(25, 250, 0);

        assertThat(rows()).isEqualTo(25);
        assertThat(bytes()).isEqualTo(250);
    }

    @Test
    void whatIsDoneAgainAfterAConnectionBrokeIsCountedOnce() {
        Assignment work = begun();

        work.progress(30, 300, 0);
        work.progress(20, 200, 0); // what the ledger has
        work.progress(40, 400, 0);

        assertThat(rows()).isEqualTo(40);
    }

    @Test
    void whatAnEarlierWorkerHasDoneIsNotCountedAgain() {
        Assignment work = begun();

        work.goesOnFrom(30, 300);
        work.progress(30, 300, 0);
        work.progress(50, 500, 0);
        work.ended(extracted());

        assertThat(rows()).isEqualTo(20);
        assertThat(discarded()).isZero();
    }

    @Test
    void workThatFailsDiscardsAllOfIt() {
        Assignment work = begun();

        work.goesOnFrom(30, 300);
        work.progress(50, 500, 0);
        work.keeps(40, 400);
        work.ended(new WorkResult.WorkFailed(RUN, WORK, 1, UUID.randomUUID(), new Failure(FailureCode.INTERNAL, "no"), true, Instant.EPOCH));

        assertThat(rows()).isEqualTo(20);
        assertThat(discarded()).as("what the worker before it had counted, too").isEqualTo(50);
    }

    @Test
    void workThatIsHandedOnDiscardsWhatIsDoneAgain() {
        Assignment work = begun();

        work.progress(40, 400, 0);
        work.keeps(40, 400);
        work.progress(50, 500, 0);
        work.stop(Assignment.Stop.HANDED_ON);
        work.ended(new WorkResult.WorkStopped(RUN, WORK, 1, UUID.randomUUID(), false, Instant.EPOCH));

        assertThat(rows() - discarded()).isEqualTo(40);
    }

    @Test
    void workThatIsWithdrawnDiscardsAllOfIt() {
        Assignment work = begun();

        work.progress(40, 400, 0);
        work.keeps(40, 400);
        work.stop(Assignment.Stop.WITHDRAWN);
        work.ended(new WorkResult.WorkStopped(RUN, WORK, 1, UUID.randomUUID(), true, Instant.EPOCH));

        assertThat(rows() - discarded()).isZero();
    }

    private Assignment begun() {
        Assignment assignment = new Assignment(new Work.SweepTarget(WORK, 1, RUN, 1, List.of()), _ -> {});
        assignment.countedBy(counters);
        return assignment;
    }

    private static WorkResult extracted() {
        return new WorkResult.TableExtracted(RUN, WORK, 1, UUID.randomUUID(), Manifest.EMPTY, ReadReport.EMPTY, Instant.EPOCH);
    }

    private double rows() {
        return meters.get("work.rows").counter().count();
    }

    private double bytes() {
        return meters.get("work.bytes").counter().count();
    }

    private double discarded() {
        return meters.get("work.discarded.rows").counter().count();
    }
}
