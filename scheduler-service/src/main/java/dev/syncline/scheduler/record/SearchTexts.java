package dev.syncline.scheduler.record;

import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;

/// Names and texts that somebody asks with.
public final class SearchTexts {

    private SearchTexts() {}

    /// @return null where none is named
    /// @throws ApiException where one of both is missing, or nothing is called so
    public static @Nullable TableName table(@Nullable String schema, @Nullable String table) {
        if (schema == null && table == null) {
            return null;
        }
        if (schema == null || table == null) {
            throw new ApiException(Problem.INVALID, "A table is named by both its schema and its table");
        }
        return new TableName(known(schema), known(table));
    }

    /// @return null where there is nothing to look for
    /// @throws ApiException where nothing has such a text
    public static @Nullable String text(@Nullable String search) {
        return search == null || search.isBlank() ? null : known(search.strip());
    }

    // PostgreSQL's text cannot hold it, and nothing is called so.
    private static String known(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new ApiException(Problem.INVALID, "A name or text cannot hold the character NUL");
        }
        return text;
    }
}
