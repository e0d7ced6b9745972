package dev.syncline.dialect.clickhouse;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Names that a column cannot have here, because they already mean something.
final class ClickHouseColumns {

    /// Each table of the MergeTree family keeps them or may: error 44, "reserved for persistent virtual column" (measured on 26.7).
    private static final Set<String> KEPT = Set.of("_block_number", "_block_offset", "_row_exists");

    /// A column of such a name would stand before the part's or partition's own, by which rows are told apart here (measured: the server takes it).
    private static final Set<String> ASKED_FOR = Set.of("_part_offset", "_partition_id");

    /// What a value is stored in besides itself: whether it is null, how long it is (Reference, "Data types: Nullable, String; Reading subcolumns").
    private static final Pattern PART = Pattern.compile("null|size\\d*|dict");

    private ClickHouseColumns() {}

    static @Nullable String flaw(String name) {
        return KEPT.contains(name) || ASKED_FOR.contains(name) ? "is the name of a column that every table has of its own" : null;
    }

    /// @param names of all columns of a table
    static @Nullable String flawOfAll(List<String> names) {
        return names.stream()
                .filter(name -> isPartOfAnother(name, names))
                .findFirst()
                .map("calls a part of another column '%s'"::formatted)
                .orElse(null);
    }

    private static boolean isPartOfAnother(String name, List<String> names) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && names.contains(name.substring(0, dot)) && PART.matcher(name.substring(dot + 1)).matches();
    }
}
