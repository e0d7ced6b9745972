package dev.syncline.contracts.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Policies of patterns, to be asked about many tables.
public final class PatternPolicies {

    private record Sought(PatternPolicy policy, TablePattern pattern) {}

    private final List<Sought> policies;

    public PatternPolicies(Collection<PatternPolicy> policies) {
        this.policies = policies.stream()
                .map(policy -> new Sought(policy, policy.matched()))
                .sorted(Comparator.comparing(Sought::pattern, TablePattern.SPECIFIC_FIRST))
                .toList();
    }

    /// The most specific one for a table.
    ///
    /// @param columns that the table has; null where they are not known, and those that a policy names taken for granted
    public Optional<PatternPolicy> policyOf(TableName table, @Nullable Collection<String> columns) {
        return policies.stream()
                .filter(policy -> policy.pattern.matches(table) && policy.policy.fits(columns))
                .map(Sought::policy)
                .findFirst();
    }
}
