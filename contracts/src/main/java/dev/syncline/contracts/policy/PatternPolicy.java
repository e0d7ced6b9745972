package dev.syncline.contracts.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// What holds for the tables that a pattern matches and that have the columns it names. A policy of the table itself outranks it, and so does that of a more
/// specific pattern.
///
/// @param pattern as [TablePattern]
/// @param extraction as in [TablePolicy]
/// @param keyFields as in [TablePolicy]
/// @param properties as in [TablePolicy]
/// @param key as in [TablePolicy]
public record PatternPolicy(
        String pattern, Extraction extraction, List<String> keyFields, Map<String, TableProperties> properties, TableKey key) {

    /// @throws IllegalArgumentException where the pattern is none
    public PatternPolicy {
        var _ = new TablePattern(pattern);
        extraction = extraction == null ? new Extraction.Full() : extraction;
        keyFields = keyFields == null ? List.of() : List.copyOf(keyFields);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        key = TableKey.meant(key, keyFields, extraction);
    }

    /// Which tables it matches.
    public TablePattern matched() {
        return new TablePattern(pattern);
    }

    /// Whether a table of these columns has those that the policy names; null where they are not known, and taken for granted.
    public boolean fits(@Nullable Collection<String> columns) {
        return columns == null
                || columns.containsAll(keyFields) && (!(extraction instanceof Extraction.Incremental incremental) || columns.containsAll(incremental.key()));
    }

    /// The same for one table.
    public TablePolicy of(TableName table) {
        return new TablePolicy(table, extraction, keyFields, properties, key);
    }
}
