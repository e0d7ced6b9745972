package dev.syncline.dialect.starrocks;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.dialect.NameRules;
import dev.syncline.dialect.streamload.StreamLoadNames;
import org.jspecify.annotations.Nullable;

/// What StarRocks takes as names: `FeNameFormat` of 4.1, and what its front end was seen to do.
final class StarRocksNames {

    /// A name may have 1,024 characters there; no source has one longer than this.
    static final NameLimit LIMIT = new NameLimit(256, 64);

    private static final Pattern DATABASE = Pattern.compile("(?:[a-zA-Z]|_[a-zA-Z0-9])[\\w~!@#$%^&<>=+-]{0,254}");

    /// `InfoSchemaDb`, `SysDb`, `StatsConstants.STATISTICS_DB_NAME`, and the ones that the manager and the audit loader make.
    private static final Set<String> SYSTEM =
            Set.of("information_schema", "sys", "_statistics_", "mysql", "__internal_schema", "starrocks_monitor", "starrocks_audit_db__");

    /// Signs that a delete's condition is cut at, where the rows are not kept in an object store.
    private static final Pattern SIGNS = Pattern.compile("[=<>!*]");
    private static final Set<String> RESERVED = Set.of("__op", "__row", "___count___");
    private static final List<String> RESERVED_BEGINNINGS = List.of("__starrocks_shadow_", "__generated_partition_column_");

    static final NameRules RULES = rules();

    private StarRocksNames() {}

    private static NameRules rules() {
        // `a``b` became `ab` on a front end of 4.1, without a word.
        NameRules.Flaw any = StreamLoadNames.flaw(LIMIT).or(name -> name.indexOf('`') < 0 ? null : "holds a back quote, which would be dropped");
        return new NameRules(
                StarRocks.TITLE, "database", any.or(StarRocksNames::database).or(NameRules.belongingToServer(SYSTEM)), any, any.or(StarRocksNames::column),
                (_, columns) -> NameRules.inTwoCases(columns));
    }

    private static @Nullable String column(String name) {
        if (SIGNS.matcher(name).find()) {
            return "holds one of the signs = < > ! *";
        }
        String folded = NameRules.folded(name);
        return RESERVED.contains(folded) || RESERVED_BEGINNINGS.stream().anyMatch(folded::startsWith) ? NameRules.SERVERS_OWN : null;
    }

    private static @Nullable String database(String name) {
        return DATABASE.matcher(name).matches() ? null : "does not begin with a letter, or has other characters than letters, digits and some signs";
    }
}
