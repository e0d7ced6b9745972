package dev.syncline.scheduler.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.run.RunEvent.TableFailure;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import dev.syncline.scheduler.run.state.RetryPolicy;
import dev.syncline.scheduler.run.state.RunState;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.store.Unreadable;
import dev.syncline.scheduler.work.WorkProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Runs in the database.
@Repository
class RunRepository {

    private static final int MOST_EXAMPLES = 100;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final WorkProperties properties;
    private final Unreadable unreadable;

    RunRepository(JdbcClient jdbc, JdbcTemplate batches, WorkProperties properties, Unreadable unreadable) {
        this.unreadable = unreadable;
        this.jdbc = jdbc;
        this.batches = batches;
        this.properties = properties;
    }

    List<Run> find(Collection<UUID> ids) {
        return unreadable.list(jdbc.sql("""
                        SELECT id, project_id, project_name, source_id, targets, partitions, retry_attempts, retry_backoff_ms, single_table, requested_at,
                            cause, priority, alerting, began_at, state, open_pieces, discovery_attempt, tables, settled, failed, rows, bytes, rows_read, bytes_read, failure_code,
                            failure_message, finished_at
                        FROM run
                        WHERE id = ANY(CAST(:ids AS uuid[]))
                        """)
                .param("ids", Columns.ids(ids)), "id", RunRepository::run);
    }

    void insert(SchedulerTransaction transaction, Run run, RunOrder order, RunKey key) {
        StateColumns state = StateColumns.of(run.state());
        jdbc.sql("""
                        INSERT INTO run (
                            id, project_id, project_name, origin, revision, configuration, chosen, source_id, targets, partitions,
                            retry_attempts, retry_backoff_ms, state, open_pieces, discovery_attempt, tables, settled, failed,
                            single_table, full_once, idempotency_key, request_digest, requested_at, cause, priority, alerting, place, plan_id, due_at,
                            wait_since, wait_until, decided_at, requested_by, turn)
                        VALUES (
                            :id, :projectId, :projectName, :origin, :revision, CAST(:configuration AS jsonb), CAST(:chosen AS jsonb),
                            :source, CAST(:targets AS jsonb), :partitions, :attempts, :backoff, :state, :open, :attempt, 0, 0, 0,
                            :singleTable, :fullOnce, :key, :digest, :requestedAt, CAST(:cause AS jsonb), :priority, CAST(:alerting AS jsonb), :place,
                            :plan, :dueAt,
                            (SELECT max(decided_at) FROM run WHERE plan_id = :plan), :waitUntil, :decidedAt, :by, :turn)
                        """)
                .param("id", run.id())
                .param("projectId", run.projectId())
                .param("projectName", run.projectName())
                .param("origin", run.cause().origin().name())
                .param("revision", order.revision().revision())
                .param("configuration", Json.text(order.revision()))
                .param("chosen", Columns.json(order.tables()))
                .param("source", run.source())
                .param("targets", Json.text(run.targets()))
                .param("partitions", run.partitions())
                .param("attempts", run.retry().attempts())
                .param("backoff", run.retry().backoff().toMillis())
                .param("state", state.word())
                .param("open", state.open())
                .param("attempt", state.attempt())
                .param("singleTable", run.singleTable())
                .param("fullOnce", order.fullOnce())
                .param("key", key.key())
                .param("digest", key.digest())
                .param("requestedAt", Columns.time(run.requestedAt()))
                .param("cause", Json.text(run.cause()))
                .param("priority", run.priority().name())
                .param("alerting", Json.text(run.alerting()))
                .param("place", Columns.time(properties.place(run.priority(), run.requestedAt())))
                .param("plan", run.cause() instanceof RunCause.Plan plan ? (Long) plan.planId() : null)
                .param("dueAt", Columns.time(run.cause() instanceof RunCause.Plan plan ? plan.dueAt() : null))
                .param("waitUntil", Columns.time(order.patience() == null ? null : order.patience().until()))
                .param("decidedAt", Columns.time(order.patience() == null ? run.requestedAt() : null))
                .param("by", order.by())
                .param("turn", transaction.number())
                .update();
    }

