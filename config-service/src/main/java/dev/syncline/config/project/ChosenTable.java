package dev.syncline.config.project;

import dev.syncline.config.project.ProjectView.TablePolicyView;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// A chosen table of a project as a list shows it.
///
/// @param target how it is called in the targets
/// @param extraction `full` or `incremental`
/// @param policy its own; null where the defaults hold
record ChosenTable(TableName source, TableName target, String extraction, @Nullable TablePolicyView policy) {}
