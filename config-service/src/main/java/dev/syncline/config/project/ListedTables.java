package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.contracts.policy.PatternPolicy;
import dev.syncline.contracts.policy.SelectionRule;
import dev.syncline.contracts.policy.TablePattern;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.SourceDialect.Listed;
import org.jspecify.annotations.Nullable;

/// What a source lists of the schemas that a project is about, and what the project's patterns come to there. A view is chosen by its name only.
final class ListedTables {

    private final ProjectRevision project;
    private final TableSelection selection;
    private final Set<TableName> named;
    private final List<TableName> chosen = new ArrayList<>();
    private final Map<SelectionRule, TablePattern> idle = new LinkedHashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    ListedTables(ProjectRevision project) {
        this.project = project;
        this.selection = new TableSelection(project.selection());
        project.selection().forEach(rule -> idle.put(rule, rule.matched()));
        this.named = new HashSet<>(project.namedTables());
    }

    void add(String schema, Collection<Listed> names) {
        List<TableName> tables = names.stream().filter(Listed::isTable).map(Listed::name).sorted().toList();
        sizes.put(schema, tables.size());
        for (TableName table : tables) {
            idle.values().removeIf(pattern -> pattern.matches(table));
            if (selection.takes(table) && !named.contains(table)) {
                chosen.add(table);
            }
        }
    }

    boolean isChosenFrom(String schema) {
        return selection.schemas().contains(schema);
    }

    /// Beside the named ones.
    List<TableName> chosen() {
        return List.copyOf(chosen);
    }

    /// The project with all tables that it comes to now.
    ProjectRevision resolved() {
        return project.choosing(chosen);
    }

    /// The project with the tables that a run would copy now: what has appeared since a save only where it is not ignored.
    ProjectRevision resolvedForRun() {
        if (project.revision() == 0) {
            return resolved();
        }
        Set<TableName> known = new HashSet<>(project.tables());
        Set<String> knew = project.baseline().stream().map(BaselineSchema::schema).collect(Collectors.toSet());
        return project.choosing(chosen.stream()
                .filter(table -> known.contains(table) || project.includesNewTablesOf(table.schema()) || !knew.contains(table.schema()))
                .toList());
    }

    /// Patterns that choose nothing: whoever writes one means something.
    List<Flaw> idlePatterns() {
        if (idle.isEmpty() && chosen.isEmpty() && named.isEmpty()) {
            return List.of(Flaw.of(FindingCode.MATCHES_NOTHING, "chooses no table that is there now: its exceptions leave out all that its patterns choose"));
        }
        return idle.keySet().stream()
                .filter(rule -> !rule.leavesOut())
                .map(rule -> Flaw.of(FindingCode.MATCHES_NOTHING, "contains %s, which chooses no table: %s".formatted(rule.pattern(), whyIdle(rule))).with("rule", rule.pattern()))
                .toList();
    }

    private String whyIdle(SelectionRule rule) {
        String schema = rule.matched().oneSchema().orElse("?");
        int tables = sizes.getOrDefault(schema, 0);
        return tables == 0
                ? "the source has no table in schema %s that its user may see; look at the schema's letter case and at the rights".formatted(schema)
                : "none of the %d tables of schema %s has such a name; change it or remove it".formatted(tables, schema);
    }

    /// Exceptions that leave nothing out may be for what will be there.
    List<Finding> idleExceptions() {
        return idle.keySet().stream()
                .filter(SelectionRule::leavesOut)
                .map(rule -> Finding.note(Flaw.of(FindingCode.MATCHES_NOTHING, "The exception %s leaves out no table that is there now".formatted(rule.pattern())).with("rule", rule.pattern())))
                .toList();
    }

    /// Policies of patterns that hold for none of the chosen tables.
    ///
    /// @param resolved the project with all tables that it comes to
    /// @param shapes of its tables, as far as they were read
    static void checkPolicies(ProjectRevision resolved, Map<TableName, TableShape> shapes, Findings findings) {
        for (int i = 0; i < resolved.patternPolicies().size(); i++) {
            PatternPolicy policy = resolved.patternPolicies().get(i);
            TablePattern pattern = policy.matched();
            List<TableName> matched = resolved.tables().stream().filter(pattern::matches).toList();
            if (matched.isEmpty()) {
                findings.add("patternPolicies[%d].pattern".formatted(i), Flaw.of(FindingCode.MATCHES_NOTHING, "is %s, which matches none of the chosen tables".formatted(pattern)).with("rule", pattern));
            } else if (matched.stream().noneMatch(table -> policy.fits(columns(shapes.get(table))))) {
                findings.add("patternPolicies[%d]".formatted(i), Flaw.of(FindingCode.MATCHES_NOTHING, "is for %s, but none of the %d tables that it matches has the columns that it names".formatted(pattern, matched.size())).with("rule", pattern));
            }
        }
    }

    /// The names of a shape's columns; null where it is not known.
    static @Nullable List<String> columns(@Nullable TableShape shape) {
        return shape == null ? null : shape.columnNames();
    }
}