    void cancelledBy(UUID run, String by) {
        jdbc.sql("UPDATE run SET cancelled_by = coalesce(cancelled_by, :by) WHERE id = :run AND finished_at IS NULL")
                .param("by", by)
                .param("run", run)
                .update();
    }

    /// @param atOnce how many tables of its source are read at once by all runs together
    void limitSource(UUID run, int atOnce) {
        jdbc.sql("UPDATE run SET source_limit = :most WHERE id = :run").param("most", atOnce).param("run", run).update();
    }

    void save(SchedulerTransaction transaction, Collection<Run> runs) {
        batches.batchUpdate(
                """
                        UPDATE run
                        SET state = ?, open_pieces = ?, discovery_attempt = ?,
                            tables = coalesce(?, tables), settled = coalesce(?, settled), failed = coalesce(?, failed), rows = ?, bytes = ?,
                            failure_code = ?, failure_message = ?, finished_at = ?, turn = ?, began_at = ?,
                            decided_at = CASE WHEN ? THEN decided_at ELSE coalesce(decided_at, ?) END, rows_read = ?, bytes_read = ?
                        WHERE id = ?
                        """,
                runs,
                Math.max(1, runs.size()),
                (statement, run) -> {
                    StateColumns state = StateColumns.of(run.state());
                    statement.setString(1, state.word());
                    statement.setInt(2, state.open());
                    statement.setInt(3, state.attempt());
                    statement.setObject(4, count(run.state(), state.tables()));
                    statement.setObject(5, count(run.state(), state.settled()));
                    statement.setObject(6, count(run.state(), state.failed()));
                    statement.setLong(7, run.rows());
                    statement.setLong(8, run.bytes());
                    statement.setString(9, Columns.code(state.failure()));
                    statement.setString(10, Columns.message(state.failure()));
                    statement.setObject(11, Columns.time(run.finishedAt()));
                    statement.setLong(12, transaction.number());
                    statement.setObject(13, Columns.time(run.beganAt()));
                    statement.setBoolean(14, run.state() instanceof RunState.Waiting);
                    statement.setObject(15, Columns.time(transaction.now()));
                    statement.setLong(16, run.rowsRead());
                    statement.setLong(17, run.bytesRead());
                    statement.setObject(18, run.id());
                });
    }

    // Other states do not count, and leave the last count as it is.
    private static @Nullable Integer count(RunState state, int number) {
        return state instanceof RunState.Running ? (Integer) number : null;
    }

    /// Ends a run whose row need not be readable.
    ///
    /// @return what it was, unless it has ended already
    Optional<Condemned> condemn(SchedulerTransaction transaction, UUID run, Failure failure) {
        return jdbc.sql("""
                        UPDATE run
                        SET state = 'FAILED', open_pieces = 0, discovery_attempt = 0, failure_code = :code, failure_message = :message,
                            decided_at = coalesce(decided_at, :now), finished_at = :now, turn = :turn
                        WHERE id = :run AND finished_at IS NULL
                        RETURNING project_id, project_name, cause, alerting
                        """)
                .param("code", Columns.code(failure))
                .param("message", Columns.message(failure))
                .param("now", Columns.time(transaction.now()))
                .param("turn", transaction.number())
                .param("run", run)
                .query((row, _) -> new Condemned(
                        row.getLong("project_id"),
                        row.getString("project_name"),
                        Columns.readable(row, "cause", RunCause.class, new RunCause.Manual(null)),
                        Columns.readable(row, "alerting", Alerting.class, Alerting.DEFAULT)))
                .optional();
    }

    record Condemned(long projectId, String projectName, RunCause cause, Alerting alerting) {}

    /// Counts the tables of a run that has ended.
    Tally tally(UUID run) {
        return jdbc.sql("""
                        UPDATE run
                        SET tables = tally.tables, settled = tally.tables, failed = tally.failed
                        FROM (
                            SELECT count(*) AS tables, count(*) FILTER (WHERE state = 'FAILED') AS failed,
                                max(attempt) FILTER (WHERE state = 'FAILED') AS attempts
                            FROM table_run
                            WHERE run_id = :run
                        ) AS tally
                        WHERE id = :run
                        RETURNING run.tables, run.failed, tally.attempts
                        """)
                .param("run", run)
                .query((row, _) -> new Tally(row.getInt("tables"), row.getInt("failed"), row.getObject("attempts", Integer.class)))
                .single();
    }

