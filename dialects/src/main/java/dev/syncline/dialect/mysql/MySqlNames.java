package dev.syncline.dialect.mysql;

import java.util.Set;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.NameRules;
import org.jspecify.annotations.Nullable;

/// Names in back quotes. Limits: Reference Manual 8.0, 9.2 "Schema Object Names".
final class MySqlNames {

    private static final int MOST_CHARACTERS = 64;

    /// A name is a file's, too, and there a character of three bytes takes five: 50 of them fit, 64 do not.
    private static final int MOST_BYTES = 150;

    static final NameLimit LIMIT = new NameLimit(MOST_BYTES, MOST_CHARACTERS);

    /// Reference Manual 8.0: 5.3 "The mysql System Schema", 26, 27, 28; 23.6.16 "ndbinfo"; MySQL Shell 8.0, "InnoDB Cluster", "MySQL REST Service".
    private static final Set<String> SYSTEM = Set.of(
            "mysql", "sys", "information_schema", "performance_schema", "ndbinfo", "mysql_innodb_cluster_metadata", "mysql_rest_service_metadata");

    /// A name with this in front of it is another's, as the file of old servers had it (9.2.4 "Mapping of Identifiers to File Names").
    private static final String OLD_FILE = "#mysql50#";

    /// Each table of InnoDB has them (15.6.2 "Indexes", 15.3 "Multi-Versioning").
    private static final Set<String> INNODB_COLUMNS = Set.of("db_row_id", "db_trx_id", "db_roll_ptr");

    static final NameRules RULES = rules();

    private MySqlNames() {}

    private static NameRules rules() {
        NameRules.Flaw kept = ((NameRules.Flaw) MySqlNames::refusal).or(name -> NameRules.folded(name).startsWith(OLD_FILE) ? "begins with " + OLD_FILE : null);
        return new NameRules(
                "MySQL", "database", kept.or(NameRules.belongingToServer(SYSTEM)), kept,
                ((NameRules.Flaw) MySqlNames::refusal).or(NameRules.belongingToServer(INNODB_COLUMNS)), (_, columns) -> NameRules.inTwoCases(columns));
    }

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
