package dev.syncline.config.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.syncline.config.project.KnownTable;
import dev.syncline.kit.message.Json;
import org.jspecify.annotations.Nullable;

/// A change with what has become of it.
record StoredChange(
        long id, FoundChange change, ChangeState state, Instant foundAt, @Nullable Instant settledAt, @Nullable String settledBy) {

    /// The table as people know it once they have seen this change.
    KnownTable in(KnownTable known) {
        Map<String, String> columns = new LinkedHashMap<>(known.columns());
        List<String> key = known.key();
        switch (change.kind()) {
            case COLUMN_ADDED, COLUMN_RETYPED -> columns.put(change.column(), Objects.requireNonNull(change.after()));
            case COLUMN_REMOVED -> columns.remove(change.column());
            case KEY_CHANGED -> {
                key = new ArrayList<>();
                for (Object name : Json.read(Objects.requireNonNull(change.after()), List.class)) {
                    key.add((String) name);
                }
            }
            case TABLE_NEW, TABLE_GONE -> { } // has no columns
        }
        return new KnownTable(columns, key);
    }
}
