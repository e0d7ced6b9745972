package dev.syncline.scheduler.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
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
import dev.syncline.scheduler.record.RunSamples.Sample;
import dev.syncline.scheduler.record.TableRecord.FailedAttempt;
import dev.syncline.scheduler.record.TableRecord.LoadView;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads runs and their tables for people; there is one for each pool of connections, see [ReaderPool].
public class RunReader {

    static final String RUN = """
            SELECT number, turn, id, project_id, project_name, origin, revision, single_table, full_once, state, targets, tables, settled, failed, rows, bytes, rows_read, bytes_read, failure_code,
                failure_message, retry_attempts, priority, cause, wait_until, requested_at, began_at, finished_at, requested_by, cancelled_by,
                (SELECT coalesce(max(number), 0) FROM run_log WHERE run_id = run.id) AS logged,
                (SELECT json_agg(json_build_object('projectId', project_id, 'projectName', project_name, 'state', state, 'runId', satisfying_id)
                        ORDER BY project_id)
                    FROM run_dependency
                    WHERE run_id = run.id) AS dependencies,
                (SELECT count(*) FROM table_run WHERE run_id = run.id AND table_run.state = 'SKIPPED') AS gone,
                CASE WHEN finished_at IS NULL THEN (
                    SELECT min(waits_for)
                    FROM work
                    WHERE run_id = run.id AND state <> 'DONE' AND state = 'ASSIGNED') END AS waits_for
            FROM run
            """;

    // What is in hand shows itself: the reading's rows are those of the extraction, until the manifest says them exactly.
    static final String TABLE_COLUMNS = """
            table_run.id, table_run.run_id, table_run.number, table_run.turn, source_schema, source_table, target_schema, target_table, table_run.state, attempt,
                plan #>> '{extraction,mode}' AS extraction_mode, manifest, times, notes, read_report, estimated_rows, estimated_bytes, failure_code, failure_message, started_at, finished_at,
                coalesce(reading.rows, 0) AS rows, coalesce(reading.bytes, 0) AS bytes""";
    static final String TABLE_FROM = """
            FROM table_run
            LEFT JOIN work AS reading ON reading.table_run_id = table_run.id AND reading.kind = 'EXTRACT' AND reading.state <> 'DONE'
            """;
    private static final String TABLE = "SELECT %s\n%s".formatted(TABLE_COLUMNS, TABLE_FROM);

