package dev.syncline.dialect.mysql;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Names in back quotes. Limits: Reference Manual 8.0, 9.2 "Schema Object Names".
final class MySqlNames {

    private static final int MOST_CHARACTERS = 64;

    /// A name is a file's, too, and there a character of three bytes takes five: 50 of them fit, 64 do not.
    private static final int MOST_BYTES = 150;

    static final NameLimit LIMIT = new NameLimit(MOST_BYTES, MOST_CHARACTERS);

    private MySqlNames() {}

    static String quote(String name) {
        String refusal = refusal(name);
        if (refusal != null) {
            throw new SyncException(
                    FailureCode.UNUSABLE_NAME, "MySQL cannot have the name '%s': it %s; use another name".formatted(name.replace('\0', '?'), refusal));
        }
        return '`' + name.replace("`", "``") + '`';
    }

    static String quote(TableName table) {
        return quote(table.schema()) + '.' + quote(table.table());
    }

    private static @Nullable String refusal(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        if (name.indexOf('\0') >= 0) {
            return "holds a NUL";
        }
        if (name.endsWith(" ")) {
            return "ends with a blank";
        }
        if (name.codePoints().anyMatch(c -> c > 0xFFFF)) {
            return "holds a character above U+FFFF";
        }
        return name.length() > MOST_CHARACTERS ? "is longer than 64 characters" : null;
    }
}
