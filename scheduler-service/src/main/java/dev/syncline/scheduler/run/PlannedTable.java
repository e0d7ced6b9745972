package dev.syncline.scheduler.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.CoarseKey;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.scheduler.run.state.ExtractionState;
import org.jspecify.annotations.Nullable;

/// What discovery comes to for one table of a run.
///
/// @param failure why it cannot be copied, or null
/// @param skipped whether it need not be copied
/// @param notes for the execution record
record PlannedTable(
        TablePlan plan,
        @Nullable TableShape shape,
        long estimatedRows,
        long estimatedBytes,
        @Nullable Failure failure,
        boolean skipped,
        List<String> notes) {

    PlannedTable {
        notes = List.copyOf(notes);
    }

    /// As it was found, or with what speaks against its plan.
    static PlannedTable of(TablePlan plan, DiscoveredTable found, String... notes) {
        Failure failure = found.failure();
        if (failure == null) {
            failure = Optional.ofNullable(found.shape()).flatMap(shape -> TableRules.objection(plan, shape)).orElse(null);
        }
        List<String> all = new ArrayList<>(List.of(notes));
        Optional.ofNullable(found.shape()).flatMap(shape -> CoarseKey.advice(plan, shape)).ifPresent(all::add);
        Optional.ofNullable(found.shape()).flatMap(shape -> lostKey(plan, shape)).ifPresent(all::add);
        return new PlannedTable(plan, found.shape(), found.estimatedRows(), found.estimatedBytes(), failure, false, all);
    }

    /// Chosen, as for a key that a target cannot have; whoever reads the record later should not have to guess why there is none.
    private static Optional<String> lostKey(TablePlan plan, TableShape shape) {
        return plan.key() == TableKey.NONE && !shape.primaryKey().isEmpty()
                ? Optional.of("The targets' tables have no key, as the project's keyFields are an empty list; the source's is (%s)"
                        .formatted(String.join(", ", shape.primaryKey())))
                : Optional.empty();
    }

    static PlannedTable skipped(TablePlan plan, String note) {
        return new PlannedTable(plan, null, -1, -1, null, true, List.of(note));
    }

    PlannedTable failed(Failure reason) {
        return new PlannedTable(plan, shape, estimatedRows, estimatedBytes, reason, false, notes);
    }

    /// The table's state in one word.
    String word() {
        if (failure != null) {
            return "FAILED";
        }
        return skipped ? "SKIPPED" : "WAITING";
    }

    boolean copied() {
        return failure == null && !skipped;
    }

    /// Where its reading stands.
    ExtractionState extraction() {
        if (!copied()) {
            return new ExtractionState.Ended(failure);
        }
        return TableRules.isInspected(plan) ? new ExtractionState.Uninspected() : new ExtractionState.Waiting();
    }
}
