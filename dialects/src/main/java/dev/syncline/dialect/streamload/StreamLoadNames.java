package dev.syncline.dialect.streamload;

import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.NameRules;

/// Names in back quotes and texts in single ones.
public final class StreamLoadNames {

    private StreamLoadNames() {}

    /// @throws SyncException with `UNUSABLE_NAME` where it has a NUL, or is empty or longer than any name here
    public static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new SyncException(
                    FailureCode.UNUSABLE_NAME,
                    "There is no name '%s': it %s; use another name".formatted(name.replace('\0', '?'), name.isEmpty() ? "is empty" : "holds a NUL"));
        }
        return '`' + name.replace("`", "``") + '`';
    }

    /// What is wrong with any name, however it is used.
    public static NameRules.Flaw flaw(NameLimit limit) {
        return name -> name.isEmpty()
                ? "is empty"
                : name.indexOf('\0') >= 0 ? "holds a NUL" : limit.allows(name) ? null : "is longer than %d characters".formatted(limit.characters());
    }

    /// An account as GRANT has it: texts in single quotes, in which a backslash begins an escape.
    public static String account(Grantee to) {
        return text(to.user()) + '@' + text(to.host());
    }

    static String quote(TableName table) {
        return quote(table.schema()) + '.' + quote(table.table());
    }

    public static String list(List<String> names) {
        return names.stream().map(StreamLoadNames::quote).collect(Collectors.joining(", "));
    }

    /// A text as a literal.
    static String text(String value) {
        return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }
}
