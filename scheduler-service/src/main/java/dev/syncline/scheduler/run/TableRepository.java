package dev.syncline.scheduler.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.Turn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Tables of runs in the database, with their loads.
@Repository
class TableRepository {

    private static final String TABLE = """
            SELECT id, run_id, source_schema, source_table, target_schema, target_table, shape, not_before, state, cancelled, attempt,
                extraction, extraction_fence, partition, record_offset, manifest, failure_code, failure_message, started_at, finished_at
            FROM table_run
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    TableRepository(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    List<TableRun> find(Collection<UUID> ids) {
        return jdbc.sql(TABLE + "WHERE id = ANY(CAST(:ids AS uuid[]))")
                .param("ids", Columns.ids(ids))
                .query(new TableMapper(loads(ids)))
                .list();
    }

    /// Tables of a run that have not ended.
    List<UUID> findUnsettled(UUID run) {
        return jdbc.sql("SELECT id FROM table_run WHERE run_id = :run AND state NOT IN ('LOADED', 'FAILED', 'CANCELLED') ORDER BY number")
                .param("run", run)
                .query(UUID.class)
                .list();
    }

    /// The next tables that may be read: first attempts before later ones, large tables before small ones, so that no large one is last.
    List<UUID> findWaiting(UUID run, Instant now, int most) {
        return jdbc.sql("""
                        SELECT id
                        FROM table_run
                        WHERE run_id = :run AND state = 'WAITING' AND not_before <= :now
                        ORDER BY attempt, estimated_bytes DESC, number
                        LIMIT :most
                        """)
                .param("run", run)
                .param("now", Columns.time(now))
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /// The partitions that no extraction holds, of runs with tables that wait for one.
    Map<UUID, Set<Integer>> freePartitions(Instant now) {
        Map<UUID, Set<Integer>> free = new HashMap<>();
        jdbc.sql("""
                        SELECT run.id, partition.number
                        FROM run
                        CROSS JOIN LATERAL generate_series(0, run.partitions - 1) AS partition (number)
                        WHERE run.state = 'RUNNING'
                        AND EXISTS (
                            SELECT FROM table_run
                            WHERE table_run.run_id = run.id AND table_run.state = 'WAITING' AND table_run.not_before <= :now)
                        AND NOT EXISTS (
                            SELECT FROM work
                            WHERE work.run_id = run.id AND work.state <> 'DONE' AND work.partition = partition.number)
                        ORDER BY run.number, partition.number
                        """)
                .param("now", Columns.time(now))
                .query(row -> {
                    free.computeIfAbsent(row.getObject("id", UUID.class), _ -> new java.util.TreeSet<>()).add(row.getInt("number"));
                });
        return free;
    }

    /// Stores what discovery has found; finding it twice changes nothing but the shape.
    void insert(Turn turn, UUID run, ProjectRevision revision, Collection<DiscoveredTable> tables) {
        batches.batchUpdate(
                """
                        INSERT INTO table_run (
                            id, run_id, source_schema, source_table, target_schema, target_table, shape, estimated_rows, estimated_bytes,
                            state, attempt, not_before, extraction, failure_code, failure_message, finished_at, turn)
                        VALUES (?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (run_id, source_schema, source_table) DO UPDATE
                        SET shape = EXCLUDED.shape,
                            estimated_rows = EXCLUDED.estimated_rows,
                            estimated_bytes = EXCLUDED.estimated_bytes,
                            state = EXCLUDED.state,
                            extraction = EXCLUDED.extraction,
                            failure_code = EXCLUDED.failure_code,
                            failure_message = EXCLUDED.failure_message,
                            finished_at = EXCLUDED.finished_at,
                            turn = EXCLUDED.turn
                        """,
                tables,
                Math.max(1, tables.size()),
                (statement, found) -> {
                    TableName target = revision.targetOf(found.table());
                    Failure failure = found.failure();
                    statement.setObject(1, Ids.table(run, found.table()));
                    statement.setObject(2, run);
                    statement.setString(3, found.table().schema());
                    statement.setString(4, found.table().table());
                    statement.setString(5, target.schema());
                    statement.setString(6, target.table());
                    statement.setString(7, Columns.json(found.shape()));
                    statement.setLong(8, found.estimatedRows());
                    statement.setLong(9, found.estimatedBytes());
                    statement.setString(10, failure == null ? "WAITING" : "FAILED");
                    statement.setObject(11, Columns.time(turn.now()));
                    statement.setString(12, failure == null ? "WAITING" : "ENDED");
                    statement.setString(13, Columns.code(failure));
                    statement.setString(14, Columns.message(failure));
                    statement.setObject(15, failure == null ? null : Columns.time(turn.now()));
                    statement.setLong(16, turn.number());
                });
        insertLoads(run, revision, tables);
    }

    private void insertLoads(UUID run, ProjectRevision revision, Collection<DiscoveredTable> tables) {
        List<Object[]> loads = new ArrayList<>();
        for (DiscoveredTable found : tables) {
            for (ConnectionRef target : revision.targets()) {
                String state = found.failure() == null ? "WAITING" : "DROPPED";
                loads.add(new Object[] {Ids.table(run, found.table()), target.id(), run, state});
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

    Set<TableName> findNames(UUID run) {
        return new HashSet<>(jdbc.sql("SELECT source_schema, source_table FROM table_run WHERE run_id = :run")
                .param("run", run)
                .query((row, _) -> new TableName(row.getString("source_schema"), row.getString("source_table")))
                .list());
    }

    Count count(UUID run) {
        return jdbc.sql("SELECT count(*) AS tables, count(*) FILTER (WHERE state = 'FAILED') AS failed FROM table_run WHERE run_id = :run")
                .param("run", run)
                .query((row, _) -> new Count(row.getInt("tables"), row.getInt("failed")))
                .single();
    }

    void save(Turn turn, Collection<TableRun> tables) {
        batches.batchUpdate(
                """
                        UPDATE table_run
                        SET not_before = ?, state = ?, cancelled = ?, attempt = ?, extraction = ?, extraction_fence = ?, partition = ?,
                            record_offset = ?, manifest = CAST(? AS jsonb), failure_code = ?, failure_message = ?, started_at = ?,
                            finished_at = ?, turn = ?
                        WHERE id = ?
                        """,
                tables,
                Math.max(1, tables.size()),
                (statement, table) -> {
                    ExtractionColumns extraction = ExtractionColumns.of(table.state().extraction());
                    statement.setObject(1, Columns.time(table.notBefore()));
                    statement.setString(2, table.state().word());
                    statement.setBoolean(3, table.state() instanceof TableRunState.UnderWay underWay && underWay.cancelled());
                    statement.setInt(4, table.state().attempt());
                    statement.setString(5, extraction.word());
                    statement.setObject(6, extraction.fence());
                    statement.setObject(7, extraction.partition());
                    statement.setObject(8, extraction.offset());
                    statement.setString(9, Columns.json(extraction.manifest()));
                    statement.setString(10, Columns.code(extraction.failure()));
                    statement.setString(11, Columns.message(extraction.failure()));
                    statement.setObject(12, Columns.time(table.startedAt()));
                    statement.setObject(13, Columns.time(table.finishedAt()));
                    statement.setLong(14, turn.number());
                    statement.setObject(15, table.id());
                });
        saveLoads(turn, tables);
    }

    private void saveLoads(Turn turn, Collection<TableRun> tables) {
        List<Object[]> loads = new ArrayList<>();
        for (TableRun table : tables) {
            int attempt = table.state().attempt();
            table.state().loads().forEach((target, state) -> {
                LoadColumns load = LoadColumns.of(state);
                loads.add(new Object[] {
                    load.word(), Ids.load(table.id(), target, attempt), load.active() ? (Integer) attempt : null, load.tries(),
                    load.leftBehind(), load.rows(), load.bytes(), Columns.json(load.statements()), Columns.code(load.failure()),
                    Columns.message(load.failure()), load.active(), Columns.time(turn.now()), state.rests(), Columns.time(turn.now()),
                    table.id(), target
                });
            });
        }
        batches.batchUpdate(
                """
                        UPDATE load
                        SET state = ?, work_id = ?, attempt = coalesce(?, attempt), clean_up_tries = ?, left_behind = ?, rows = ?, bytes = ?,
                            statements = CAST(? AS jsonb), failure_code = ?, failure_message = ?,
                            started_at = CASE WHEN ? THEN coalesce(started_at, ?) ELSE started_at END,
                            finished_at = CASE WHEN ? THEN coalesce(finished_at, ?) END
                        WHERE table_run_id = ? AND target_id = ?
                        """,
                loads);
    }

    void insertFailedAttempt(Turn turn, UUID table, int attempt, Map<Long, Failure> failures) {
        failures.forEach((target, failure) -> jdbc.sql("""
                        INSERT INTO failed_attempt (table_run_id, target_id, attempt, failure_code, failure_message, ended_at)
                        VALUES (:table, :target, :attempt, :code, :message, :at)
                        ON CONFLICT DO NOTHING
                        """)
                .param("table", table)
                .param("target", target)
                .param("attempt", attempt)
                .param("code", failure.code().name())
                .param("message", failure.message())
                .param("at", Columns.time(turn.now()))
                .update());
    }

    /// Ends the tables of a run that was over before they began.
    void dropUnsettled(Turn turn, UUID run) {
        jdbc.sql("""
                        UPDATE load
                        SET state = 'DROPPED', finished_at = :now
                        WHERE run_id = :run AND state = 'WAITING'
                        """)
                .param("run", run)
                .param("now", Columns.time(turn.now()))
                .update();
        jdbc.sql("""
                        UPDATE table_run
                        SET state = 'CANCELLED', extraction = 'ENDED', finished_at = :now, turn = :turn
                        WHERE run_id = :run AND state NOT IN ('LOADED', 'FAILED', 'CANCELLED')
                        """)
                .param("run", run)
                .param("now", Columns.time(turn.now()))
                .param("turn", turn.number())
                .update();
    }

    private Map<UUID, SortedMap<Long, LoadState>> loads(Collection<UUID> tables) {
        Map<UUID, SortedMap<Long, LoadState>> loads = new HashMap<>();
        jdbc.sql("""
                        SELECT table_run_id, target_id, state, clean_up_tries, left_behind, rows, bytes, statements, failure_code,
                            failure_message
                        FROM load
                        WHERE table_run_id = ANY(CAST(:ids AS uuid[]))
                        """)
                .param("ids", Columns.ids(tables))
                .query(row -> {
                    LoadState state = new LoadColumns(
                                    row.getString("state"),
                                    row.getInt("clean_up_tries"),
                                    row.getBoolean("left_behind"),
                                    row.getLong("rows"),
                                    row.getLong("bytes"),
                                    LoadColumns.statements(Columns.json(row, "statements", String[].class)),
                                    Columns.failure(row))
                            .state();
                    loads.computeIfAbsent(Columns.id(row, "table_run_id"), _ -> new TreeMap<>()).put(row.getLong("target_id"), state);
                });
        return loads;
    }

    record Count(int tables, int failed) {}

    private record TableMapper(Map<UUID, SortedMap<Long, LoadState>> loads)
            implements org.springframework.jdbc.core.RowMapper<TableRun> {

        @Override
        public TableRun mapRow(ResultSet row, int number) throws SQLException {
            UUID id = Columns.id(row, "id");
            return new TableRun(
                    id,
                    Columns.id(row, "run_id"),
                    new TableName(row.getString("source_schema"), row.getString("source_table")),
                    new TableName(row.getString("target_schema"), row.getString("target_table")),
                    Columns.json(row, "shape", TableShape.class),
                    Objects.requireNonNull(Columns.instant(row, "not_before")),
                    state(row, loads.getOrDefault(id, new TreeMap<>())),
                    Columns.instant(row, "started_at"),
                    Columns.instant(row, "finished_at"));
        }

        private static TableRunState state(ResultSet row, SortedMap<Long, LoadState> loads) throws SQLException {
            String word = row.getString("state");
            int attempt = row.getInt("attempt");
            ExtractionState extraction = ExtractionColumns.read(row).state();
            return switch (word) {
                case "LOADED", "FAILED", "CANCELLED" -> new TableRunState.Settled(Outcome.valueOf(word), attempt, extraction, loads);
                default -> new TableRunState.UnderWay(attempt, row.getBoolean("cancelled"), extraction, loads);
            };
        }
    }
}
