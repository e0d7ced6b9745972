package dev.syncline.scheduler.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.scheduler.record.ChangesQuery.Answer;
import dev.syncline.scheduler.record.ChangesQuery.ChangedRun;
import dev.syncline.scheduler.record.ChangesQuery.ChangedTable;
import dev.syncline.scheduler.record.RunReader.Numbered;
import dev.syncline.scheduler.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads what has changed, for all who watch: five statements, however many runs that are. What is read behind the runs may be newer than the turn that is returned; then it is
/// seen twice rather than never.
final class ChangeReader {

    private static final String RUNS = """
            SELECT newest.last_turn, shown.*
            FROM (SELECT coalesce(max(turn), 0) AS last_turn FROM run) AS newest
            LEFT JOIN (
                %s
                WHERE id IN (
                    SELECT unnest(CAST(:starting AS uuid[]))
                    UNION
                    SELECT id FROM run WHERE id = ANY(CAST(:watched AS uuid[])) AND turn > :since
                    UNION
                    (SELECT id FROM run WHERE turn > :since ORDER BY turn DESC LIMIT :most))
            ) AS shown ON true
            ORDER BY shown.turn
            """.formatted(RunReader.RUN);

    // What waits for its first turn is left out: it may be 10,000 tables, of which there is nothing to tell. Each part goes by an index of its own; an OR of them would read all
    // of the run's tables.
    private static final String TABLES = """
            WITH watched AS (
                SELECT run, since, unsettled
                FROM unnest(CAST(:runs AS uuid[]), CAST(:since AS bigint[]), CAST(:unsettled AS boolean[])) AS watched (run, since, unsettled)
            ), chosen AS (
                SELECT id, bool_or(changed) AS changed, bool_or(in_hand) AS in_hand
                FROM (
                    SELECT later.id, true AS changed, false AS in_hand
                    FROM watched
                    CROSS JOIN LATERAL (
                        SELECT id
                        FROM table_run
                        WHERE run_id = run AND turn > since AND (state <> 'WAITING' OR attempt > 1)
                        ORDER BY turn DESC
                        LIMIT :most
                    ) AS later
                    UNION ALL
                    SELECT unsettled.id, false, false
                    FROM watched
                    CROSS JOIN LATERAL (
                        SELECT id
                        FROM table_run
                        WHERE unsettled AND run_id = run AND state NOT IN ('LOADED', 'FAILED', 'CANCELLED', 'SKIPPED')
                        ORDER BY state = 'WAITING', number
                        LIMIT :shown
                    ) AS unsettled
                    UNION ALL
                    SELECT table_run_id, false, true
                    FROM work
                    WHERE run_id = ANY(CAST(:runs AS uuid[])) AND state <> 'DONE' AND state IN ('ASSIGNED', 'RECALLED', 'WITHDRAWN')
                    AND table_run_id IS NOT NULL
                ) AS found
                GROUP BY id
            )
            SELECT %s, chosen.changed, chosen.in_hand
            %s
            JOIN chosen ON chosen.id = table_run.id
            ORDER BY table_run.turn, table_run.number
            """.formatted(RunReader.TABLE_COLUMNS, RunReader.TABLE_FROM);

    private final JdbcClient jdbc;
    private final RunReader runs;

    ChangeReader(JdbcClient jdbc, RunReader runs) {
        this.jdbc = jdbc;
        this.runs = runs;
    }

    Answer read(ChangesQuery question) {
        List<ChangedRun> changed = new ArrayList<>();
        long[] newest = new long[1];
        jdbc.sql(RUNS)
                .param("starting", Columns.ids(question.starting()))
                .param("watched", Columns.ids(question.watched()))
                .param("since", question.since())
                .param("most", question.everything() ? ChangesQuery.MOST + 1 : 0)
                .query(row -> {
                    newest[0] = row.getLong("last_turn");
                    if (row.getObject("id") != null) {
                        changed.add(new ChangedRun(row.getLong("turn"), RunReader.run(row, 0).value()));
                    }
                });
        return new Answer(newest[0], changed, question.tables().isEmpty() ? List.of() : tables(question, changed));
    }

    private List<ChangedTable> tables(ChangesQuery question, List<ChangedRun> changed) {
        Map<UUID, RunView> known = new HashMap<>(question.known());
        changed.forEach(run -> known.put(run.run().id(), run.run()));
        List<Place> places = new ArrayList<>();
        List<Numbered<TableRecord>> found = jdbc.sql(TABLES)
                .param("runs", Columns.ids(question.tables().stream().map(ChangesQuery.OfRun::run).toList()))
                .param("since", question.tables().stream().map(ChangesQuery.OfRun::since).toArray(Long[]::new))
                .param("unsettled", question.tables().stream().map(ChangesQuery.OfRun::unsettled).toArray(Boolean[]::new))
                .param("most", ChangesQuery.MOST + 1)
                .param("shown", ChangesQuery.MOST)
                .query((row, number) -> {
                    places.add(new Place(Columns.id(row, "run_id"), row.getLong("turn"), row.getBoolean("changed"), row.getBoolean("in_hand")));
                    return RunReader.table(row, number);
                })
                .list();
        List<Numbered<TableRecord>> complete = runs.complete(known.values(), found);
        List<ChangedTable> tables = new ArrayList<>();
        for (int i = 0; i < complete.size(); i++) {
            Place place = places.get(i);
            tables.add(new ChangedTable(place.run(), place.turn(), place.changed(), place.inHand(), complete.get(i).value()));
        }
        return tables;
    }

    private record Place(UUID run, long turn, boolean changed, boolean inHand) {}
}
