package dev.syncline.scheduler.leftover;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkResult.Remnant;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads what may be left in targets.
@Component
public class LeftOverReader {

    private static final String VIEW = """
            SELECT load_id, run_id, table_run_id, target_id, target_name, table_schema, table_name, since, tries, look_at, looked_at, clean_since, given_up,
                found, failure_code, failure_message
            FROM leftover
            """;

    private final JdbcClient jdbc;

    public LeftOverReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Of the loads of tables of runs, by the table's and the target's id; the worst where there are several.
    public Map<Share, LeftOverView> ofTables(Collection<UUID> tables) {
        Map<Share, LeftOverView> found = new HashMap<>();
        jdbc.sql(VIEW + "WHERE table_run_id = ANY(CAST(:tables AS uuid[])) ORDER BY tries, since")
                .param("tables", Columns.ids(tables))
                .query(row -> {
                    found.put(new Share(Columns.id(row, "table_run_id"), row.getLong("target_id")), view(row));
                });
        return found;
    }

    /// Those that have been there for longest first.
    List<LeftOverView> list(@Nullable Long target, int most) {
        return jdbc.sql(VIEW + """
                        WHERE tries > 0 AND (CAST(:target AS bigint) IS NULL OR target_id = :target)
                        ORDER BY since, load_id
                        LIMIT :most
                        """)
                .param("target", target)
                .param("most", most)
                .query((row, _) -> view(row))
                .list();
    }

    private static LeftOverView view(ResultSet row) throws SQLException {
        Remnant[] found = Columns.json(row, "found", Remnant[].class);
        boolean givenUp = row.getBoolean("given_up");
        int tries = row.getInt("tries");
        String state = givenUp ? LeftOverView.GIVEN_UP : tries > 0 ? LeftOverView.LEFT : LeftOverView.CLEANING;
        return new LeftOverView(
                Columns.id(row, "load_id"),
                Columns.id(row, "run_id"),
                row.getLong("target_id"),
                row.getString("target_name"),
                new TableName(row.getString("table_schema"), row.getString("table_name")),
                state,
                Columns.moment(row, "since"),
                tries,
                found == null ? List.of() : List.of(found),
                Columns.failure(row),
                Columns.instant(row, "looked_at"),
                givenUp ? null : Columns.instant(row, "look_at"));
    }

    /// One target's share of a table.
    public record Share(UUID table, long target) {}
}
