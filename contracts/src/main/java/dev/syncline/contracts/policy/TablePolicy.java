package dev.syncline.contracts.policy;

import java.util.List;
import java.util.Map;

import dev.syncline.contracts.table.TableName;

/// What holds for one source table (S33).
///
/// @param extraction what is missing in a document stands for [Extraction.Full]
/// @param keyFields the primary key that the target table gets, by which rows are told apart (S42 to S44); empty where it is another one, see `key`
/// @param properties by kind of target, how the table is made there; where they are set, key fields only tell rows apart (S45, A9)
/// @param key which key the target table gets; missing in policies from before it was said, see [TableKey]
public record TablePolicy(
        TableName table,
        Extraction extraction,
        List<String> keyFields,
        Map<String, TableProperties> properties,
        TableKey key) {

    public TablePolicy {
        extraction = extraction == null ? new Extraction.Full() : extraction;
        keyFields = keyFields == null ? List.of() : List.copyOf(keyFields);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
        key = TableKey.meant(key, keyFields, extraction);
        if (extraction instanceof Extraction.Incremental incremental && incremental.lookBack() != null && key == TableKey.NONE) {
            throw new IllegalArgumentException("Table %s has a look-back but no key fields: rows that are read again would be doubled; add key fields"
                    .formatted(table));
        }
    }

    /// A policy that leaves the making of the table to the targets' defaults.
    public TablePolicy(TableName table, Extraction extraction, List<String> keyFields) {
        this(table, extraction, keyFields, Map.of(), TableKey.meant(null, keyFields, extraction));
    }
}
