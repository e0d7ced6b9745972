package dev.syncline.config.project;

import dev.syncline.config.project.ProjectView.TablePolicyView;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// A chosen table of a project as a list shows it.
///
/// @param target how it is called in the targets
/// @param extraction `full` or `incremental`
/// @param policy its own, or that of a pattern; null where the defaults hold
/// @param pattern that chose it; null where it was named
/// @param policyPattern whose policy it has; null where it has its own, or none
record ChosenTable(
        TableName source, TableName target, String extraction, @Nullable TablePolicyView policy, @Nullable String pattern, @Nullable String policyPattern) {}
