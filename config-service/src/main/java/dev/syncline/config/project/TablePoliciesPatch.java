package dev.syncline.config.project;

import java.util.List;
import java.util.Map;

import dev.syncline.config.project.ProjectRequest.ExtractionRequest;
import dev.syncline.contracts.table.TableName;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Changes of the policies of many tables at once, without sending those of all.
///
/// @param edits one after the other; a later one sees what an earlier one has changed
/// @param comment why
record TablePoliciesPatch(@Nullable List<@Nullable Edit> edits, @Nullable String comment) {

    /// What is missing stays as it is.
    ///
    /// @param select the chosen tables that it is about
    /// @param extraction in place of theirs
    /// @param keyFields in place of theirs
    /// @param properties by kind of target, in place of theirs for these kinds
    /// @param reset what of a policy goes, so that the default holds again
    record Edit(
            @Nullable Selection select,
            @Nullable ExtractionRequest extraction,
            @Nullable List<@Nullable String> keyFields,
            @Nullable Map<String, @Nullable Map<String, @Nullable Object>> properties,
            @Schema(allowableValues = {"extraction", "keyFields", "properties"}) @Nullable List<@Nullable String> reset) {}

    /// Which of the chosen tables: those that are named, or those that fit `schemas` and `search`, or `all`.
    ///
    /// @param search a part of the table's name, in any letter case
    /// @param except none of these
    record Selection(
            @Nullable Boolean all,
            @Nullable List<@Nullable String> schemas,
            @Nullable String search,
            @Nullable List<@Nullable TableName> tables,
            @Nullable List<@Nullable TableName> except) {}
}
