package dev.syncline.dialect.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.NameRules;
import org.jspecify.annotations.Nullable;

/// Names in double quotes. PostgreSQL cuts a name after 63 bytes with a notice only, so that two names become one table: here it is refused.
final class PostgreSqlNames {

    static final int MOST_BYTES = 63;

    static final NameLimit LIMIT = new NameLimit(MOST_BYTES, MOST_BYTES);

    /// All that begin so are the server's own (5.10.5 "The System Catalog Schema"): CREATE SCHEMA refuses them, but those that are there are taken.
    private static final String SYSTEM_PREFIX = "pg_";

    /// 5.6 "System Columns": each table has them.
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private PostgreSqlNames() {}

    /// @param system schemas of the server's own beside those that every PostgreSQL has, in small letters
    /// @param systemColumns that each table has beside PostgreSQL's own
    static NameRules rules(String title, Set<String> system, Set<String> systemColumns) {
        Set<String> own = new HashSet<>(system);
        own.add("information_schema");
        NameRules.Flaw kept = PostgreSqlNames::refusal;
        NameRules.Flaw schema = kept.or(name -> NameRules.folded(name).startsWith(SYSTEM_PREFIX) ? "begins with pg_, as the server's own do" : null)
                .or(NameRules.belongingToServer(own));
        Set<String> columns = new HashSet<>(SYSTEM_COLUMNS);
        columns.addAll(systemColumns);
        return new NameRules(title, "schema", schema, kept, kept.or(name -> columns.contains(name) ? "is the name of a system column" : null));
    }

    static String quote(String name) {
        String refusal = refusal(name);
        if (refusal != null) {
            throw new SyncException(
                    FailureCode.UNUSABLE_NAME,
                    "PostgreSQL cannot have the name '%s': it %s; use another name".formatted(name.replace('\0', '?'), refusal));
        }
        return '"' + name.replace("\"", "\"\"") + '"';
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
        return name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES ? "is longer than 63 bytes" : null;
    }

    /// A name with a suffix, its own part shortened between characters so that both fit, as PostgreSQL does for its own index names.
    static String withSuffix(String name, String suffix) {
        String own = name;
        while ((own + suffix).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            own = own.substring(0, own.offsetByCodePoints(own.length(), -1));
        }
        return own + suffix;
    }
}
