package dev.syncline.config.preview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.read.Glance.Suspicion.TooLong;
import dev.syncline.dialect.read.Glance.Suspicion.Troubled;
import dev.syncline.dialect.read.ValueRules;

/// Which values of a table's columns would make it fail in which targets, as the project's policies are.
final class Suspicions {

    private final ValueRules rules;
    private final Map<DatabaseKind, ValueRules> ofTargets = new LinkedHashMap<>();

    Suspicions(ProjectRevision project) {
        List<DatabaseKind> kinds = project.targets().stream().map(ConnectionRef::kind).toList();
        this.rules = new ValueRules(project.source().kind(), project.policy().values(), kinds);
        kinds.forEach(kind -> ofTargets.put(kind, ValueRules.ofTarget(project.source().kind(), kind)));
    }

    /// As targets get it: the policy for values may change a column's type.
    TableShape asLoaded(TableShape source) {
        return rules.applyTo(source);
    }

    /// @param source as the source has the table
    /// @return for each kind of target what it would refuse
    Map<DatabaseKind, List<Troubled>> of(TablePlan plan, TableShape source) {
        TableShape loaded = TableRules.loaded(plan, asLoaded(source));
        Map<DatabaseKind, List<Troubled>> suspicions = new LinkedHashMap<>();
        ofTargets.forEach((kind, target) -> {
            List<Troubled> refused = new ArrayList<>();
            for (Column column : source.columns()) {
                List<ValueTrouble> troubles = rules.undecided(source, column).stream().filter(target.troubles(source, column)::contains).toList();
                if (!troubles.isEmpty() && isRefusedBy(kind, loaded, column)) {
                    troubles.forEach(trouble -> refused.add(new Troubled(column, trouble, target.days())));
                }
            }
            suspicions.put(kind, refused);
        });
        return suspicions;
    }

    /// @param source as the source has the table
    /// @return for each kind of target the key fields that may be longer than a key there
    Map<DatabaseKind, List<TooLong>> longKeys(TablePlan plan, TableShape source) {
        TableShape loaded = TableRules.loaded(plan, asLoaded(source));
        Map<DatabaseKind, List<TooLong>> suspicions = new LinkedHashMap<>();
        ofTargets.keySet().forEach(kind -> suspicions.put(kind, source.columns().stream()
                .filter(column -> column.type() instanceof ColumnType.Text || column.type() instanceof ColumnType.Binary)
                .filter(column -> loaded.primaryKey().contains(column.name()))
                // What an index of one server holds, an index of another of its kind holds as well.
                .filter(column -> !(source.origin().equals(kind) && source.primaryKey().contains(column.name())))
                .flatMap(column -> Dialects.of(kind).target().longestKeyValue(loaded, column).map(longest -> new TooLong(column, longest)).stream())
                .toList()));
        return suspicions;
    }

    /// A target may hold more in one type than in others, such as NaN in floating-point numbers only.
    private static boolean isRefusedBy(DatabaseKind kind, TableShape loaded, Column column) {
        Dialect dialect = Dialects.of(kind);
        return loaded.columns().stream()
                .filter(one -> one.name().equals(column.name()))
                .anyMatch(one -> dialect.target().fit(loaded, one) == Fit.NEEDS_POLICY);
    }

    /// Whether what a target may not hold of a column is something that projects have a policy for.
    boolean isAboutValues(DatabaseKind kind, TableShape source, Column column) {
        ValueRules target = Objects.requireNonNull(ofTargets.get(kind));
        return source.columns().stream().filter(one -> one.name().equals(column.name())).anyMatch(one -> !target.troubles(source, one).isEmpty());
    }
}
