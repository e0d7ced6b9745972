package dev.syncline.scheduler.leftover;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work.EndedLoad;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.LoadCleanedUp;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.scheduler.store.Columns;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What may be left in targets, in the database.
@Repository
public class LeftOvers {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final LeftOverProperties properties;

    LeftOvers(JdbcClient jdbc, JdbcTemplate batches, LeftOverProperties properties) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.properties = properties;
    }

    /// Loads that have ended without the word that nothing is left.
    public void owe(Collection<LeftOver> loads) {
        batches.batchUpdate(
                """
                        INSERT INTO leftover (load_id, fence, run_id, table_run_id, target_id, target_name, table_schema, table_name, since, look_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (load_id) DO UPDATE
                        SET fence = EXCLUDED.fence
                        """,
                loads.stream()
                        .map(load -> new Object[] {
                            load.load(), load.fence(), load.runId(), load.tableRunId(), load.target(), load.targetName(), load.table().schema(),
                            load.table().table(), Columns.time(load.since()), Columns.time(load.since().plus(properties.holdersTurn()))
                        })
                        .toList());
    }

    /// The work of a run is about to be dropped without its end: of every load that a worker may have begun, something may be in its target. Reads
    /// nothing of them that could be unreadable.
    public void oweBegun(UUID run, Instant now) {
        jdbc.sql("""
                        INSERT INTO leftover (load_id, fence, run_id, table_run_id, target_id, target_name, table_schema, table_name, since, look_at)
                        SELECT work.id, CASE WHEN work.losses = 0 THEN work.fence END, work.run_id, work.table_run_id, work.connection_id,
                            coalesce(
                                jsonb_path_query_first(
                                    run.targets, '$[*] ? (@.id == $target).name', jsonb_build_object('target', work.connection_id)) #>> '{}',
                                ''),
                            table_run.target_schema, table_run.target_table, :now, :next
                        FROM work
                        JOIN run ON run.id = work.run_id
                        JOIN table_run ON table_run.id = work.table_run_id
                        WHERE work.run_id = :run AND work.kind = 'LOAD' AND work.state <> 'DONE' AND work.fence > 0
                        ON CONFLICT (load_id) DO NOTHING
                        """)
                .param("run", run)
                .param("now", Columns.time(now))
                .param("next", Columns.time(now.plus(properties.holdersTurn())))
                .update();
    }

    /// A sweep is about to be dropped without its end.
    public void letGo(UUID sweep, Instant now) {
        jdbc.sql("UPDATE leftover SET sweep_id = NULL, look_at = :next WHERE sweep_id = :sweep")
                .param("sweep", sweep)
                .param("next", Columns.time(now.plus(LookState.LONGEST)))
                .update();
    }

    /// Takes the word of holders that nothing of their loads is left.
    ///
    /// @return the results that say something else
    public List<WorkResult> withoutCleanedUp(List<WorkResult> results) {
        Map<UUID, Long> fences = new HashMap<>();
        results.forEach(result -> {
            if (result instanceof LoadCleanedUp cleaned) {
                fences.merge(cleaned.workId(), cleaned.fence(), Math::max);
            }
        });
        if (fences.isEmpty()) {
            return results;
        }
        Set<UUID> gone = gone(fences);
        return results.stream().filter(result -> !(result instanceof LoadCleanedUp && gone.contains(result.workId()))).toList();
    }

    /// @param fences of the holders who say that nothing of their loads is left
    /// @return the loads that are no longer owed
    public Set<UUID> gone(Map<UUID, Long> fences) {
        return new HashSet<>(jdbc.sql("""
                        DELETE FROM leftover
                        USING unnest(CAST(:loads AS uuid[]), CAST(:fences AS bigint[])) AS said (load_id, fence)
                        WHERE leftover.load_id = said.load_id AND leftover.fence = said.fence
                        RETURNING leftover.load_id
                        """)
                .param("loads", Columns.ids(fences.keySet()))
                .param("fences", fences.values().toArray(Long[]::new))
                .query((row, _) -> Columns.id(row, "load_id"))
                .list());
    }

    /// Somebody else than the holder has removed what was there.
    public void foundNothing(UUID load, Instant now) {
        jdbc.sql("UPDATE leftover SET clean_since = :now, looked_at = :now, look_at = :next WHERE load_id = :load AND clean_since IS NULL")
                .param("now", Columns.time(now))
                .param("next", Columns.time(now.plus(properties.settle())))
                .param("load", load)
                .update();
    }

    /// A target has just been reached: what could not be looked at there is looked at now.
    public void reached(Collection<Long> targets, Instant now) {
        jdbc.sql("""
                        UPDATE leftover
                        SET look_at = :now
                        WHERE target_id = ANY(:targets) AND tries > 0 AND away AND NOT given_up AND look_at > :now
                        """)
                .param("now", Columns.time(now))
                .param("targets", targets.toArray(Long[]::new))
                .update();
    }

    /// Targets are about to be loaded into: whatever is known to be left there is looked at before.
    ///
    /// @return whether there is any that was not due
    boolean hurry(Collection<Long> targets, Instant now) {
        return jdbc.sql("""
                        UPDATE leftover
                        SET look_at = :now
                        WHERE target_id = ANY(:targets) AND tries > 0 AND NOT given_up AND sweep_id IS NULL AND look_at > :now
                        """)
                        .param("now", Columns.time(now))
                        .param("targets", targets.toArray(Long[]::new))
                        .update()
                > 0;
    }

    /// Targets where a look is due and none is under way, those that have waited longest first.
    List<Long> dueTargets(Instant now, int most) {
        return jdbc.sql("""
                        SELECT target_id
                        FROM leftover
                        WHERE sweep_id IS NULL AND NOT given_up AND look_at <= :now
                        AND NOT EXISTS (SELECT FROM work WHERE kind = 'SWEEP' AND connection_id = target_id)
                        GROUP BY target_id
                        ORDER BY min(look_at)
                        LIMIT :most
                        """)
                .param("now", Columns.time(now))
                .param("most", most)
                .query(Long.class)
                .list();
    }

    /// Puts loads of a target whose looks are due into one sweep, and those that could not be looked for while it was away.
    List<EndedLoad> take(UUID sweep, long target, Instant now, int most) {
        return jdbc.sql("""
                        UPDATE leftover
                        SET sweep_id = :sweep
                        WHERE load_id IN (
                            SELECT load_id
                            FROM leftover
                            WHERE target_id = :target AND sweep_id IS NULL AND NOT given_up AND (look_at <= :now OR away)
                            ORDER BY look_at
                            LIMIT :most)
                        RETURNING load_id, table_schema, table_name
                        """)
                .param("sweep", sweep)
                .param("target", target)
                .param("now", Columns.time(now))
                .param("most", most)
                .query((row, _) -> new EndedLoad(Columns.id(row, "load_id"), new TableName(row.getString("table_schema"), row.getString("table_name"))))
                .list();
    }

    /// Where the looks of a sweep stood before it.
    Map<UUID, LookState> ofSweep(UUID sweep) {
        Map<UUID, LookState> states = new HashMap<>();
        jdbc.sql("""
                        SELECT load_id, tries, look_at, clean_since, away, given_up, found, failure_code, failure_message
                        FROM leftover
                        WHERE sweep_id = :sweep
                        """)
                .param("sweep", sweep)
                .query(row -> {
                    states.put(Columns.id(row, "load_id"), state(row));
                });
        return states;
    }

    private static LookState state(ResultSet row) throws SQLException {
        Remnant[] found = Columns.json(row, "found", Remnant[].class);
        return new LookState(
                row.getInt("tries"),
                Columns.moment(row, "look_at"),
                Columns.instant(row, "clean_since"),
                row.getBoolean("away"),
                row.getBoolean("given_up"),
                found == null ? List.of() : List.of(found),
                Columns.failure(row));
    }

    /// Writes what a sweep has shown.
    void save(Map<UUID, LookState> looked, Instant now) {
        batches.batchUpdate(
                """
                        UPDATE leftover
                        SET tries = ?, look_at = ?, looked_at = ?, clean_since = ?, away = ?, given_up = ?, found = CAST(? AS jsonb), failure_code = ?,
                            failure_message = ?, sweep_id = NULL
                        WHERE load_id = ?
                        """,
                looked.entrySet().stream()
                        .map(entry -> {
                            LookState state = entry.getValue();
                            return new Object[] {
                                state.tries(), Columns.time(state.lookAt()), Columns.time(now), Columns.time(state.cleanSince()), state.away(),
                                state.givenUp(), Columns.json(state.found()), Columns.code(state.failure()), Columns.message(state.failure()),
                                entry.getKey()
                            };
                        })
                        .toList());
    }

    void delete(Collection<UUID> loads) {
        jdbc.sql("DELETE FROM leftover WHERE load_id = ANY(CAST(:loads AS uuid[]))").param("loads", Columns.ids(loads)).update();
    }
}