    private static final String FILTER = """
            (CAST(:project AS bigint) IS NULL OR project_id = :project)
            AND (cardinality(CAST(:states AS text[])) = 0 OR state = ANY(:states))
            AND (cardinality(CAST(:origins AS text[])) = 0 OR origin = ANY(:origins))
            AND (CAST(:plan AS bigint) IS NULL OR plan_id = :plan)
            AND (CAST(:schema AS text) IS NULL
                OR EXISTS (SELECT FROM table_run WHERE table_run.run_id = run.id AND source_schema = :schema AND source_table = :table))
            AND (CAST(:text AS text) IS NULL OR position(lower(:text) IN lower(project_name)) > 0)
            AND (CAST(:from AS timestamptz) IS NULL OR requested_at >= :from)
            AND (CAST(:to AS timestamptz) IS NULL OR requested_at < :to)
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

    /// Runs under way, the oldest first.
    public List<RunView> underWay(int most) {
        return jdbc.sql(RUN + "WHERE finished_at IS NULL AND began_at IS NOT NULL ORDER BY number LIMIT :most")
                .param("most", most)
                .query(RunReader::run)
                .list()
                .stream()
                .map(Numbered::value)
                .toList();
    }

    /// Runs, the latest first.
    List<Numbered<RunView>> list(RunFilter filter, long before, int most) {
        return filtered(RUN + "WHERE number < :before AND " + FILTER + "ORDER BY number DESC LIMIT :most", filter)
                .param("before", before)
                .param("most", most)
                .query(RunReader::run)
                .list();
    }

    /// How many runs there were, by when they were asked for and how they stand.
    ///
    /// @param from with which the first of the spans begins
    List<Span> histogram(RunFilter filter, Instant from, Duration span) {
        Map<Instant, Map<String, Integer>> spans = new TreeMap<>();
        filtered("""
                        SELECT date_bin(make_interval(secs => :span), requested_at, CAST(:first AS timestamptz)) AS at, state, count(*) AS runs
                        FROM run
                        WHERE %sGROUP BY 1, 2
                        """.formatted(FILTER), filter)
                .param("span", span.toMillis() / 1000.0)
                .param("first", Columns.time(from))
                .query(row -> {
                    spans.computeIfAbsent(Columns.moment(row, "at"), _ -> new TreeMap<>()).put(row.getString("state"), row.getInt("runs"));
                });
        return spans.entrySet().stream().map(entry -> new Span(entry.getKey(), entry.getValue())).toList();
    }

    /// @param from it lasts until the next one would begin
    /// @param runs how many, by state
    record Span(Instant from, Map<String, Integer> runs) {}

    private JdbcClient.StatementSpec filtered(String statement, RunFilter filter) {
        return jdbc.sql(statement)
                .param("project", filter.project())
                .param("states", filter.states().toArray(String[]::new))
                .param("origins", filter.origins().toArray(String[]::new))
                .param("plan", filter.plan())
                .param("schema", filter.table() == null ? null : filter.table().schema())
                .param("table", filter.table() == null ? null : filter.table().table())
                .param("text", filter.text())
                .param("from", Columns.time(filter.from()))
                .param("to", Columns.time(filter.to()));
    }

    /// A table of a run.
    ///
    /// @throws ApiException where there is none
    public TableRecord readTable(UUID run, UUID table) {
        RunView view = read(run);
        List<Numbered<TableRecord>> found = jdbc.sql(TABLE + "WHERE table_run.id = :table AND table_run.run_id = :run")
                .param("table", table)
                .param("run", run)
                .query(RunReader::table)
                .list();
        return complete(List.of(view), found).stream().findFirst().map(Numbered::value).orElseThrow(
                () -> new ApiException(Problem.NOT_FOUND, "Run %s has no table %s".formatted(run, table)));
    }

    /// Tables of a run in the order of their discovery.
    List<Numbered<TableRecord>> tables(RunView run, @Nullable String state, long after, int most) {
        return complete(
                List.of(run),
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

    /// The latest runs of a table of a project, the latest first.
    public List<TableInRun> runsOf(long project, TableName table, long before, int most) {
        Map<UUID, UUID> found = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT table_run.id, table_run.run_id
                        FROM table_run
                        JOIN run ON run.id = table_run.run_id
                        WHERE source_schema = :schema AND source_table = :table AND run.project_id = :project AND table_run.number < :before
                        ORDER BY table_run.number DESC
                        LIMIT :most
                        """)
                .param("schema", table.schema())
                .param("table", table.table())
                .param("project", project)
                .param("before", before)
                .param("most", most)
                .query(row -> {
                    found.put(Columns.id(row, "id"), Columns.id(row, "run_id"));
                });
        Map<UUID, RunView> runs = jdbc.sql(RUN + "WHERE id = ANY(CAST(:ids AS uuid[]))")
                .param("ids", Columns.ids(found.values()))
                .query(RunReader::run)
                .list()
                .stream()
                .map(Numbered::value)
                .collect(Collectors.toMap(RunView::id, Function.identity()));
        List<Numbered<TableRecord>> tables = jdbc.sql(TABLE + "WHERE table_run.id = ANY(CAST(:ids AS uuid[])) ORDER BY table_run.number DESC")
                .param("ids", Columns.ids(found.keySet()))
                .query(RunReader::table)
                .list();
        return complete(runs.values(), tables).stream()
                .flatMap(it -> Optional.ofNullable(found.get(it.value().id())).map(runs::get).map(run -> inRun(it, run)).stream())
                .toList();
    }

    private static TableInRun inRun(Numbered<TableRecord> table, RunView run) {
        return new TableInRun(table.number(), run.id(), run.origin(), run.state(), run.requestedAt(), table.value());
    }

    /// How far a run was at some instants.
    List<Sample> samples(UUID run) {
        return RunSamples.read(jdbc, run);
    }

    /// The frozen configuration and the chosen tables, as JSON texts.
    Frozen frozen(UUID run) {
        return jdbc.sql("SELECT configuration, chosen FROM run WHERE id = :run")
                .param("run", run)
                .query((row, _) -> new Frozen(row.getString("configuration"), row.getString("chosen")))
                .single();
    }

    /// Tables with their loads.
    ///
    /// @param runs which they are of
    List<Numbered<TableRecord>> complete(Collection<RunView> runs, List<Numbered<TableRecord>> tables) {
        if (tables.isEmpty()) {
            return tables;
        }
        List<UUID> ids = tables.stream().map(table -> table.value().id()).toList();
        Map<UUID, List<LoadView>> loads = loads(runs, ids);
        return tables.stream()
                .map(table -> new Numbered<>(
                        table.number(), withLoads(table.value(), loads.getOrDefault(table.value().id(), List.of()))))
                .toList();
    }

    private static TableRecord withLoads(TableRecord table, List<LoadView> loads) {
        return new TableRecord(
                table.id(), table.source(), table.target(), table.extraction(), table.state(), table.attempt(), table.rowsRead(), table.bytesRead(),
                table.estimatedRows(), table.estimatedBytes(), table.checksum(), table.nullKeys(), table.touched(), table.notes(),
                table.pace(), table.failure(), table.startedAt(), table.finishedAt(), table.attempts(), loads);
    }

    private Map<UUID, List<LoadView>> loads(Collection<RunView> runs, List<UUID> tables) {
        Map<UUID, Map<Long, String>> names = runs.stream().collect(Collectors.toMap(
                RunView::id, run -> run.targets().stream().collect(Collectors.toMap(ConnectionRef::id, ConnectionRef::name))));
        Map<UUID, Map<Long, List<FailedAttempt>>> failed = failedAttempts(tables);
        Map<Share, LeftOverView> left = leftOvers.ofTables(tables);
        Map<UUID, List<LoadView>> loads = new HashMap<>();
        jdbc.sql("""
                        SELECT load.table_run_id, load.run_id, target_id, load.state, attempt, statements, mode, reason, inspection, report,
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
                    loads.computeIfAbsent(table, _ -> new ArrayList<>()).add(load(
                            row, names.getOrDefault(Columns.id(row, "run_id"), Map.of()), attempts, left.get(new Share(table, row.getLong("target_id")))));
                });
        return loads;
    }

    private static LoadView load(ResultSet row, Map<Long, String> names, List<FailedAttempt> attempts, @Nullable LeftOverView left)
            throws SQLException {
        String[] statements = Columns.readable(row, "statements", String[].class);
        boolean loaded = row.getString("state").equals("LOADED");
        Manifest manifest = loaded ? Columns.readable(row, "manifest", Manifest.class) : null;
        TargetState found = Columns.readable(row, "inspection", TargetState.class, NOBODY_LOOKED);
        LoadReport report = Columns.readable(row, "report", LoadReport.class, NOTHING_TOLD);
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
                report.pace(),
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
                                    Columns.moment(row, "ended_at")));
                });
        return attempts;
    }

    static Numbered<RunView> run(ResultSet row, int number) throws SQLException {
        return new Numbered<>(
                row.getLong("number"),
                new RunView(
                        Columns.id(row, "id"),
                        row.getLong("project_id"),
                        row.getString("project_name"),
                        row.getString("origin"),
                        row.getString("requested_by"),
                        row.getLong("revision"),
                        row.getBoolean("single_table"),
                        row.getBoolean("full_once"),
                        row.getString("state"),
                        List.of(Columns.readable(row, "targets", ConnectionRef[].class, new ConnectionRef[0])),
                        row.getInt("tables"),
                        row.getInt("settled"),
                        row.getInt("failed"),
                        row.getInt("gone"),
                        row.getLong("rows"),
                        row.getLong("bytes"),
                        row.getLong("rows_read"),
                        row.getLong("bytes_read"),
                        Columns.failure(row),
                        row.getInt("retry_attempts"),
                        Columns.priority(row),
                        Columns.readable(row, "cause", RunCause.class),
                        dependencies(row),
                        row.getString("waits_for"),
                        Columns.instant(row, "wait_until"),
                        Columns.moment(row, "requested_at"),
                        Columns.instant(row, "began_at"),
                        Columns.instant(row, "finished_at"),
                        row.getString("cancelled_by"),
                        row.getLong("logged")));
    }

    private static List<RunView.DependencyView> dependencies(ResultSet row) throws SQLException {
        RunView.DependencyView[] all = Columns.readable(row, "dependencies", RunView.DependencyView[].class);
        return all == null ? List.of() : List.of(all);
    }

    /// What happened to the run as a whole, in order.
    List<Note> notes(UUID run) {
        return jdbc.sql("SELECT at, note FROM run_note WHERE run_id = :run ORDER BY number")
                .param("run", run)
                .query((row, _) -> new Note(Columns.moment(row, "at"), row.getString("note")))
                .list();
    }

    static Numbered<TableRecord> table(ResultSet row, int number) throws SQLException {
        Manifest manifest = Columns.readable(row, "manifest", Manifest.class);
        String[] notes = Columns.readable(row, "notes", String[].class);
        ReadReport report = Columns.readable(row, "read_report", ReadReport.class, ReadReport.EMPTY);
        return new Numbered<>(
                row.getLong("number"),
                new TableRecord(
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
                        report.pace(),
                        Columns.failure(row),
                        Columns.instant(row, "started_at"),
                        Columns.instant(row, "finished_at"),
                        List.of(Columns.readable(row, "times", AttemptTimes[].class, new AttemptTimes[0])),
                        List.of()));
    }

    /// @param number by which a page goes on
    record Numbered<T>(long number, T value) {}

    record Frozen(String configuration, @Nullable String chosen) {}
}
