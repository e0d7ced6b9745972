package dev.syncline.config.project;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.syncline.config.check.Finding;
import dev.syncline.contracts.policy.ConnectionPolicy;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.PatternPolicy;
import dev.syncline.contracts.policy.SchemaPolicy;
import dev.syncline.contracts.policy.SelectionRule;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.policy.TableNaming;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// A project as responses show it.
///
/// @param revision counts its saves; also the ETag
/// @param tables those that were named
/// @param comment why it was saved; null where nobody said
/// @param notes what a save has to tell, such as that the source could not be asked; empty where nothing was saved
/// @param findings the notes, for programs
/// @param managedBy who brings it to what files say; null where nobody does
/// @param labels by which people find it
record ProjectView(
        long id,
        long revision,
        String name,
        long sourceConnectionId,
        List<Long> targetConnectionIds,
        SchemaNaming schemaNaming,
        TableNaming tableNaming,
        List<TableName> tables,
        List<SelectionRule> selection,
        ConnectionPolicy policy,
        List<SchemaPolicy> schemas,
        List<TablePolicyView> tablePolicies,
        List<PatternPolicyView> patternPolicies,
        Instant savedAt,
        String savedBy,
        @Nullable String comment,
        List<String> notes,
        List<Finding> findings,
        @Nullable String managedBy,
        Map<String, String> labels) {

    /// As a request describes it.
    ///
    /// @param keyFields null where the source's own primary key is taken, empty where there is none
    record TablePolicyView(TableName table, Extraction extraction, @Nullable List<String> keyFields, Map<String, TableProperties> properties) {

        static TablePolicyView of(TablePolicy policy) {
            return new TablePolicyView(
                    policy.table(),
                    policy.extraction(),
                    policy.key() == TableKey.SOURCE ? null : policy.keyFields(),
                    policy.properties());
        }
    }

    /// As a request describes it.
    ///
    /// @param keyFields as in a table's policy
    record PatternPolicyView(String pattern, Extraction extraction, @Nullable List<String> keyFields, Map<String, TableProperties> properties) {

        static PatternPolicyView of(PatternPolicy policy) {
            return new PatternPolicyView(
                    policy.pattern(), policy.extraction(), policy.key() == TableKey.SOURCE ? null : policy.keyFields(), policy.properties());
        }
    }

    /// @param findings what the save has to tell
    static ProjectView of(SavedRevision saved, List<Finding> findings) {
        ProjectRevision document = saved.document();
        return new ProjectView(
                document.projectId(),
                document.revision(),
                document.projectName(),
                document.source().id(),
                document.targets().stream().map(ConnectionRef::id).toList(),
                document.schemaNaming(),
                document.tableNaming(),
                document.namedTables(),
                document.selection(),
                document.policy(),
                document.schemas(),
                document.tablePolicies().stream().map(TablePolicyView::of).toList(),
                document.patternPolicies().stream().map(PatternPolicyView::of).toList(),
                saved.savedAt(),
                saved.savedBy(),
                saved.comment(),
                findings.stream().map(Finding::message).toList(),
                findings,
                document.ownership().managedBy(),
                new TreeMap<>(document.ownership().labels()));
    }
}
