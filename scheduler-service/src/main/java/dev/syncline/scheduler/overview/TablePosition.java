package dev.syncline.scheduler.overview;

import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import org.jspecify.annotations.Nullable;

/// Where a page of tables begins: behind this table in this target.
record TablePosition(String schema, String table, long target) {

    private static final TablePosition BEGINNING = new TablePosition("", "", 0);

    // No database has it in a name.
    private static final String BETWEEN = "\0";

    /// @throws dev.syncline.kit.web.ApiException where the cursor is not one of ours
    static TablePosition of(@Nullable String cursor) {
        String position = Page.decode(cursor);
        if (position == null) {
            return BEGINNING;
        }
        String[] parts = position.split(BETWEEN, -1);
        try {
            if (parts.length == 3) {
                return new TablePosition(parts[0], parts[1], Long.parseLong(parts[2]));
            }
        } catch (NumberFormatException _) {
            // not ours
        }
        throw Cursors.notOurs();
    }

    static String after(TableStatus table) {
        return String.join(BETWEEN, table.source().schema(), table.source().table(), Long.toString(table.targetId()));
    }
}
