package dev.syncline.dialect.starrocks;

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

    static final NameRules RULES = rules();

    private StarRocksNames() {}

    private static NameRules rules() {
        NameRules.Flaw any = StreamLoadNames.flaw(LIMIT);
        return new NameRules(
                StarRocks.TITLE, "database", any.or(StarRocksNames::database).or(NameRules.belongingToServer(SYSTEM)), any, any);
    }

    private static @Nullable String database(String name) {
        return DATABASE.matcher(name).matches() ? null : "does not begin with a letter, or has other characters than letters, digits and some signs";
    }
}
