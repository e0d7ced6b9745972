package dev.syncline.dialect.read;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Reads a table page by page along a unique key, so that no query lasts long (S51 to S53, A21): each page ends with the key of its last
/// row, and the next begins behind it. All of them see the snapshot of the session, so what
/// a snapshot does not cover is not read in pages.
public final class Pages implements Parts.Open {

    /// The two queries of a page.
    public interface Queries {

        /// The key of the n-th of the rows that meet the conditions, in the key's order, as SQL literals; null where there are fewer.
        @Nullable List<String> key(List<String> conditions, int n) throws SQLException;

        /// Reads the rows that meet the conditions.
        ///
        /// @return how many they were
        long rows(List<String> conditions) throws SQLException, IOException;
    }

    private record Page(List<String> conditions, boolean isLast) {}

    private final TableName table;
    private final List<String> key;
    private final Comparisons sql;
    private final int rows;
    private @Nullable List<String> last;
    private boolean over;

    /// @param key columns of a unique key, none of which can be null
    /// @param rows of a page
    public Pages(TableName table, List<String> key, Comparisons sql, int rows) {
        this.table = table;
        this.key = List.copyOf(key);
        this.sql = sql;
        this.rows = rows;
    }

    /// Several who see the same moment may share the pages: one after the other finds where a page ends, and reads it beside the others.
    @Override
    public boolean readNext(Queries by) throws SQLException, IOException {
        Page page = next(by);
        if (page == null) {
            return false;
        }
        long read = by.rows(page.conditions());
        // Proves that the key's values have not changed their meaning on the way to a literal and back.
        if (!page.isLast() && read != rows) {
            throw new SyncException(
                    FailureCode.INTERNAL,
                    "A page of table %s had %d rows where %d were expected; read the table in one query by one session, and report this"
                            .formatted(table, read, rows));
        }
        return true;
    }

    /// By one alone, to the end.
    public void readAll(Queries by) throws SQLException, IOException {
        boolean more = true;
        while (more) {
            more = readNext(by);
        }
    }

    private synchronized @Nullable Page next(Queries by) throws SQLException {
        if (over) {
            return null;
        }
        List<String> conditions = new ArrayList<>();
        if (last != null) {
            conditions.add(sql.greater(key, last));
        }
        List<String> end = by.key(conditions, rows);
        if (end != null) {
            conditions.add(sql.atMost(key, end));
        }
        last = end;
        over = end == null;
        return new Page(conditions, over);
    }
}
