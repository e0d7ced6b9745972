package dev.syncline.scheduler.run;

import java.util.Optional;
import java.util.UUID;

import dev.syncline.scheduler.run.state.Outcome;
import dev.syncline.scheduler.run.state.RunState;
import dev.syncline.scheduler.run.state.TableRunState;

/// What somebody wants of one table while its run goes on.
enum TableWish {
    CANCEL,
    RETRY;

    /// What speaks against it, or nothing.
    Optional<String> objection(UnitOfWork unit, UUID run, UUID table) {
        TableRun found = unit.table(table);
        if (!(unit.run(run).state() instanceof RunState.Running)) {
            return Optional.of("Run %s is not running (%s), so nothing can be done with its table %s; once it has ended it can be repeated"
                    .formatted(run, StateColumns.of(unit.run(run).state()).word(), found.source()));
        }
        return switch (this) {
            case CANCEL -> found.state() instanceof TableRunState.Settled settled
                    ? Optional.of("Table %s has ended (%s), so there is nothing to cancel".formatted(found.source(), settled.outcome()))
                    : Optional.empty();
            case RETRY -> retryObjection(found);
        };
    }

    private static Optional<String> retryObjection(TableRun table) {
        if (table.shape() == null) {
            return Optional.of("Table %s could not be described when the run began, so it cannot be tried again in this run; run it again afterwards".formatted(table.source()));
        }
        return table.state() instanceof TableRunState.Settled settled && (settled.outcome() == Outcome.LOADED || settled.outcome() == Outcome.SKIPPED)
                ? Optional.of("Table %s has ended (%s), so there is nothing to try again".formatted(table.source(), settled.outcome()))
                : Optional.empty();
    }

    void grant(RunCoordinator coordinator, UnitOfWork unit, UUID table, String by) {
        switch (this) {
            case CANCEL -> coordinator.cancelTable(unit, table, by);
            case RETRY -> coordinator.retryTable(unit, table, by);
        }
    }
}
