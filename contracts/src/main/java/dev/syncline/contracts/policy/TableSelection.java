package dev.syncline.contracts.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Rules of a selection, to be asked about many tables.
public final class TableSelection {

    private record Sought(SelectionRule rule, TablePattern pattern) {}

    private final List<Sought> rules;
    private final Set<String> schemas = new TreeSet<>();

    public TableSelection(Collection<SelectionRule> rules) {
        this.rules = rules.stream()
                .map(rule -> new Sought(rule, rule.matched()))
                .sorted(Comparator.comparing(Sought::pattern, TablePattern.SPECIFIC_FIRST))
                .toList();
        this.rules.stream().filter(rule -> !rule.rule.leavesOut()).flatMap(rule -> rule.pattern.oneSchema().stream()).forEach(schemas::add);
    }

    /// The most specific rule for a table.
    public Optional<SelectionRule> ruleFor(TableName table) {
        return rules.stream().filter(rule -> rule.pattern.matches(table)).map(Sought::rule).findFirst();
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
        List<SelectionRule> own = rules.stream()
                .filter(rule -> rule.pattern.oneSchema().filter(schema::equals).isPresent())
                .map(Sought::rule)
                .toList();
        return own.isEmpty() ? null : own;
    }
}
