package dev.syncline.dialect.doris;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.NameRules;
import dev.syncline.dialect.streamload.StreamLoadNames;
import org.jspecify.annotations.Nullable;

/// What Doris takes as names: `FeNameFormat` of 3.0 and "Object Identifiers" of its documentation.
final class DorisNames {

    /// A table's name has 64 characters at most (`table_name_length_limit`).
    static final NameLimit LIMIT = new NameLimit(256, 64);

    /// How the names of our tables begin, as no table's name begins with an underscore.
    static final String PREFIX = "syncline_";

    /// With `enable_unicode_name_support`, which is set where it is needed.
    private static final Pattern NAME = Pattern.compile("[a-zA-Z\\p{L}][a-zA-Z0-9\\p{L}_-]*");
    /// What all versions from 2.1 on take, which differ in `<`, `>` and the first character; between `+` and `/` lie `,`, `-` and `.`.
    private static final Pattern COLUMN = Pattern.compile("[_a-zA-Z@0-9\\s/][a-zA-Z0-9_+,./?@#$%^&*\"\\s:-]{0,255}");
    private static final Pattern UNICODE_COLUMN = Pattern.compile("[_a-zA-Z@0-9\\p{L}][a-zA-Z0-9_+,./?@#$%^&*\\p{L}-]{0,255}");
    /// `SchemaChangeHandler`, `Column.HIDDEN_COLUMN_PREFIX`, `CreateMaterializedViewStmt`.
    private static final List<String> RESERVED_BEGINNINGS = List.of("__doris_", "mv_", "mva_");
    private static final Pattern OURS = Pattern.compile(PREFIX + "(?:ledger|[0-9a-f]{32}_.*)", Pattern.DOTALL);

    /// `InfoSchemaDb`, `MysqlDb`, `FeConstants.INTERNAL_DB_NAME`.
    private static final Set<String> SYSTEM = Set.of("information_schema", "mysql", "__internal_schema", "sys", "_statistics_");

    static final NameRules RULES = rules();

    private DorisNames() {}

    private static NameRules rules() {
        NameRules.Flaw any = StreamLoadNames.flaw(LIMIT);
        NameRules.Flaw lettered = any.or(DorisNames::name);
        NameRules.Flaw ours = name -> OURS.matcher(NameRules.folded(name)).matches() ? "is one of Syncline's own" : null;
        return new NameRules(Doris.TITLE, "database", lettered.or(NameRules.belongingToServer(SYSTEM)), lettered.or(ours), any.or(DorisNames::column), DorisNames::together);
    }

    private static @Nullable String column(String name) {
        if (RESERVED_BEGINNINGS.stream().anyMatch(NameRules.folded(name)::startsWith)) {
            return "begins as the server's own do";
        }
        return (isAscii(name) ? COLUMN : UNICODE_COLUMN).matcher(name).matches()
                ? null
                : "has a character that names of columns cannot have, or cannot begin with, or blanks or quotes beside letters beyond ASCII";
    }

    /// One setting of a session lets all the names of a statement have letters beyond ASCII, and then none can have blanks, quotes or colons.
    private static @Nullable String together(TableName table, List<String> columns) {
        boolean ascii = isAscii(table.schema()) && isAscii(table.table()) && columns.stream().allMatch(DorisNames::isAscii);
        return ascii || columns.stream().allMatch(name -> UNICODE_COLUMN.matcher(name).matches())
                ? NameRules.inTwoCases(columns)
                : "has names with blanks, quotes or colons beside names with letters beyond ASCII";
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 128);
    }

    private static @Nullable String name(String name) {
        return NAME.matcher(name).matches() ? null : "does not begin with a letter, or has other characters than letters, digits, - and _";
    }
}
