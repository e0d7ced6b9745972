package dev.syncline.scheduler.run;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.contracts.work.TargetState;
import org.jspecify.annotations.Nullable;

/// How the rows of a table become the content of one target: in full or as what is new, and why.
///
/// @param reason in words for the execution record
record LoadChoice(LoadMode mode, String reason) {

    /// @param found what the target holds; null where the table is extracted in full whatever that is, so that nobody has looked
    static LoadChoice of(TablePlan plan, @Nullable TargetState found) {
        if (TableRules.isAnew(plan) && TableRules.isIncremental(plan)) {
            return new LoadChoice(full(plan), "Extracted in full this once, as the run was asked to");
        }
        return switch (plan.extraction()) {
            case Extraction.Full _ -> new LoadChoice(full(plan), "The table is always extracted in full");
            case Extraction.Incremental(_, var lookBack, _) -> incremental(plan, lookBack, found);
        };
    }

    // Changed fields come before a missing maximum: what the user wants done about them must not depend on rows.
    private static LoadChoice incremental(TablePlan plan, @Nullable String lookBack, @Nullable TargetState found) {
        if (found == null || !found.exists()) {
            return new LoadChoice(create(plan), "Extracted in full, as the target has no such table");
        }
        if (!found.changes().isEmpty() && plan.fieldChanges() == FieldChanges.FULL_EXTRACTION) {
            return new LoadChoice(create(plan), "Extracted in full and made anew, as the source's fields have changed");
        }
        if (found.maximum() == null) {
            return new LoadChoice(full(plan), "Extracted in full, as the target's table has no row with an incremental key");
        }
        return lookBack == null
                ? new LoadChoice(new LoadMode.Merge(found.maximum()), "Rows after the target's greatest incremental key")
                : new LoadChoice(
                        new LoadMode.Merge(null),
                        "Rows from the target's greatest incremental key on, and those up to %s before it".formatted(lookBack));
    }

    private static LoadMode full(TablePlan plan) {
        return plan.fullMode() == FullMode.RETAIN_AND_CLEAR ? new LoadMode.Clear() : create(plan);
    }

    private static LoadMode create(TablePlan plan) {
        return new LoadMode.Create(plan.fullMode() == FullMode.DROP_FIRST);
    }

    /// From where a table is read for all the targets that take part: one that needs everything makes it everything (A5).
    static List<Bound> after(TablePlan plan, Collection<? extends @Nullable TargetState> targets) {
        boolean everything = targets.stream().anyMatch(found -> !(of(plan, found).mode() instanceof LoadMode.Merge));
        return everything
                ? List.of()
                : targets.stream()
                        .map(found -> Objects.requireNonNull(Objects.requireNonNull(found).maximum()))
                        .distinct()
                        .toList();
    }

    /// For the record and for queries.
    String word() {
        return switch (mode) {
            case LoadMode.Create _ -> "create";
            case LoadMode.Clear _ -> "clear";
            case LoadMode.Merge _ -> "merge";
        };
    }
}
