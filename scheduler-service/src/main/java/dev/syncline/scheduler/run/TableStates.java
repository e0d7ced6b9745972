package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.scheduler.run.state.LoadState;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Where each table of a project stands in each target, written in the turn that settles a load.
@Repository
class TableStates {

    private final JdbcTemplate batches;

    TableStates(JdbcTemplate batches) {
        this.batches = batches;
    }

    /// One target's share of a table that has just been settled.
    record Settled(Run run, TableRun table, long target, LoadState load) {}

    void save(SchedulerTransaction transaction, Collection<Settled> settled) {
        List<Object[]> loaded = new ArrayList<>();
        List<Object[]> failed = new ArrayList<>();
        settled.forEach(it -> {
            switch (it.load()) {
                case LoadState.Loaded(long rows, long bytes, _, _) -> loaded.add(new Object[] {
                    it.run().projectId(), it.table().source().schema(), it.table().source().table(), it.target(), it.table().target().schema(),
                    it.table().target().table(), Columns.time(freshAsOf(it.table())), Columns.time(transaction.now()), rows, bytes,
                    LoadChoice.of(it.table().plan(), it.table().found().get(it.target())).word(), it.run().id(), Columns.time(transaction.now())
                });
                case LoadState.Failed(Failure failure) -> failed.add(failed(transaction, it.run(), it.table().source().schema(), it.table().source().table(),
                        it.target(), it.table().target().schema(), it.table().target().table(), "FAILED", failure));
                case LoadState.Dropped _ -> { } // cancelled: the target is as it was
                case LoadState.Inspecting _, LoadState.Waiting _, LoadState.Given _, LoadState.Withdrawing _, LoadState.CleaningUp _ ->
                    throw new IllegalStateException("A load that goes on is not settled");
            }
        });
        saveLoaded(loaded);
        saveFailed(failed);
    }

    /// Takes what discovery has found to be impossible or needless.
    void found(SchedulerTransaction transaction, Run run, Collection<PlannedTable> findings) {
        List<Object[]> failed = new ArrayList<>();
        findings.stream().filter(finding -> !finding.copied()).forEach(finding -> {
            for (ConnectionRef target : run.targets()) {
                failed.add(failed(transaction, run, finding.plan().source().schema(), finding.plan().source().table(), target.id(),
                        finding.plan().target().schema(), finding.plan().target().table(), finding.failure() == null ? "GONE" : "FAILED", finding.failure()));
            }
        });
        saveFailed(failed);
    }

    // The reading began after its attempt was queued, and saw what the source held then.
    private static Instant freshAsOf(TableRun table) {
        return table.times().isEmpty() ? Objects.requireNonNull(table.startedAt()) : Objects.requireNonNullElse(table.times().getLast().queued(), table.times().getLast().began());
    }

    private static Object[] failed(
            SchedulerTransaction transaction, Run run, String schema, String table, long target, String targetSchema, String targetTable, String state,
            @Nullable Failure failure) {
        return new Object[] {
            run.projectId(), schema, table, target, targetSchema, targetTable, state, run.id(), failure == null ? 0 : 1, Columns.code(failure), Columns.message(failure),
            Columns.time(transaction.now())
        };
    }

    private void saveLoaded(List<Object[]> loaded) {
        if (loaded.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                """
                        INSERT INTO table_state (
                            project_id, source_schema, source_table, target_id, target_schema, target_table, state, fresh_as_of, loaded_at, rows, bytes, mode, run_id,
                            failing, changed_at)
                        VALUES (?, ?, ?, ?, ?, ?, 'LOADED', ?, ?, ?, ?, ?, ?, 0, ?)
                        ON CONFLICT (project_id, source_schema, source_table, target_id) DO UPDATE
                        SET target_schema = EXCLUDED.target_schema, target_table = EXCLUDED.target_table, state = 'LOADED', fresh_as_of = EXCLUDED.fresh_as_of,
                            loaded_at = EXCLUDED.loaded_at, rows = EXCLUDED.rows, bytes = EXCLUDED.bytes, mode = EXCLUDED.mode, run_id = EXCLUDED.run_id,
                            failing = 0, failure_code = NULL, failure_message = NULL, changed_at = EXCLUDED.changed_at
                        """,
                loaded);
    }

    // A run that is discovered twice finds the same twice, and has failed once.
    private void saveFailed(List<Object[]> failed) {
        if (failed.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                """
                        INSERT INTO table_state AS known (
                            project_id, source_schema, source_table, target_id, target_schema, target_table, state, run_id, failing, failure_code, failure_message,
                            changed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (project_id, source_schema, source_table, target_id) DO UPDATE
                        SET target_schema = EXCLUDED.target_schema, target_table = EXCLUDED.target_table, state = EXCLUDED.state, run_id = EXCLUDED.run_id,
                            failing = CASE
                                WHEN EXCLUDED.failing = 0 THEN 0
                                WHEN known.run_id = EXCLUDED.run_id AND known.state = 'FAILED' THEN known.failing
                                ELSE known.failing + 1 END,
                            failure_code = EXCLUDED.failure_code, failure_message = EXCLUDED.failure_message, changed_at = EXCLUDED.changed_at
                        """,
                failed);
    }
}
