package dev.syncline.scheduler.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;
import org.jspecify.annotations.Nullable;

/// A piece of work in the queue or in a worker's hand. What happens to it is decided here, without a clock or a database.
///
/// @param fence of the last assignment; 0 before the first
/// @param losses how often its holder fell silent
/// @param worker the holder; kept in the queue after its lease has ended, because a holder that comes back may go on
/// @param giveUpAt when it is not waited for any longer, or null
/// @param refusal by those who do not know such work; null where nobody has refused it since somebody last took it
public record WorkItem(
        UUID id,
        UUID runId,
        @Nullable UUID tableRunId,
        Work work,
        Priority priority,
        Instant enqueuedAt,
        Instant notBefore,
        @Nullable Instant giveUpAt,
        WorkState state,
        long fence,
        int losses,
        @Nullable String worker,
        @Nullable Instant leaseUntil,
        @Nullable Refusal refusal) {

    /// @param since the first of them said so
    public record Refusal(Set<String> by, Instant since) {}

    /// What a result means for the work it names.
    public enum Verdict {
        /// News of a lost holder, or a second delivery.
        STALE,
        /// The holder has let go of work that is still wanted.
        AGAIN,
        /// The holder has let go of work that nobody wants.
        STOPPED,
        /// This worker does not know such work; another one may.
        REFUSED,
        /// It is what was waited for.
        COUNTS
    }

    /// What a worker's word that it has the work in hand means.
    public enum Hand {
        RENEW,
        WITHDRAW
    }

    public static WorkItem queued(Work work, @Nullable UUID tableRunId, Priority priority, Instant now) {
        return new WorkItem(
                work.id(), work.runId(), tableRunId, work, priority, now, now, null, WorkState.QUEUED, 0, 0, null, null, null);
    }

    public boolean open() {
        return state != WorkState.DONE;
    }

    /// Whether a worker may have begun it, and left something in a target.
    public boolean begun() {
        return fence > 0;
    }

    public Verdict judge(WorkResult result) {
        if (result.fence() != fence) {
            return Verdict.STALE;
        }
        return switch (state) {
            case DONE -> Verdict.STALE;
            case QUEUED, ASSIGNED -> switch (result) {
                case WorkResult.WorkStopped _ -> Verdict.AGAIN;
                case WorkResult.WorkRefused _ -> Verdict.REFUSED;
                case WorkResult.TablesDiscovered _, WorkResult.DiscoveryFinished _, WorkResult.TargetInspected _, WorkResult.ExtractionStarted _,
                        WorkResult.TableExtracted _, WorkResult.TableLoaded _, WorkResult.LoadCleanedUp _, WorkResult.TargetSwept _,
                        WorkResult.WorkFailed _ -> Verdict.COUNTS;
            };
            // A load that was done before the withdrawal arrived is done: what it holds is proven.
            case RECALLED -> result instanceof WorkResult.TableLoaded
                    ? Verdict.COUNTS
                    : result.endsWork() ? Verdict.AGAIN : Verdict.STALE;
            case WITHDRAWN -> result instanceof WorkResult.TableLoaded
                    ? Verdict.COUNTS
                    : result.endsWork() ? Verdict.STOPPED : Verdict.STALE;
        };
    }

    Hand inHandOf(String holder, long holdersFence) {
        if (holdersFence != fence || !holder.equals(worker)) {
            return Hand.WITHDRAW;
        }
        return switch (state) {
            case ASSIGNED, QUEUED -> Hand.RENEW;
            case RECALLED, WITHDRAWN, DONE -> Hand.WITHDRAW;
        };
    }

    public WorkItem done() {
        return in(WorkState.DONE, fence, losses, null, null);
    }

    /// Back in the queue after its holder has let go.
    public WorkItem again() {
        return in(WorkState.QUEUED, state == WorkState.RECALLED ? fence + 1 : fence, losses, null, null);
    }

    /// Back in the queue, for another one than those who do not know it.
    public WorkItem refusedBy(String unknowing, Instant now) {
        Set<String> all = new TreeSet<>(refusal == null ? Set.of() : refusal.by());
        all.add(unknowing);
        Refusal next = new Refusal(Set.copyOf(all), refusal == null ? now : refusal.since());
        return new WorkItem(
                id, runId, tableRunId, work, priority, enqueuedAt, notBefore, giveUpAt, WorkState.QUEUED, fence, losses, null, null, next);
    }

    /// Whether those who know it have been waited for for long enough.
    public boolean knownByNobody(Instant now, Duration patience) {
        return refusal != null && state == WorkState.QUEUED && refusal.since().plus(patience).isBefore(now);
    }

    /// Back in the queue, not to be given before a time. The news that has brought it there may come twice, and counts once.
    public WorkItem againAt(Instant time) {
        return new WorkItem(
                id, runId, tableRunId, work, priority, time, time, giveUpAt, WorkState.QUEUED, fence + 1, losses, null, null, null);
    }

    /// The holder has fallen silent.
    public WorkItem lost() {
        return switch (state) {
            case ASSIGNED -> in(WorkState.QUEUED, fence, losses + 1, worker, null);
            case RECALLED -> in(WorkState.QUEUED, fence + 1, losses + 1, null, null);
            case WITHDRAWN -> done();
            case QUEUED, DONE -> this;
        };
    }

    /// Nobody wants it any longer; a holder has to be told.
    public WorkItem withdrawn() {
        return switch (state) {
            case QUEUED, DONE -> done();
            case ASSIGNED, RECALLED, WITHDRAWN -> in(WorkState.WITHDRAWN, fence, losses, worker, leaseUntil);
        };
    }

    /// To be done otherwise than it was given; a holder has to be told. Whatever an earlier holder says afterwards is stale.
    public WorkItem reissued(Work otherwise) {
        return switch (state) {
            case QUEUED, DONE -> with(otherwise).in(WorkState.QUEUED, fence + 1, losses, null, null);
            case ASSIGNED, RECALLED -> with(otherwise).in(WorkState.RECALLED, fence, losses, worker, leaseUntil);
            case WITHDRAWN -> this;
        };
    }

    /// Whether it has been waited for long enough.
    public boolean givenUp(Instant now) {
        return giveUpAt != null && giveUpAt.isBefore(now) && (state == WorkState.QUEUED || state == WorkState.ASSIGNED);
    }

    public WorkItem givingUpAfter(Duration patience) {
        return new WorkItem(
                id, runId, tableRunId, work, priority, enqueuedAt, notBefore, notBefore.plus(patience), state, fence, losses, worker,
                leaseUntil, refusal);
    }

    private WorkItem with(Work otherwise) {
        return new WorkItem(
                id, runId, tableRunId, otherwise, priority, enqueuedAt, notBefore, giveUpAt, state, fence, losses, worker, leaseUntil,
                refusal);
    }

    private WorkItem in(WorkState next, long nextFence, int nextLosses, @Nullable String holder, @Nullable Instant until) {
        return new WorkItem(
                id, runId, tableRunId, work, priority, enqueuedAt, notBefore, giveUpAt, next, nextFence, nextLosses, holder, until, null);
    }
}
