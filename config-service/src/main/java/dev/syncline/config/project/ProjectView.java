package dev.syncline.config.project;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.syncline.contracts.policy.ConnectionPolicy;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.SchemaPolicy;
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
/// @param notes what a save has to tell, such as that the source could not be asked; empty where nothing was saved
record ProjectView(
        long id,
        long revision,
        String name,
        long sourceConnectionId,
        List<Long> targetConnectionIds,
        SchemaNaming schemaNaming,
        TableNaming tableNaming,
        List<TableName> tables,
        ConnectionPolicy policy,
        List<SchemaPolicy> schemas,
        List<TablePolicyView> tablePolicies,
        Instant savedAt,
        String savedBy,
        List<String> notes) {

    /// As a request describes it.
    ///
    /// @param keyFields null where the source's own primary key is taken, empty where there is none
    record TablePolicyView(TableName table, Extraction extraction, @Nullable List<String> keyFields, Map<String, TableProperties> properties) {

        static TablePolicyView of(TablePolicy policy) {
            return new TablePolicyView(
                    policy.table(),
                    Objects.requireNonNull(policy.extraction()),
                    policy.key() == TableKey.SOURCE ? null : policy.keyFields(),
                    Objects.requireNonNull(policy.properties()));
        }
    }

    /// @param notes what the save has to tell
    static ProjectView of(SavedRevision saved, List<String> notes) {
        ProjectRevision document = saved.document();
        return new ProjectView(
                document.projectId(),
                document.revision(),
                document.projectName(),
                document.source().id(),
                document.targets().stream().map(ConnectionRef::id).toList(),
                document.schemaNaming(),
                Objects.requireNonNull(document.tableNaming()),
                document.tables(),
                Objects.requireNonNull(document.policy()),
                Objects.requireNonNull(document.schemas()),
                Objects.requireNonNull(document.tablePolicies()).stream().map(TablePolicyView::of).toList(),
                saved.savedAt(),
                saved.savedBy(),
                notes);
    }
}
