package dev.syncline.config.schema;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import org.jspecify.annotations.Nullable;

/// A change as people see it.
///
/// @param column null where it is about the table
/// @param before how the column was declared, or of which columns the key was
/// @param message what has changed, in a sentence
/// @param effect what the next run does with it; null where somebody has settled it
record SchemaChangeView(
        long id,
        TableName table,
        ChangeKind kind,
        @Nullable String column,
        @Nullable String before,
        @Nullable String after,
        String message,
        @Nullable ChangeEffect effect,
        ChangeState state,
        Instant foundAt,
        @Nullable Instant settledAt,
        @Nullable String settledBy) {

    /// @param plans of the project's tables
    static SchemaChangeView of(StoredChange stored, Function<TableName, TablePlan> plans, ProjectRevision project) {
        FoundChange change = stored.change();
        boolean key = change.kind() == ChangeKind.KEY_CHANGED;
        return new SchemaChangeView(
                stored.id(),
                change.table(),
                change.kind(),
                change.column().isEmpty() ? null : change.column(),
                key ? columns(change.before()) : change.before(),
                key ? columns(change.after()) : change.after(),
                sentence(change),
                stored.state() == ChangeState.PENDING ? ChangeEffect.of(change, plans.apply(change.table()), project) : null,
                stored.state(),
                stored.foundAt(),
                stored.settledAt(),
                stored.settledBy());
    }

    static String sentence(FoundChange change) {
        return switch (change.kind()) {
            case TABLE_NEW -> "Table %s has appeared".formatted(change.table());
            case TABLE_GONE -> "Table %s is not there any more".formatted(change.table());
            case COLUMN_ADDED -> "Table %s has a new column \"%s\": %s".formatted(change.table(), change.column(), change.after());
            case COLUMN_REMOVED -> "Table %s has no column \"%s\" any more: it was %s".formatted(change.table(), change.column(), change.before());
            case COLUMN_RETYPED -> "Column \"%s\" of table %s was %s and is %s".formatted(change.column(), change.table(), change.before(), change.after());
            case KEY_CHANGED -> "The primary key of table %s was (%s) and is (%s)".formatted(change.table(), columns(change.before()), columns(change.after()));
        };
    }

    private static String columns(@Nullable String json) {
        return json == null ? "" : String.join(", ", ((List<?>) Json.read(json, List.class)).stream().map(String::valueOf).toList());
    }
}
