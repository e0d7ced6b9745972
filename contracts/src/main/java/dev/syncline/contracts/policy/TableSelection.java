package dev.syncline.contracts.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Rules of a selection, to be asked about many tables.
public final class TableSelection {

    private final MostSpecific<SelectionRule> rules;
    private final Set<String> schemas;

    public TableSelection(Collection<SelectionRule> rules) {
        this.rules = new MostSpecific<>(rules, SelectionRule::matched);
        schemas = rules.stream().filter(rule -> !rule.leavesOut()).flatMap(rule -> rule.matched().oneSchema().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The most specific rule for a table.
    public Optional<SelectionRule> ruleFor(TableName table) {
        return rules.of(table).findFirst();
    }

    /// Whether it chooses the table.
    public boolean takes(TableName table) {
        return ruleFor(table).filter(rule -> !rule.leavesOut()).isPresent();
    }

    /// Whether it wants a table that has appeared: one that it chooses, and in a schema of which it chooses nothing, one that it does not leave out.
    public boolean wants(TableName table) {
        return ruleFor(table).map(rule -> !rule.leavesOut()).orElseGet(() -> !schemas.contains(table.schema()));
    }

    /// The schemas whose tables it chooses among.
    public Set<String> schemas() {
        return schemas;
    }

    /// The rules that speak of a schema; null where there are none.
    public @Nullable List<SelectionRule> of(String schema) {
        List<SelectionRule> own = rules.where(pattern -> pattern.oneSchema().filter(schema::equals).isPresent()).toList();
        return own.isEmpty() ? null : own;
    }
}
