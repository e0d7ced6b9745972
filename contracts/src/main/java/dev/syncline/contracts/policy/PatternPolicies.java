package dev.syncline.contracts.policy;

import java.util.Collection;
import java.util.Optional;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Policies of patterns, to be asked about many tables.
public final class PatternPolicies {

    private final MostSpecific<PatternPolicy> policies;

    public PatternPolicies(Collection<PatternPolicy> policies) {
        this.policies = new MostSpecific<>(policies, PatternPolicy::matched);
    }

    /// The most specific one for a table.
    ///
    /// @param columns that the table has; null where they are not known, and those that a policy names taken for granted
    public Optional<PatternPolicy> policyOf(TableName table, @Nullable Collection<String> columns) {
        return policies.of(table).filter(policy -> policy.fits(columns)).findFirst();
    }
}
