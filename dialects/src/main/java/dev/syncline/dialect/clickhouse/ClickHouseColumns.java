package dev.syncline.dialect.clickhouse;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.LoadNames;
import org.jspecify.annotations.Nullable;

/// Names that a column cannot have here, because they already mean something.
final class ClickHouseColumns {

    /// Refused by the server (error 44, "reserved for persistent virtual column"; measured on 26.7).
    private static final Set<String> RESERVED = Set.of("_block_number", "_block_offset", "_row_exists");

    /// A column of such a name would stand before the part's or partition's own, by which rows are told apart here (measured: the server takes it).
    private static final Set<String> ASKED_FOR = Set.of("_part_offset", "_partition_id");

    /// What a value is stored in besides itself: whether it is null, how long it is (Reference, "Data types: Nullable, String; Reading subcolumns").
    private static final Pattern PART = Pattern.compile("null|size\\d*|dict");

    private ClickHouseColumns() {}

    /// @throws SyncException with `UNUSABLE_NAME` where a column cannot have its name
    static void expectUsable(List<String> names) {
        for (String name : names) {
            String meaning = meaning(name, names);
            if (meaning != null) {
                throw new SyncException(
                        FailureCode.UNUSABLE_NAME,
                        "ClickHouse cannot have a column '%s': %s; rename the column in the source, or copy a view that names it otherwise".formatted(name, meaning));
            }
        }
    }

    private static @Nullable String meaning(String name, List<String> names) {
        if (RESERVED.contains(name) || ASKED_FOR.contains(name)) {
            return "every table has one of its own by this name";
        }
        if (name.startsWith(LoadNames.PREFIX)) {
            return "names that begin so are those of a load's own columns";
        }
        int dot = name.lastIndexOf('.');
        boolean part = dot > 0 && names.contains(name.substring(0, dot)) && PART.matcher(name.substring(dot + 1)).matches();
        return part ? "this is how it calls a part of column '%s'".formatted(name.substring(0, dot)) : null;
    }
}
