package dev.syncline.scheduler.store;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads rows each by itself: one that this version cannot read, such as for a word it does not know, is left out of what was asked for and spoils no
/// other. The run it belongs to is remembered until whoever has the transaction ends it.
@Component
public class Unreadable {

    private final Map<UUID, RuntimeException> runs = new ConcurrentHashMap<>();

    /// @param run the column with the run that a row belongs to
    public <T> List<T> list(JdbcClient.StatementSpec query, String run, RowMapper<T> mapper) {
        List<T> rows = new ArrayList<>();
        query.query((ResultSet row) -> {
            try {
                rows.add(mapper.mapRow(row, rows.size()));
            } catch (RuntimeException e) {
                leave(Columns.id(row, run), e);
            }
        });
        return rows;
    }

    public void leave(UUID run, RuntimeException reason) {
        runs.putIfAbsent(run, reason);
    }

    /// The run has been ended for another reason, or for this one.
    public void settled(UUID run) {
        runs.remove(run);
    }

    /// What has been left out since the last call, by run.
    public Map<UUID, RuntimeException> take() {
        Map<UUID, RuntimeException> taken = Map.copyOf(runs);
        taken.keySet().forEach(runs::remove);
        return taken;
    }
}
