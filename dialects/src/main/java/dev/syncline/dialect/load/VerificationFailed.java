package dev.syncline.dialect.load;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;

/// What is said where a target does not hold what was sent to it: failures with `UNPROVEN`, after which the table is loaded again.
public final class VerificationFailed {

    private VerificationFailed() {}

    /// A batch that is not as large as it should be.
    public static SyncException batch(LoadPlan plan, long loaded, long announced) {
        return of("Table %s took %d rows of a batch that should have %d".formatted(plan.table(), loaded, announced));
    }

    /// A ledger that says something else than its loader.
    public static SyncException ledger(LoadPlan plan) {
        return of("The ledger of table %s is not where its loader believes".formatted(plan.table()));
    }

    /// A staging table that has other rows than were taken.
    public static SyncException staged(LoadPlan plan, long count, Ledger taken) {
        return of("Table %s has %d rows where %d were loaded".formatted(plan.table(), count, taken.taken().rows()));
    }

    /// @param what is not as it should be, as a sentence without its end
    public static SyncException of(String what) {
        return new SyncException(FailureCode.UNPROVEN, what + "; it is loaded again");
    }
}
