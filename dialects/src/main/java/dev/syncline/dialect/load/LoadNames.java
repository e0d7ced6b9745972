package dev.syncline.dialect.load;

import java.util.UUID;
import java.util.regex.Pattern;

/// The names of everything a load makes beside its target table. All begin with `_syncline_`, which no catalogue of ours lists.
///
/// @param prefix how all of them begin
/// @param load the load's id in 32 hexadecimal digits, or its last 16
public record LoadNames(String prefix, String load) {

    /// What every load of a schema writes down.
    public static final String LEDGER = "_syncline_ledger";

    /// Numbers the rows of a staging table whose primary key is built afterwards, where the database cannot tell equal rows apart.
    public static final String ROW = "_syncline_row";

    /// How all our names begin.
    public static final String PREFIX = "_syncline_";

    private static final String FRESH = "new_";
    private static final String KEPT = "kept_";
    private static final Pattern OWN_LEDGER = Pattern.compile(PREFIX + "[0-9a-f]{32}_ledger");

    public static LoadNames of(UUID load) {
        return of(PREFIX, load);
    }

    /// With another prefix, where a name cannot begin with an underscore.
    public static LoadNames of(String prefix, UUID load) {
        return new LoadNames(prefix, load.toString().replace("-", ""));
    }

    /// The same with half of the load's id, where names of partitions have to go behind a table's.
    public LoadNames shortened() {
        return new LoadNames(prefix, load.substring(load.length() / 2));
    }

    /// What every load of a schema writes down.
    public String ledger() {
        return prefix + "ledger";
    }

    /// How the names of all its tables begin.
    public String beginning() {
        return prefix + load + '_';
    }

    /// The staging table of one holder, 62 characters at most.
    public String staging(long fence) {
        return beginning() + fence;
    }

    /// A table of one holder that is made out of its staging table.
    public String fresh(long fence) {
        return beginning() + FRESH + fence;
    }

    /// A staging table of one holder while it is made anew.
    public String kept(long fence) {
        return beginning() + KEPT + fence;
    }

    /// What a table of a load is called when another holder has it.
    public String underFence(String table, long fence) {
        String rest = table.substring(beginning().length());
        return rest.startsWith(FRESH) ? fresh(fence) : rest.startsWith(KEPT) ? kept(fence) : staging(fence);
    }

    /// Whose a table of this load is; 0 where it is everybody's, as one that has been replaced.
    public long holderOf(String table) {
        String fence = table.substring(beginning().length()).replaceFirst("^(%s|%s)".formatted(FRESH, KEPT), "");
        return fence.matches("\\d{1,19}") ? Long.parseLong(fence) : 0;
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
        return new LoadNames(PREFIX, table.substring(PREFIX.length(), table.lastIndexOf('_')));
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
