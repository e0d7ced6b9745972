package dev.syncline.scheduler.run;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.syncline.contracts.table.TableName;

/// What no database calls a table. Who asks for a table may write anything.
public final class TableNames {

    // MySQL allows 64 characters, PostgreSQL 63 bytes; an index of ours takes 2,700 bytes.
    private static final int LONGEST = 128;

    private TableNames() {}

    /// What speaks against a name, in a short sentence: it may be told in an event.
    public static Optional<String> objection(TableName name) {
        return objection("schema", name.schema()).or(() -> objection("table", name.table()));
    }

    private static Optional<String> objection(String what, String name) {
        if (name.length() > LONGEST) {
            return Optional.of("The name of a %s has %d characters and begins with %s; no database allows more than %d, so check it"
                    .formatted(what, name.length(), name.substring(0, 20), LONGEST));
        }
        if (name.equals("*")) {
            return Optional.of("A %s is named *, which is a pattern, and patterns are not understood; name each table".formatted(what));
        }
        if (name.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            return Optional.of("The name of a %s holds a character that no database allows; check it".formatted(what));
        }
        return Optional.empty();
    }
}
