package dev.syncline.config.schema;

import java.util.ArrayList;
import java.util.List;

import dev.syncline.config.project.KnownTable;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import org.jspecify.annotations.Nullable;

/// Something that has become of a source.
///
/// @param column empty where it is about the table
/// @param before how it was declared; of a key the list of its columns as JSON
record FoundChange(TableName table, ChangeKind kind, String column, @Nullable String before, @Nullable String after) {

    FoundChange(TableName table, ChangeKind kind) {
        this(table, kind, "", null, null);
    }

    /// Two of one place are the same change, which has gone on.
    record Place(TableName table, ChangeKind kind, String column) {}

    Place place() {
        return new Place(table, kind, column);
    }

    /// What has become of a table's columns; another order is no change.
    static List<FoundChange> of(TableName table, KnownTable known, KnownTable now) {
        List<FoundChange> changes = new ArrayList<>();
        now.columns().forEach((name, type) -> {
            String before = known.columns().get(name);
            if (before == null) {
                changes.add(new FoundChange(table, ChangeKind.COLUMN_ADDED, name, null, type));
            } else if (!before.equals(type)) {
                changes.add(new FoundChange(table, ChangeKind.COLUMN_RETYPED, name, before, type));
            }
        });
        known.columns().forEach((name, type) -> {
            if (!now.columns().containsKey(name)) {
                changes.add(new FoundChange(table, ChangeKind.COLUMN_REMOVED, name, type, null));
            }
        });
        if (!known.key().equals(now.key())) {
            changes.add(new FoundChange(table, ChangeKind.KEY_CHANGED, "", Json.text(known.key()), Json.text(now.key())));
        }
        return changes;
    }
}
