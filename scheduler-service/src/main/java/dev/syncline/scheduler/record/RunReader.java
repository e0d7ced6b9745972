package dev.syncline.scheduler.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.leftover.LeftOverReader;
import dev.syncline.scheduler.leftover.LeftOverReader.Share;
import dev.syncline.scheduler.leftover.LeftOverView;
import dev.syncline.scheduler.record.TableView.FailedAttempt;
import dev.syncline.scheduler.record.TableView.LoadView;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads runs and their tables for people; there is one for each pool of connections, see [ReaderPool].
public class RunReader {

    private static final String RUN = """
            SELECT number, id, project_id, project_name, origin, revision, single_table, full_once, state, targets, tables, settled, failed, rows, bytes, failure_code,
                failure_message, retry_attempts, priority, cause, wait_until, requested_at, began_at, finished_at,
                (SELECT json_agg(json_build_object('projectId', project_id, 'projectName', project_name, 'state', state, 'runId', satisfying_id)
                        ORDER BY project_id)
                    FROM run_dependency
                    WHERE run_id = run.id) AS dependencies,
                (SELECT count(*) FROM table_run WHERE run_id = run.id AND table_run.state = 'SKIPPED') AS gone
            FROM run
            """;

    // Of one moment with the run itself: what it says of an ended run is true of the tables that are read behind it.
    private static final String LAST_TURN = """
            SELECT greatest(
                (SELECT turn FROM run WHERE id = :run),
                (SELECT max(turn) FROM table_run WHERE run_id = :run)) AS last_turn, shown.*
            FROM (%sWHERE id = :run) AS shown
            """.formatted(RUN);

    // What is in hand shows itself: the reading's rows are those of the extraction, until the manifest says them exactly.
    private static final String TABLE = """
            SELECT table_run.id, table_run.number, source_schema, source_table, target_schema, target_table, table_run.state, attempt,
                plan #>> '{extraction,mode}' AS extraction_mode, manifest, notes, read_report, estimated_rows, estimated_bytes, failure_code, failure_message, started_at, finished_at,
                coalesce(reading.rows, 0) AS rows, coalesce(reading.bytes, 0) AS bytes
            FROM table_run
            LEFT JOIN work AS reading ON reading.table_run_id = table_run.id AND reading.kind = 'EXTRACT' AND reading.state <> 'DONE'
            """;

    private static final TargetState NOBODY_LOOKED = new TargetState(false, List.of(), null, List.of());
    private static final LoadReport NOTHING_TOLD = new LoadReport(0, 0, 0, List.of());

    private final JdbcClient jdbc;
    private final LeftOverReader leftOvers;

    RunReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.leftOvers = new LeftOverReader(jdbc);
    }

    /// @throws ApiException where there is none
    public RunView read(UUID run) {
        return jdbc.sql(RUN + "WHERE id = :run")
                .param("run", run)
                .query(RunReader::run)
                .optional()
                .map(Numbered::value)
                .orElseThrow(() -> unknown(run));
    }

    private static ApiException unknown(UUID run) {
        return new ApiException(Problem.NOT_FOUND, "There is no run %s".formatted(run));
    }

    /// Runs, the latest first.
    List<Numbered<RunView>> list(RunFilter filter, long before, int most) {
        return jdbc.sql(RUN + """
                        WHERE number < :before
                        AND (CAST(:project AS bigint) IS NULL OR project_id = :project)
                        AND (CAST(:state AS text) IS NULL OR state = :state)
                        AND (CAST(:origin AS text) IS NULL OR origin = :origin)
                        AND (CAST(:from AS timestamptz) IS NULL OR requested_at >= :from)
                        AND (CAST(:to AS timestamptz) IS NULL OR requested_at < :to)
                        ORDER BY number DESC
                        LIMIT :most
                        """)
                .param("before", before)
                .param("project", filter.project())
                .param("state", filter.state())
                .param("origin", filter.origin())
                .param("from", Columns.time(filter.from()))
                .param("to", Columns.time(filter.to()))
                .param("most", most)
                .query(RunReader::run)
                .list();
    }

    /// Tables of a run in the order of their discovery.
    List<Numbered<TableView>> tables(RunView run, @Nullable String state, long after, int most) {
        return complete(
                run,
                jdbc.sql(TABLE + """
                                WHERE table_run.run_id = :run
                                AND table_run.number > :after
                                AND (CAST(:state AS text) IS NULL OR table_run.state = :state)
                                ORDER BY table_run.number
                                LIMIT :most
                                """)
                        .param("run", run.id())
                        .param("after", after)
                        .param("state", state)
                        .param("most", most)
                        .query(RunReader::table)
                        .list());
    }

    /// A run as it is, with the tables that a later turn than this has changed, and those that are being worked on. What is read behind the
    /// run may be newer than the turn that is returned; then it is seen twice rather than never.
    ///
    /// @throws ApiException where there is none
    Look look(UUID run, long since) {
        Look seen = jdbc.sql(LAST_TURN)
                .param("run", run)
                .query((row, number) -> new Look(row.getLong("last_turn"), run(row, number).value(), List.of()))
                .optional()
                .orElseThrow(() -> unknown(run));
        return new Look(seen.turn(), seen.run(), changed(seen.run(), since).stream().map(Numbered::value).toList());
    }

    // Two lists of ids, each by an index of its own; an OR of both would read all of the run's tables.
    private List<Numbered<TableView>> changed(RunView run, long turn) {
        return complete(
                run,
                jdbc.sql(TABLE + """
                                WHERE table_run.id IN (
                                    SELECT id
                                    FROM table_run
                                    WHERE run_id = :run AND turn > :turn
                                    UNION
                                    SELECT table_run_id
                                    FROM work
                                    WHERE run_id = :run AND state <> 'DONE' AND state IN ('ASSIGNED', 'RECALLED', 'WITHDRAWN'))
                                ORDER BY table_run.number
                                """)
                        .param("run", run.id())
                        .param("turn", turn)
                        .query(RunReader::table)
                        .list());
    }

    /// The frozen configuration and the chosen tables, as JSON texts.
    Frozen frozen(UUID run) {
        return jdbc.sql("SELECT configuration, chosen FROM run WHERE id = :run")
                .param("run", run)
                .query((row, _) -> new Frozen(row.getString("configuration"), row.getString("chosen")))
                .single();
    }

    private List<Numbered<TableView>> complete(RunView run, List<Numbered<TableView>> tables) {
        if (tables.isEmpty()) {
            return tables;
        }
        List<UUID> ids = tables.stream().map(table -> table.value().id()).toList();
        Map<UUID, List<LoadView>> loads = loads(run, ids);
        return tables.stream()
                .map(table -> new Numbered<>(
                        table.number(), withLoads(table.value(), loads.getOrDefault(table.value().id(), List.of()))))
                .toList();
    }

    private static TableView withLoads(TableView table, List<LoadView> loads) {
        return new TableView(
                table.id(), table.source(), table.target(), table.extraction(), table.state(), table.attempt(), table.rowsRead(), table.bytesRead(),
                table.estimatedRows(), table.estimatedBytes(), table.checksum(), table.nullKeys(), table.touched(), table.notes(),
                table.failure(), table.startedAt(), table.finishedAt(), loads);
    }

    private Map<UUID, List<LoadView>> loads(RunView run, List<UUID> tables) {
        Map<Long, String> names = run.targets().stream().collect(Collectors.toMap(ConnectionRef::id, ConnectionRef::name));
        Map<UUID, Map<Long, List<FailedAttempt>>> failed = failedAttempts(tables);
        Map<Share, LeftOverView> left = leftOvers.ofTables(tables);
        Map<UUID, List<LoadView>> loads = new HashMap<>();
        jdbc.sql("""
                        SELECT load.table_run_id, target_id, load.state, attempt, statements, mode, reason, inspection, report,
                            manifest, failure_code, failure_message, started_at, finished_at,
                            CASE WHEN load.state = 'GIVEN' THEN coalesce(work.rows, 0) ELSE load.rows END AS rows,
                            CASE WHEN load.state = 'GIVEN' THEN coalesce(work.bytes, 0) ELSE load.bytes END AS bytes
                        FROM load
                        LEFT JOIN work ON work.id = load.work_id
                        WHERE load.table_run_id = ANY(CAST(:tables AS uuid[]))
                        ORDER BY target_id
                        """)
                .param("tables", Columns.ids(tables))
                .query(row -> {
                    UUID table = Columns.id(row, "table_run_id");
                    List<FailedAttempt> attempts =
                            failed.getOrDefault(table, Map.of()).getOrDefault(row.getLong("target_id"), List.of());
                    loads.computeIfAbsent(table, _ -> new ArrayList<>()).add(load(row, names, attempts, left.get(new Share(table, row.getLong("target_id")))));
                });
        return loads;
    }

    private static LoadView load(ResultSet row, Map<Long, String> names, List<FailedAttempt> attempts, @Nullable LeftOverView left)
            throws SQLException {
        String[] statements = Columns.readable(row, "statements", String[].class);
        boolean loaded = row.getString("state").equals("LOADED");
        Manifest manifest = loaded ? Columns.readable(row, "manifest", Manifest.class) : null;
        TargetState found = Objects.requireNonNullElse(Columns.readable(row, "inspection", TargetState.class), NOBODY_LOOKED);
        LoadReport report = Objects.requireNonNullElse(Columns.readable(row, "report", LoadReport.class), NOTHING_TOLD);
        return new LoadView(
                row.getLong("target_id"),
                names.getOrDefault(row.getLong("target_id"), ""),
                row.getString("state"),
                row.getInt("attempt"),
                row.getLong("rows"),
                row.getLong("bytes"),
                row.getString("mode"),
                row.getString("reason"),
                found.maximum() == null || !"merge".equals(row.getString("mode")) ? List.of() : found.maximum().values(),
                found.changes(),
                manifest == null ? null : Long.toHexString(manifest.checksum()),
                manifest == null ? null : (Boolean) (manifest.rows() == row.getLong("rows")),
                report.inserted(),
                report.updated(),
                report.duplicates(),
                joined(found.notes(), report.notes()),
                left != null,
                left,
                Columns.failure(row),
                statements == null ? List.of() : List.of(statements),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "finished_at"),
                attempts);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private Map<UUID, Map<Long, List<FailedAttempt>>> failedAttempts(List<UUID> tables) {
        Map<UUID, Map<Long, List<FailedAttempt>>> attempts = new HashMap<>();
        jdbc.sql("""
                        SELECT table_run_id, target_id, attempt, failure_code, failure_message, ended_at
                        FROM failed_attempt
                        WHERE table_run_id = ANY(CAST(:tables AS uuid[]))
                        ORDER BY attempt
                        """)
                .param("tables", Columns.ids(tables))
                .query(row -> {
                    attempts.computeIfAbsent(Columns.id(row, "table_run_id"), _ -> new HashMap<>())
                            .computeIfAbsent(row.getLong("target_id"), _ -> new ArrayList<>())
                            .add(new FailedAttempt(
                                    row.getInt("attempt"),
                                    Objects.requireNonNull(Columns.failure(row)),
                                    Objects.requireNonNull(Columns.instant(row, "ended_at"))));
                });
        return attempts;
    }

    private static Numbered<RunView> run(ResultSet row, int number) throws SQLException {
        return new Numbered<>(
                row.getLong("number"),
                new RunView(
                        Columns.id(row, "id"),
                        row.getLong("project_id"),
                        row.getString("project_name"),
                        row.getString("origin"),
                        row.getLong("revision"),
                        row.getBoolean("single_table"),
                        row.getBoolean("full_once"),
                        row.getString("state"),
                        List.of(Objects.requireNonNullElse(Columns.readable(row, "targets", ConnectionRef[].class), new ConnectionRef[0])),
                        row.getInt("tables"),
                        row.getInt("settled"),
                        row.getInt("failed"),
                        row.getInt("gone"),
                        row.getLong("rows"),
                        row.getLong("bytes"),
                        Columns.failure(row),
                        row.getInt("retry_attempts"),
                        Columns.priority(row),
                        Columns.readable(row, "cause", RunCause.class),
                        dependencies(row),
                        Columns.instant(row, "wait_until"),
                        Objects.requireNonNull(Columns.instant(row, "requested_at")),
                        Columns.instant(row, "began_at"),
                        Columns.instant(row, "finished_at")));
    }

    private static List<RunView.DependencyView> dependencies(ResultSet row) throws SQLException {
        RunView.DependencyView[] all = Columns.readable(row, "dependencies", RunView.DependencyView[].class);
        return all == null ? List.of() : List.of(all);
    }

    /// What happened to the run as a whole, in order.
    List<Note> notes(UUID run) {
        return jdbc.sql("SELECT at, note FROM run_note WHERE run_id = :run ORDER BY number")
                .param("run", run)
                .query((row, _) -> new Note(Objects.requireNonNull(Columns.instant(row, "at")), row.getString("note")))
                .list();
    }

    private static Numbered<TableView> table(ResultSet row, int number) throws SQLException {
        Manifest manifest = Columns.readable(row, "manifest", Manifest.class);
        String[] notes = Columns.readable(row, "notes", String[].class);
        ReadReport report = Objects.requireNonNullElse(Columns.readable(row, "read_report", ReadReport.class), ReadReport.EMPTY);
        return new Numbered<>(
                row.getLong("number"),
                new TableView(
                        Columns.id(row, "id"),
                        new TableName(row.getString("source_schema"), row.getString("source_table")),
                        new TableName(row.getString("target_schema"), row.getString("target_table")),
                        Objects.requireNonNullElse(row.getString("extraction_mode"), "full"),
                        row.getString("state"),
                        row.getInt("attempt"),
                        manifest == null ? row.getLong("rows") : manifest.rows(),
                        manifest == null ? row.getLong("bytes") : manifest.bytes(),
                        row.getLong("estimated_rows"),
                        row.getLong("estimated_bytes"),
                        manifest == null ? null : Long.toHexString(manifest.checksum()),
                        report.nullKeys(),
                        report.touched(),
                        joined(notes == null ? List.of() : List.of(notes), report.notes()),
                        Columns.failure(row),
                        Columns.instant(row, "started_at"),
                        Columns.instant(row, "finished_at"),
                        List.of()));
    }

    /// @param number by which a page goes on
    record Numbered<T>(long number, T value) {}

    /// @param turn the last one that had changed anything of the run
    record Look(long turn, RunView run, List<TableView> tables) {}

    record Frozen(String configuration, @Nullable String chosen) {}
}
