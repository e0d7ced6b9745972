package dev.syncline.scheduler.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.scheduler.run.state.LoadState;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The shares that targets have in the tables of runs, in the database.
@Repository
class LoadRepository {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    LoadRepository(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /// Begins the shares of tables that discovery has found.
    void insert(Run run, Collection<PlannedTable> findings) {
        List<Object[]> loads = new ArrayList<>();
        for (PlannedTable finding : findings) {
            for (ConnectionRef target : run.targets()) {
                String state = finding.copied() ? "WAITING" : "DROPPED";
                loads.add(new Object[] {WorkIds.table(run.id(), finding.plan().source()), target.id(), run.id(), state});
            }
        }
        batches.batchUpdate(
                """
                        INSERT INTO load (table_run_id, target_id, run_id, state, attempt)
                        VALUES (?, ?, ?, ?, 1)
                        ON CONFLICT (table_run_id, target_id) DO UPDATE
                        SET state = EXCLUDED.state
                        """,
                loads);
    }

    /// Writes the shares of tables.
    void save(SchedulerTransaction transaction, Collection<TableRun> tables) {
        List<Object[]> loads = new ArrayList<>();
        for (TableRun table : tables) {
            int attempt = table.state().attempt();
            String manifest = Columns.json(ExtractionColumns.of(table.state().extraction()).manifest());
            table.state().loads().forEach((target, state) -> {
                LoadColumns load = LoadColumns.of(state);
                Integer active = load.active() ? (Integer) attempt : null;
                LoadChoice choice =
                        state instanceof LoadState.Given ? LoadChoice.of(table.plan(), table.found().get(target)) : null;
                loads.add(new Object[] {
                    load.word(), WorkIds.load(table.id(), target, attempt), active, load.tries(), load.rows(), load.bytes(),
                    Columns.json(load.statements()), Columns.json(table.found().get(target)), choice == null ? null : choice.word(),
                    choice == null ? null : choice.reason(), Columns.json(load.report()), active, attempt, manifest,
                    Columns.code(load.failure()), Columns.message(load.failure()), load.active(), Columns.time(transaction.now()), state.rests(),
                    Columns.time(transaction.now()), table.id(), target
                });
            });
        }
        // The manifest is that of the last attempt the load took part in; a later one is for other targets.
        batches.batchUpdate(
                """
                        UPDATE load
                        SET state = ?, work_id = ?, attempt = coalesce(?, attempt), clean_up_tries = ?, rows = ?, bytes = ?,
                            statements = CAST(? AS jsonb), inspection = CAST(? AS jsonb), mode = coalesce(?, mode),
                            reason = coalesce(?, reason), report = CAST(? AS jsonb),
                            manifest = CASE WHEN coalesce(?, attempt) = ? THEN CAST(? AS jsonb) ELSE manifest END,
                            failure_code = ?, failure_message = ?,
                            started_at = CASE WHEN ? THEN coalesce(started_at, ?) ELSE started_at END,
                            finished_at = CASE WHEN ? THEN coalesce(finished_at, ?) END
                        WHERE table_run_id = ? AND target_id = ?
                        """,
                loads);
    }

    Map<UUID, Shares> shares(Collection<UUID> tables) {
        Map<UUID, Shares> shares = new HashMap<>();
        jdbc.sql("""
                        SELECT table_run_id, target_id, state, clean_up_tries, rows, bytes, statements, report, inspection,
                            failure_code, failure_message
                        FROM load
                        WHERE table_run_id = ANY(CAST(:ids AS uuid[]))
                        """)
                .param("ids", Columns.ids(tables))
                .query(row -> {
                    Shares own = shares.computeIfAbsent(Columns.id(row, "table_run_id"), _ -> new Shares());
                    try {
                        own.add(row.getLong("target_id"), state(row), Columns.json(row, "inspection", TargetState.class));
                    } catch (RuntimeException e) {
                        own.broken(e);
                    }
                });
        return shares;
    }

    private static LoadState state(ResultSet row) throws SQLException {
        return new LoadColumns(
                        row.getString("state"),
                        row.getInt("clean_up_tries"),
                        row.getLong("rows"),
                        row.getLong("bytes"),
                        LoadColumns.statements(Columns.json(row, "statements", String[].class)),
                        Columns.json(row, "report", LoadReport.class),
                        Columns.failure(row))
                .state();
    }

    /// What belongs to the targets of one table, by their ids.
    static final class Shares {

        static final Shares NONE = new Shares();

        private final SortedMap<Long, LoadState> loads = new TreeMap<>();
        private final Map<Long, TargetState> found = new HashMap<>();
        private @Nullable RuntimeException broken;

        SortedMap<Long, LoadState> loads() {
            return loads;
        }

        Map<Long, TargetState> found() {
            return found;
        }

        /// Why one of them cannot be read, or null; without it the table is not what it seems.
        @Nullable RuntimeException broken() {
            return broken;
        }

        private void broken(RuntimeException reason) {
            broken = reason;
        }

        private void add(long target, LoadState state, @Nullable TargetState held) {
            loads.put(target, state);
            if (held != null) {
                found.put(target, held);
            }
        }
    }
}