    /// What the revision that the run began with says of tables.
    TablePlans plans(UUID run) {
        return jdbc.sql("SELECT configuration, full_once FROM run WHERE id = :run")
                .param("run", run)
                .query((row, _) -> new TablePlans(
                        Columns.document(row, "configuration", ProjectRevision.class), row.getBoolean("full_once")))
                .single();
    }

    /// Whether the last whole run of the project before this one failed.
    boolean failedBefore(Run run) {
        return jdbc.sql("""
                        SELECT state = 'FAILED'
                        FROM run
                        WHERE project_id = :project AND finished_at IS NOT NULL AND state <> 'CANCELLED' AND id <> :run
                        ORDER BY finished_at DESC
                        LIMIT 1
                        """)
                .param("project", run.projectId())
                .param("run", run.id())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /// The run that has this key already.
    Optional<Keyed> findByKey(String key) {
        return jdbc.sql("SELECT id, request_digest FROM run WHERE idempotency_key = :key")
                .param("key", key)
                .query((row, _) -> new Keyed(Columns.id(row, "id"), row.getString("request_digest")))
                .optional();
    }

    /// What an earlier run was asked to do, with the revision it had.
    RunOrder orderOf(UUID run) {
        return jdbc.sql("SELECT configuration, chosen, single_table, full_once, retry_attempts, retry_backoff_ms, cause, priority, alerting FROM run WHERE id = :run")
                .param("run", run)
                .query((row, _) -> {
                    TableName[] chosen = Columns.json(row, "chosen", TableName[].class);
                    return new RunOrder(
                            Columns.document(row, "configuration", ProjectRevision.class),
                            chosen == null ? null : List.of(chosen),
                            row.getBoolean("single_table"),
                            Columns.json(row, "cause", RunCause.class, new RunCause.Manual(null)),
                            Columns.priority(row),
                            new RetryPolicy(row.getInt("retry_attempts"), Duration.ofMillis(row.getLong("retry_backoff_ms"))),
                            Columns.json(row, "alerting", Alerting.class, Alerting.DEFAULT),
                            null,
                            row.getBoolean("full_once"),
                            null);
                })
                .single();
    }

    /// The source tables that failed for at least one target.
    List<TableName> failedTables(UUID run) {
        return jdbc.sql("SELECT source_schema, source_table FROM table_run WHERE run_id = :run AND state = 'FAILED' ORDER BY number")
                .param("run", run)
                .query((row, _) -> new TableName(row.getString("source_schema"), row.getString("source_table")))
                .list();
    }

    /// Some of the source tables that are not there any more, in the order of their discovery.
    List<TableName> gone(UUID run) {
        return jdbc.sql("SELECT source_schema, source_table FROM table_run WHERE run_id = :run AND state = 'SKIPPED' ORDER BY number LIMIT :most")
                .param("run", run)
                .param("most", MOST_EXAMPLES)
                .query((row, _) -> new TableName(row.getString("source_schema"), row.getString("source_table")))
                .list();
    }

    Optional<UUID> findActive(long project) {
        return jdbc.sql("SELECT id FROM run WHERE project_id = :project AND finished_at IS NULL AND began_at IS NOT NULL LIMIT 1")
                .param("project", project)
                .query(UUID.class)
                .optional();
    }

    /// Which of the tables other runs under way write.
    ///
    /// @param run the run that asks
    Map<TableName, UUID> findOverlaps(List<String> databases, List<TableName> tables, UUID run) {
        Map<TableName, UUID> overlaps = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT run_id, table_schema, table_name
                        FROM run_target
                        JOIN unnest(CAST(:schemas AS text[]), CAST(:names AS text[])) AS wanted (schema, name)
                            ON table_schema = wanted.schema AND table_name = wanted.name
                        WHERE database = ANY(:databases)
                        AND run_id <> :run
                        """)
                .param("schemas", schemas(tables))
                .param("names", names(tables))
                .param("databases", databases.toArray(String[]::new))
                .param("run", run)
                .query(row -> {
                    overlaps.put(new TableName(row.getString("table_schema"), row.getString("table_name")), Columns.id(row, "run_id"));
                });
        return overlaps;
    }

    /// Claims tables for a run, again where it has them already.
    void claimTargets(UUID run, List<String> databases, List<TableName> tables) {
        jdbc.sql("""
                        INSERT INTO run_target (database, table_schema, table_name, run_id)
                        SELECT place.database, wanted.schema, wanted.name, :run
                        FROM unnest(:databases) AS place (database),
                            unnest(CAST(:schemas AS text[]), CAST(:names AS text[])) AS wanted (schema, name)
                        WHERE NOT EXISTS (
                            SELECT FROM run_target AS own
                            WHERE own.database = place.database AND own.table_schema = wanted.schema AND own.table_name = wanted.name
                            AND own.run_id = :run)
                        """)
                .param("run", run)
                .param("schemas", schemas(tables))
                .param("names", names(tables))
                .param("databases", databases.toArray(String[]::new))
                .update();
    }

    void releaseTargets(UUID run) {
        jdbc.sql("DELETE FROM run_target WHERE run_id = :run").param("run", run).update();
    }

    /// Some of the tables that failed, in the order of their discovery.
    List<TableFailure> failures(UUID run, List<ConnectionRef> targets) {
        return jdbc.sql("""
                        SELECT source_schema, source_table, CAST(NULL AS bigint) AS target_id, failure_code, failure_message, number
                        FROM table_run
                        WHERE run_id = :run AND state = 'FAILED' AND failure_code IS NOT NULL
                        UNION ALL
                        SELECT source_schema, source_table, target_id, load.failure_code, load.failure_message, number
                        FROM load
                        JOIN table_run ON table_run.id = table_run_id
                        WHERE load.run_id = :run AND load.state = 'FAILED' AND table_run.failure_code IS NULL
                        ORDER BY number, target_id
                        LIMIT :most
                        """)
                .param("run", run)
                .param("most", MOST_EXAMPLES)
                .query((row, _) -> new TableFailure(
                        new TableName(row.getString("source_schema"), row.getString("source_table")),
                        nameOf(row.getObject("target_id", Long.class), targets),
                        Objects.requireNonNull(Columns.failure(row))))
                .list();
    }

    private static @Nullable String nameOf(@Nullable Long target, List<ConnectionRef> targets) {
        return targets.stream()
                .filter(connection -> target != null && connection.id() == target)
                .map(ConnectionRef::name)
                .findFirst()
                .orElse(null);
    }

    private static String[] schemas(List<TableName> tables) {
        return tables.stream().map(TableName::schema).toArray(String[]::new);
    }

    private static String[] names(List<TableName> tables) {
        return tables.stream().map(TableName::table).toArray(String[]::new);
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        return new Run(
                Columns.id(row, "id"),
                row.getLong("project_id"),
                row.getString("project_name"),
                row.getLong("source_id"),
                List.of(Columns.document(row, "targets", ConnectionRef[].class)),
                row.getInt("partitions"),
                new RetryPolicy(row.getInt("retry_attempts"), Duration.ofMillis(row.getLong("retry_backoff_ms"))),
                row.getBoolean("single_table"),
                Columns.json(row, "cause", RunCause.class, new RunCause.Manual(null)),
                Columns.priority(row),
                Columns.json(row, "alerting", Alerting.class, Alerting.DEFAULT),
                Columns.moment(row, "requested_at"),
                Columns.instant(row, "began_at"),
                new StateColumns(
                                row.getString("state"),
                                row.getInt("open_pieces"),
                                row.getInt("discovery_attempt"),
                                row.getInt("tables"),
                                row.getInt("settled"),
                                row.getInt("failed"),
                                Columns.failure(row))
                        .state(),
                row.getLong("rows"),
                row.getLong("bytes"),
                row.getLong("rows_read"),
                row.getLong("bytes_read"),
                Columns.instant(row, "finished_at"));
    }

    /// @param key the caller's own name for the request, or null
    /// @param digest of the request
    record RunKey(@Nullable String key, String digest) {}

    record Keyed(UUID id, String digest) {}

    /// @param attempts how often the table was tried that was tried most among those that failed; null where none failed
    record Tally(int tables, int failed, @Nullable Integer attempts) {}
}
