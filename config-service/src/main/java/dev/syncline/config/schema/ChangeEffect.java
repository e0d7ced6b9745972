package dev.syncline.config.schema;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.dialect.Descriptor.PropertyType;
import dev.syncline.dialect.Dialects;

/// What the next run does with a change, as the project's policies are.
///
/// @param message a sentence, with what to do where that is needed
record ChangeEffect(Code code, String message) {

    /// Stays the same, whatever the sentence says.
    enum Code {
        /// The table is copied.
        @JsonProperty("copied")
        COPIED,
        @JsonProperty("left-alone")
        LEFT_ALONE,
        /// The table is skipped, and the target's kept.
        @JsonProperty("skipped")
        SKIPPED,
        /// The target's table is made anew as the source's is now.
        @JsonProperty("made-anew")
        MADE_ANEW,
        /// The target's table gets the column.
        @JsonProperty("column-added")
        COLUMN_ADDED,
        /// The target's column stays.
        @JsonProperty("column-kept")
        COLUMN_KEPT,
        /// The target's column is widened where nothing is lost; otherwise the table fails.
        @JsonProperty("widened-or-fails")
        WIDENED_OR_FAILS,
        /// The table fails.
        @JsonProperty("fails")
        FAILS
    }

    /// @param plan of the change's table
    static ChangeEffect of(FoundChange change, TablePlan plan, ProjectRevision project) {
        return switch (change.kind()) {
            case TABLE_NEW -> project.newTables().test(change.table())
                    ? new ChangeEffect(Code.COPIED, "The next run copies it, to %s".formatted(plan.target()))
                    : new ChangeEffect(Code.LEFT_ALONE, "It is left alone, as the project ignores new tables there; accept it to have it copied");
            case TABLE_GONE -> new ChangeEffect(
                    Code.SKIPPED, "A run skips it and leaves %s as it is in the targets; accept to take it out of the project".formatted(plan.target()));
            case COLUMN_REMOVED -> isNeeded(plan, change.column())
                    ? new ChangeEffect(Code.FAILS, "The table fails, for its policy names the column \"%s\"; choose another column".formatted(change.column()))
                    : ofColumn(plan, Code.COLUMN_KEPT, "the target's column stays, and new rows get its default");
            case COLUMN_ADDED -> ofColumn(plan, Code.COLUMN_ADDED, "the target's table gets the column");
            case COLUMN_RETYPED -> ofColumn(
                    plan, Code.WIDENED_OR_FAILS, "the target's column is widened where nothing is lost; otherwise the table fails and is left as it was");
            case KEY_CHANGED -> plan.key() == TableKey.SOURCE
                    ? new ChangeEffect(Code.MADE_ANEW, "The target's table gets the new key when it is made anew; a table that is kept keeps its own")
                    : new ChangeEffect(Code.LEFT_ALONE, "Nothing changes: the project says which key the target's table has");
        };
    }

    private static ChangeEffect ofColumn(TablePlan plan, Code otherwise, String sentence) {
        if (plan.extraction() instanceof Extraction.Incremental) {
            return plan.fieldChanges() == FieldChanges.FULL_EXTRACTION
                    ? new ChangeEffect(Code.MADE_ANEW, "The next run extracts the table in full and makes %s anew".formatted(plan.target()))
                    : new ChangeEffect(otherwise, "The table goes on incrementally: " + sentence);
        }
        return plan.fullMode() == FullMode.RETAIN_AND_CLEAR
                ? new ChangeEffect(otherwise, "The table is kept and its rows are replaced: " + sentence)
                : new ChangeEffect(Code.MADE_ANEW, "The next run makes %s anew, as it does every time".formatted(plan.target()));
    }

    private static boolean isNeeded(TablePlan plan, String column) {
        return plan.keyFields().contains(column)
                || plan.extraction() instanceof Extraction.Incremental incremental && incremental.key().contains(column)
                || plan.properties().entrySet().stream().anyMatch(properties -> names(properties).contains(column));
    }

    private static List<String> names(Map.Entry<String, TableProperties> properties) {
        return Dialects.of(new DatabaseKind(properties.getKey())).descriptor().tableProperties().stream()
                .filter(property -> property.type() == PropertyType.COLUMNS)
                .flatMap(property -> properties.getValue().all(property.name()).stream())
                .toList();
    }
}
