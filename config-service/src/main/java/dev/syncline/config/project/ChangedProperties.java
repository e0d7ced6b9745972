package dev.syncline.config.project;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Flaw;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;

/// Table creation properties act when a table is made (S47, A10): who changes them later has to know when that is.
final class ChangedProperties {

    private ChangedProperties() {}

    static List<Finding> notes(ProjectRevision before, ProjectRevision now) {
        Map<TableName, Map<String, TableProperties>> former = byTable(before);
        List<TableName> changed = now.tablePolicies().stream()
                .filter(policy -> !Objects.equals(policy.properties(), former.getOrDefault(policy.table(), Map.of())))
                .map(TablePolicy::table)
                .toList();
        if (changed.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.note(Flaw.of(FindingCode.PROPERTIES_ACT_LATER, "The table creation properties of %s act when the table is made: a table that is there keeps its own until a full extraction makes a new one"
                .formatted(Some.of(changed))).with("tables", Some.of(changed))));
    }

    private static Map<TableName, Map<String, TableProperties>> byTable(ProjectRevision project) {
        return project.tablePolicies().stream()
                .collect(Collectors.toMap(TablePolicy::table, policy -> policy.properties(), (first, _) -> first));
    }
}
