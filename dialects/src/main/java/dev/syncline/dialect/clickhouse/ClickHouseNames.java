package dev.syncline.dialect.clickhouse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.NameRules;
import org.jspecify.annotations.Nullable;

/// Names in back quotes and texts in single ones. In both a backslash begins an escape (Reference, "Syntax: Identifiers, String").
final class ClickHouseNames {

    /// A table's metadata is a file of its name, in which each byte that is no letter, digit or underscore takes three; a file's name has 255.
    private static final int MOST_BYTES = 80;

    static final NameLimit LIMIT = new NameLimit(MOST_BYTES, MOST_BYTES);

    /// `DatabaseCatalog.h` of 26.7: the last one keeps the tables of sessions.
    private static final Set<String> SYSTEM = Set.of("system", "information_schema", "_temporary_and_external_tables");

    static final NameRules RULES = new NameRules(
            "ClickHouse",
            "database",
            ((NameRules.Flaw) ClickHouseNames::refusal).or(NameRules.belongingToServer(SYSTEM)),
            ClickHouseNames::refusal,
            ((NameRules.Flaw) ClickHouseNames::refusal).or(ClickHouseColumns::flaw),
            (_, columns) -> ClickHouseColumns.flawOfAll(columns));

    private ClickHouseNames() {}

    static String quote(String name) {
        String refusal = refusal(name);
        if (refusal != null) {
            throw new SyncException(
                    FailureCode.UNUSABLE_NAME,
                    "ClickHouse cannot have the name '%s': it %s; use another name".formatted(name.replace('\0', '?'), refusal));
        }
        return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }

    static String quote(TableName table) {
        return quote(table.schema()) + '.' + quote(table.table());
    }

    static String list(List<String> names) {
        return names.stream().map(ClickHouseNames::quote).collect(Collectors.joining(", "));
    }

    /// A text as a literal.
    static String text(String value) {
        return '\'' + value.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "\\0") + '\'';
    }

    private static @Nullable String refusal(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        if (name.indexOf('\0') >= 0) {
            return "holds a NUL";
        }
        return name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES ? "is longer than 80 bytes" : null;
    }
}
