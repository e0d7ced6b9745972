package dev.syncline.config.preview;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.syncline.config.check.Finding;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// What a run would do with some of a project's tables.
///
/// @param runnable whether nothing is known that would stop a run of these tables in any of the targets
/// @param problems what stops all of them
/// @param notices what matters most, in a few lines: what will fail first. On the first page of all tables of the project up to a thousand, on others of
///     the page's
/// @param notes what every run of these tables means for what the targets hold
/// @param findings all problems and warnings of project, targets and tables on this page, for programs
/// @param next where the next page of tables begins; null on the last
record Preview(
        long projectId,
        long revision,
        boolean runnable,
        List<String> problems,
        List<Notice> notices,
        List<TargetPreview> targets,
        List<TablePreview> tables,
        List<String> notes,
        List<Finding> findings,
        @Nullable String next) {

    /// What is the same of several tables.
    ///
    /// @param weight `fails`, `unknown` or `possible`
    /// @param columns how many columns it is about; 0 where it is not about columns
    record Notice(String weight, String message, int tables, int columns) {

        static final String FAILS = "fails";
        static final String UNKNOWN = "unknown";
        static final String POSSIBLE = "possible";
    }

    /// A target connection and what would stop loads into it.
    ///
    /// @param answered whether its database could be asked
    record TargetPreview(long connectionId, String name, String kind, boolean answered, List<String> problems, List<String> warnings, @JsonIgnore List<Finding> findings) {}

    /// A table of the source.
    ///
    /// @param extraction `full` or `incremental`
    /// @param estimatedRows the catalogue's estimate; absent where it has none
    /// @param estimatedBytes the catalogue's estimate; absent where it has none
    /// @param select the statement that would read it: all of it, or what is new to the targets
    /// @param key the primary key that the target's table gets; absent where the table was not found
    record TablePreview(
            TableName source,
            TableName target,
            String extraction,
            boolean found,
            @Nullable Long estimatedRows,
            @Nullable Long estimatedBytes,
            @Nullable String select,
            @Nullable KeyPreview key,
            List<LoadPreview> loads,
            List<String> problems,
            List<String> warnings,
            @JsonIgnore List<Finding> findings) {

        boolean hasProblems() {
            return !problems.isEmpty() || loads.stream().anyMatch(load -> !load.problems().isEmpty());
        }
    }

    /// By what rows are told apart in the targets.
    ///
    /// @param columns empty for none
    /// @param reason why these
    record KeyPreview(List<String> columns, String reason) {}

    /// What would become of a table in one target.
    ///
    /// @param statements that would make the table
    /// @param state what the target holds of it; only where the extraction is incremental
    record LoadPreview(
            long connectionId,
            List<String> statements,
            List<ColumnPreview> columns,
            @Nullable StatePreview state,
            List<String> problems,
            List<String> warnings,
            @JsonIgnore List<Finding> findings) {}

    /// @param sourceType as the source declares it, or what it means
    /// @param targetType absent where the target has none for it
    /// @param verdict `exact`, `wider`, `needs-policy` or `refused`
    record ColumnPreview(String name, String sourceType, @Nullable String targetType, String verdict) {}

    /// @param maximum the greatest incremental key, in the key's order; empty where there is none yet, and everything is read
    /// @param changes how the target's fields differ from the source's
    record StatePreview(boolean exists, List<String> maximum, List<String> changes, List<String> notes) {}
}
