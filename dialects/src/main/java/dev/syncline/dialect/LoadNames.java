package dev.syncline.dialect;

import java.util.UUID;
import java.util.regex.Pattern;

/// The names of everything a load makes beside its target table. All begin with `_syncline_`, which no catalogue of ours lists.
///
/// @param load the load's id in 32 hexadecimal digits
public record LoadNames(String load) {

    /// What every load of a schema writes down.
    public static final String LEDGER = "_syncline_ledger";

    /// Numbers the rows of a staging table whose primary key is built afterwards, where the database cannot tell equal rows apart.
    public static final String ROW = "_syncline_row";

    /// How all our names begin.
    public static final String PREFIX = "_syncline_";

    private static final Pattern OWN_LEDGER = Pattern.compile(PREFIX + "[0-9a-f]{32}_ledger");

    public static LoadNames of(UUID load) {
        return new LoadNames(load.toString().replace("-", ""));
    }

    /// How the names of all its tables begin.
    public String beginning() {
        return PREFIX + load + '_';
    }

    /// The staging table of one holder, 62 characters at most.
    public String staging(long fence) {
        return beginning() + fence;
    }

    /// Where the replaced table waits for its end.
    public String replaced() {
        return beginning() + "old";
    }

    /// The ledger of this load alone, where loads cannot share one.
    public String ownLedger() {
        return beginning() + "ledger";
    }

    /// Whether a table is some load's own ledger.
    public static boolean isOwnLedger(String table) {
        return OWN_LEDGER.matcher(table).matches();
    }

    /// The names of the load that a ledger of its own belongs to.
    public static LoadNames ofOwnLedger(String table) {
        return new LoadNames(table.substring(PREFIX.length(), table.lastIndexOf('_')));
    }

    /// The primary key of the staging table, until it gets the table's own name.
    public String key() {
        return beginning() + "key";
    }

    /// The index on the incremental key of the staging table, until it gets a name after the table.
    public String index() {
        return beginning() + "idx";
    }

    /// The fence in the name of a staging table; -1 for other names.
    public long fenceOf(String table) {
        if (!table.startsWith(beginning())) {
            return -1;
        }
        String fence = table.substring(beginning().length());
        return fence.matches("\\d{1,19}") ? Long.parseLong(fence) : -1;
    }
}
