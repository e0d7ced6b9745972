package dev.syncline.config.project;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import dev.syncline.contracts.policy.PatternPolicies;
import dev.syncline.contracts.policy.PatternPolicy;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Where in a request the policy of a table stands.
final class PolicyPlaces {

    private final Map<TableName, Integer> own = new HashMap<>();
    private final Map<PatternPolicy, Integer> ofPatterns = new HashMap<>();
    private final PatternPolicies patterns;

    PolicyPlaces(ProjectRevision project) {
        project.tablePolicies().forEach(policy -> own.put(policy.table(), own.size()));
        project.patternPolicies().forEach(policy -> ofPatterns.put(policy, ofPatterns.size()));
        patterns = new PatternPolicies(project.patternPolicies());
    }

    /// @param columns that the table has; null where they are not known
    String of(TableName table, @Nullable Collection<String> columns) {
        Integer place = own.get(table);
        return place != null
                ? "tablePolicies[%d]".formatted(place)
                : patterns.policyOf(table, columns).map(policy -> "patternPolicies[%d]".formatted(ofPatterns.get(policy))).orElse("tablePolicies[-1]");
    }
}
