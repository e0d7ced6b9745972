package dev.syncline.contracts.work;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// A worker's sign of life: renews the leases of what it holds, shows progress, and tells how much more it can take.
///
/// @param worker unique for each start of a worker process
/// @param slots how many pieces of work it does at once; 0 when it is about to stop, to which [WorkCommand.Dismiss] is the answer
public record WorkerAnnounced(String worker, WorkerKind kind, int slots, List<InHand> inHand, Instant at) {

    public WorkerAnnounced {
        inHand = List.copyOf(inHand);
    }

    /// A piece of work being done.
    ///
    /// @param rows rows read or committed so far
    /// @param bytes bytes read or committed so far
    /// @param nextOffset for a load the first record of the rows topic it still needs; otherwise 0
    /// @param waitsFor the service of our own that it waits for, and why, for people; null where it does not wait for one
    public record InHand(UUID workId, long fence, long rows, long bytes, long nextOffset, @Nullable String waitsFor) {

        /// Of work that waits for nobody.
        public InHand(UUID workId, long fence, long rows, long bytes, long nextOffset) {
            this(workId, fence, rows, bytes, nextOffset, null);
        }
    }
}
