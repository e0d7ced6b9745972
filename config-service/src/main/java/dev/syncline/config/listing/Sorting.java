package dev.syncline.config.listing;

import java.util.Map;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How a list is ordered, and after which row a page of it begins: by what somebody has chosen and then by id, so that pages leave nothing out and show
/// nothing twice, whatever is saved between two of them.
///
/// @param word as the request has it, such as `-name`
/// @param after null for the first page
public record Sorting(String word, Column column, boolean descending, @Nullable Position after) {

    private static final String SEPARATOR = "\n";

    /// Something to sort by.
    ///
    /// @param sql an expression that is never null; it stands in a statement whose rows have an `id`
    /// @param number whether it is a whole number, not a text
    public record Column(String sql, boolean number) {}

    /// @param key what the row is sorted by, as text
    public record Position(String key, long id) {}

    /// @param word a name of the columns, after a hyphen for the greatest first
    /// @throws ApiException where nothing can be sorted by that, or the cursor is of another order
    public static Sorting of(String word, @Nullable String cursor, Map<String, Column> columns) {
        boolean descending = word.startsWith("-");
        Column column = columns.get(descending ? word.substring(1) : word);
        if (column == null) {
            throw new ApiException(Problem.INVALID, "sort is not one of %s, after a hyphen for the greatest first".formatted(columns.keySet().stream().sorted().toList()));
        }
        String position = Page.decode(cursor);
        return new Sorting(word, column, descending, position == null ? null : position(word, column, position));
    }

    private static Position position(String word, Column column, String position) {
        String[] parts = position.split(SEPARATOR, 3);
        if (parts.length < 3 || !parts[0].equals(word) || parts[2].indexOf('\0') >= 0) {
            throw Cursors.notOurs();
        }
        try {
            if (column.number()) {
                long _ = Long.parseLong(parts[2]);
            }
            return new Position(parts[2], Long.parseLong(parts[1]));
        } catch (NumberFormatException _) {
            throw Cursors.notOurs();
        }
    }

    /// The position of a row, for a page's cursor.
    public String of(long id, String key) {
        return String.join(SEPARATOR, word, Long.toString(id), key);
    }

    /// What a row is sorted by, for the statement's list of columns.
    public String selected() {
        return "CAST(%s AS text) AS sort_key".formatted(column.sql());
    }

    /// A condition for the rows of the page.
    ///
    /// @param id as the statement calls it
    public String condition(String id) {
        return after == null ? "true" : "(%s, %s) %s (CAST(:sortKey AS %s), :afterId)".formatted(column.sql(), id, descending ? "<" : ">", column.number() ? "bigint" : "text");
    }

    public String order(String id) {
        String direction = descending ? " DESC" : "";
        return "%s%s, %s%s".formatted(column.sql(), direction, id, direction);
    }

    /// Gives a statement that has [#condition] what that asks for.
    public JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        return after == null ? statement : statement.param("sortKey", after.key()).param("afterId", after.id());
    }
}
