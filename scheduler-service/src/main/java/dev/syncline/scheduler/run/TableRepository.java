package dev.syncline.scheduler.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.scheduler.record.AttemptTimes;
import dev.syncline.scheduler.run.LoadRepository.Shares;
import dev.syncline.scheduler.run.state.ExtractionState;
import dev.syncline.scheduler.run.state.LoadState;
import dev.syncline.scheduler.run.state.Outcome;
import dev.syncline.scheduler.run.state.TableRunState;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.store.Unreadable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Tables of runs in the database.
@Repository
class TableRepository {

    private static final String TABLE = """
            SELECT id, run_id, source_schema, source_table, target_schema, target_table, plan, shape, read_report, not_before, state, cancelled,
                attempt, extraction, extraction_fence, partition, record_offset, source_identity, manifest, times, failure_code, failure_message, started_at, finished_at
            FROM table_run
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final LoadRepository loads;
    private final TableStates states;
    private final Unreadable unreadable;

    TableRepository(JdbcClient jdbc, JdbcTemplate batches, LoadRepository loads, TableStates states, Unreadable unreadable) {
        this.states = states;
        this.unreadable = unreadable;
        this.jdbc = jdbc;
        this.batches = batches;
        this.loads = loads;
    }

    List<TableRun> find(Collection<UUID> ids) {
        return unreadable.list(
                jdbc.sql(TABLE + "WHERE id = ANY(CAST(:ids AS uuid[]))").param("ids", Columns.ids(ids)), "run_id", new TableMapper(loads.shares(ids)));
    }

    /// Tables of a run that have not ended.
    List<UUID> findUnsettled(UUID run) {
        return jdbc.sql("SELECT id FROM table_run WHERE run_id = :run AND state NOT IN ('LOADED', 'FAILED', 'CANCELLED', 'SKIPPED') ORDER BY number")
                .param("run", run)
                .query(UUID.class)
                .list();
    }

    /// The next tables that may be read: first attempts before later ones, large tables before small ones, so that no large one is last.
    List<UUID> findWaiting(UUID run, Instant now, int most) {
        return jdbc.sql("""
                        SELECT id
                        FROM table_run
                        WHERE run_id = :run AND state = 'WAITING' AND extraction = 'WAITING' AND not_before <= :now
                        ORDER BY attempt, estimated_bytes DESC, number
                        LIMIT :most
                        """)
                .param("run", run)
                .param("now", Columns.time(now))
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /// The next tables whose targets are to be looked at, in the order in which they will be read.
    List<UUID> findUninspected(UUID run, Instant now, int most) {
        return jdbc.sql("""
                        SELECT id
                        FROM table_run
                        WHERE run_id = :run AND state = 'WAITING' AND extraction = 'UNINSPECTED' AND not_before <= :now
                        ORDER BY attempt, estimated_bytes DESC, number
                        LIMIT :most
                        """)
                .param("run", run)
                .param("now", Columns.time(now))
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /// For how many more tables each run may look at their targets: some more than it reads at once, so that reading need not wait for it, and
    /// loads need not wait behind thousands of looks.
    Map<UUID, Integer> roomForInspections(Instant now) {
        Map<UUID, Integer> room = new HashMap<>();
        jdbc.sql("""
                        SELECT id, room
                        FROM (
                            SELECT run.id,
                                2 * run.partitions
                                    - (SELECT count(*) FROM table_run WHERE table_run.run_id = run.id AND table_run.state = 'INSPECTING') AS room
                            FROM run
                            WHERE run.state = 'RUNNING'
                            AND EXISTS (
                                SELECT FROM table_run
                                WHERE table_run.run_id = run.id AND table_run.state = 'WAITING' AND table_run.extraction = 'UNINSPECTED'
                                AND table_run.not_before <= :now)
                        ) AS inspecting
                        WHERE room > 0
                        """)
                .param("now", Columns.time(now))
                .query(row -> {
                    room.put(Columns.id(row, "id"), row.getInt("room"));
                });
        return room;
    }

    /// @param source the connection that the run reads
    /// @param room how many more tables of the source may be read (`parallelTables` of a connection), less than 0 where that has been lowered; null where
    ///     it has no limit
    /// @param partitions numbers, in order
    record FreePartitions(UUID run, long source, @Nullable Integer room, List<Integer> partitions) {}

    /// The partitions that no extraction holds, of runs with tables that wait for one, the oldest run first.
    List<FreePartitions> freePartitions(Instant now) {
        Map<UUID, FreePartitions> free = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT run.id, run.source_id, limited.room, partition.number
                        FROM run
                        CROSS JOIN LATERAL generate_series(0, run.partitions - 1) AS partition (number)
                        LEFT JOIN (
                            SELECT source_id, min(source_limit)
                                - (SELECT count(*)::integer
                                    FROM work
                                    JOIN run AS reading ON reading.id = work.run_id
                                    WHERE reading.source_id = running.source_id AND work.state <> 'DONE' AND work.partition IS NOT NULL) AS room
                            FROM run AS running
                            WHERE state = 'RUNNING' AND source_limit IS NOT NULL
                            GROUP BY source_id
                        ) AS limited USING (source_id)
                        WHERE run.state = 'RUNNING'
                        AND EXISTS (
                            SELECT FROM table_run
                            WHERE table_run.run_id = run.id AND table_run.state = 'WAITING' AND table_run.extraction = 'WAITING'
                            AND table_run.not_before <= :now)
                        AND NOT EXISTS (
                            SELECT FROM work
                            WHERE work.run_id = run.id AND work.state <> 'DONE' AND work.partition = partition.number)
                        ORDER BY run.number, partition.number
                        """)
                .param("now", Columns.time(now))
                .query(row -> {
                    UUID id = Columns.id(row, "id");
                    FreePartitions known = free.get(id);
                    if (known == null) {
                        known = new FreePartitions(id, row.getLong("source_id"), row.getObject("room", Integer.class), new ArrayList<>());
                        free.put(id, known);
                    }
                    known.partitions().add(row.getInt("number"));
                });
        return List.copyOf(free.values());
    }

    /// Stores what discovery has found; finding it twice changes nothing but what was found.
    void insert(SchedulerTransaction transaction, Run run, Collection<PlannedTable> findings) {
        batches.batchUpdate(
                """
                        INSERT INTO table_run (
                            id, run_id, source_schema, source_table, target_schema, target_table, plan, shape, notes, estimated_rows,
                            estimated_bytes, state, attempt, not_before, extraction, failure_code, failure_message, finished_at, turn)
                        VALUES (?, ?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb), CAST(? AS jsonb), ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (run_id, source_schema, source_table) DO UPDATE
                        SET shape = EXCLUDED.shape,
                            notes = EXCLUDED.notes,
                            estimated_rows = EXCLUDED.estimated_rows,
                            estimated_bytes = EXCLUDED.estimated_bytes,
                            state = EXCLUDED.state,
                            extraction = EXCLUDED.extraction,
                            failure_code = EXCLUDED.failure_code,
                            failure_message = EXCLUDED.failure_message,
                            finished_at = EXCLUDED.finished_at,
                            turn = EXCLUDED.turn
                        """,
                findings,
                Math.max(1, findings.size()),
                (statement, finding) -> {
                    TablePlan plan = finding.plan();
                    statement.setObject(1, WorkIds.table(run.id(), plan.source()));
                    statement.setObject(2, run.id());
                    statement.setString(3, plan.source().schema());
                    statement.setString(4, plan.source().table());
                    statement.setString(5, plan.target().schema());
                    statement.setString(6, plan.target().table());
                    statement.setString(7, Columns.json(plan));
                    statement.setString(8, Columns.json(finding.shape()));
                    statement.setString(9, Columns.json(finding.notes()));
                    statement.setLong(10, finding.estimatedRows());
                    statement.setLong(11, finding.estimatedBytes());
                    statement.setString(12, finding.word());
                    statement.setObject(13, Columns.time(transaction.now()));
                    statement.setString(14, ExtractionColumns.of(finding.extraction()).word());
                    statement.setString(15, Columns.code(finding.failure()));
                    statement.setString(16, Columns.message(finding.failure()));
                    statement.setObject(17, finding.copied() ? null : Columns.time(transaction.now()));
                    statement.setLong(18, transaction.number());
                });
        loads.insert(run, findings);
        states.found(transaction, run, findings);
    }

    Set<TableName> findNames(UUID run) {
        return new HashSet<>(jdbc.sql("SELECT source_schema, source_table FROM table_run WHERE run_id = :run")
                .param("run", run)
                .query((row, _) -> new TableName(row.getString("source_schema"), row.getString("source_table")))
                .list());
    }

    /// What the last whole run of the same revision had, told as gone or not.
    List<TableName> namesBefore(UUID run) {
        return jdbc.sql("""
                        SELECT source_schema, source_table
                        FROM table_run
                        WHERE run_id = (
                            SELECT before.id
                            FROM run AS before
                            JOIN run AS present ON present.project_id = before.project_id AND present.revision = before.revision
                            WHERE present.id = :run AND present.revision > 0 AND before.number < present.number
                            AND before.finished_at IS NOT NULL AND before.chosen IS NULL AND before.tables > 0
                            ORDER BY before.number DESC
                            LIMIT 1)
                        AND state IN ('LOADED', 'SKIPPED', 'FAILED', 'CANCELLED')
                        ORDER BY number
                        """)
                .param("run", run)
                .query((row, _) -> new TableName(row.getString("source_schema"), row.getString("source_table")))
                .list();
    }

    Count count(UUID run) {
        return jdbc.sql("""
                        SELECT count(*) AS tables, count(*) FILTER (WHERE state = 'FAILED') AS failed,
                            count(*) FILTER (WHERE state = 'SKIPPED') AS skipped
                        FROM table_run
                        WHERE run_id = :run
                        """)
                .param("run", run)
                .query((row, _) -> new Count(row.getInt("tables"), row.getInt("failed"), row.getInt("skipped")))
                .single();
    }

    void save(SchedulerTransaction transaction, Collection<TableRun> tables) {
        batches.batchUpdate(
                """
                        UPDATE table_run
                        SET read_report = CAST(? AS jsonb), not_before = ?, state = ?, cancelled = ?, attempt = ?, extraction = ?,
                            extraction_fence = ?, partition = ?,
                            record_offset = ?, manifest = CAST(? AS jsonb), failure_code = ?, failure_message = ?, started_at = ?,
                            finished_at = ?, turn = ?, source_identity = ?, times = CAST(? AS jsonb)
                        WHERE id = ?
                        """,
                tables,
                Math.max(1, tables.size()),
                (statement, table) -> {
                    ExtractionColumns extraction = ExtractionColumns.of(table.state().extraction());
                    statement.setString(1, Columns.json(table.report()));
                    statement.setObject(2, Columns.time(table.notBefore()));
                    statement.setString(3, table.state().word());
                    statement.setBoolean(4, table.state() instanceof TableRunState.UnderWay underWay && underWay.cancelled());
                    statement.setInt(5, table.state().attempt());
                    statement.setString(6, extraction.word());
                    statement.setObject(7, extraction.fence());
                    statement.setObject(8, extraction.partition());
                    statement.setObject(9, extraction.offset());
                    statement.setString(10, Columns.json(extraction.manifest()));
                    statement.setString(11, Columns.code(extraction.failure()));
                    statement.setString(12, Columns.message(extraction.failure()));
                    statement.setObject(13, Columns.time(table.startedAt()));
                    statement.setObject(14, Columns.time(table.finishedAt()));
                    statement.setLong(15, transaction.number());
                    statement.setString(16, extraction.identity());
                    statement.setString(17, Columns.json(table.times()));
                    statement.setObject(18, table.id());
                });
        loads.save(transaction, tables);
    }

    /// The source's table has changed since discovery.
    void saveShape(UUID table, TableShape shape) {
        jdbc.sql("UPDATE table_run SET shape = CAST(:shape AS jsonb) WHERE id = :table")
                .param("shape", Columns.json(shape))
                .param("table", table)
                .update();
    }

    void insertFailedAttempt(SchedulerTransaction transaction, UUID table, int attempt, Map<Long, Failure> failures) {
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
                .param("at", Columns.time(transaction.now()))
                .update());
    }

    /// Ends the tables of a run that was over before they began.
    void dropUnsettled(SchedulerTransaction transaction, UUID run) {
        jdbc.sql("""
                        UPDATE load
                        SET state = 'DROPPED', finished_at = :now
                        WHERE run_id = :run AND state = 'WAITING'
                        """)
                .param("run", run)
                .param("now", Columns.time(transaction.now()))
                .update();
        jdbc.sql("""
                        UPDATE table_run
                        SET state = 'CANCELLED', extraction = 'ENDED', finished_at = :now, turn = :turn
                        WHERE run_id = :run AND state NOT IN ('LOADED', 'FAILED', 'CANCELLED', 'SKIPPED')
                        """)
                .param("run", run)
                .param("now", Columns.time(transaction.now()))
                .param("turn", transaction.number())
                .update();
    }

    record Count(int tables, int failed, int skipped) {}

    private record TableMapper(Map<UUID, Shares> shares) implements RowMapper<TableRun> {

        @Override
        public TableRun mapRow(ResultSet row, int number) throws SQLException {
            UUID id = Columns.id(row, "id");
            Shares own = shares.getOrDefault(id, Shares.NONE);
            if (own.broken() != null) {
                throw own.broken();
            }
            return new TableRun(
                    id,
                    Columns.id(row, "run_id"),
                    plan(row),
                    Columns.json(row, "shape", TableShape.class),
                    own.found(),
                    Columns.json(row, "read_report", ReadReport.class),
                    Columns.moment(row, "not_before"),
                    state(row, own.loads()),
                    List.of(Columns.json(row, "times", AttemptTimes[].class, new AttemptTimes[0])),
                    Columns.instant(row, "started_at"),
                    Columns.instant(row, "finished_at"));
        }

        private static TablePlan plan(ResultSet row) throws SQLException {
            TablePlan plan = Columns.json(row, "plan", TablePlan.class);
            return plan != null
                    ? plan
                    : TablePlan.full(
                            new TableName(row.getString("source_schema"), row.getString("source_table")),
                            new TableName(row.getString("target_schema"), row.getString("target_table")));
        }

        private static TableRunState state(ResultSet row, SortedMap<Long, LoadState> loads) throws SQLException {
            String word = row.getString("state");
            int attempt = row.getInt("attempt");
            ExtractionState extraction = ExtractionColumns.read(row).state();
            return switch (word) {
                case "LOADED", "FAILED", "CANCELLED", "SKIPPED" -> new TableRunState.Settled(Outcome.valueOf(word), attempt, extraction, loads);
                default -> new TableRunState.UnderWay(attempt, row.getBoolean("cancelled"), extraction, loads);
            };
        }
    }
}
