package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.project.ProjectRequest.ExtractionRequest;
import dev.syncline.config.project.ProjectRequest.TablePolicyRequest;
import dev.syncline.config.project.TablePoliciesPatch.Edit;
import dev.syncline.config.project.TablePoliciesPatch.Selection;
import dev.syncline.contracts.policy.PatternPolicies;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Carries out a patch on what is saved. Whether the policies that come of it can be is judged as at every save.
final class PolicyPatch {

    private static final int MOST_EDITS = 100;
    private static final Set<String> RESET = Set.of("extraction", "keyFields", "properties");

    private final Set<TableName> chosen;
    private final PatternPolicies patterns;
    private final Map<TableName, TablePolicyRequest> policies = new LinkedHashMap<>();
    private final Map<TableName, TablePolicyRequest> before;
    private final Set<TableName> selected = new HashSet<>();

    private PolicyPatch(ProjectRevision project, ProjectRequest saved) {
        this.chosen = new LinkedHashSet<>(project.tables());
        this.patterns = new PatternPolicies(project.patternPolicies());
        Objects.requireNonNull(saved.tablePolicies()).forEach(policy -> policies.put(Objects.requireNonNull(policy.table()), policy));
        this.before = Map.copyOf(policies);
    }

    /// @param request the project with the changed policies
    record Patched(ProjectRequest request, int selected, int changed) {}

    /// @throws dev.syncline.kit.web.ApiException where the patch itself makes no sense
    static Patched apply(TablePoliciesPatch patch, ProjectRevision project) {
        Findings findings = new Findings("The change");
        ProjectRequest saved = ProjectRequest.of(project);
        PolicyPatch policies = new PolicyPatch(project, saved);
        List<@Nullable Edit> edits = Objects.requireNonNullElse(patch.edits(), List.of());
        if (edits.isEmpty() || edits.size() > MOST_EDITS) {
            findings.add("edits", Flaw.of(FindingCode.TOO_MANY, "are %d; there are 1 to %d".formatted(edits.size(), MOST_EDITS)).with("least", 1).with("most", MOST_EDITS));
        } else {
            for (int i = 0; i < edits.size(); i++) {
                policies.apply("edits[%d]".formatted(i), edits.get(i), findings);
            }
        }
        findings.throwIfAny();
        return new Patched(saved.withPolicies(new ArrayList<>(policies.policies.values()), patch.comment()), policies.selected.size(), policies.changed());
    }

    private int changed() {
        Set<TableName> all = new HashSet<>(before.keySet());
        all.addAll(policies.keySet());
        return (int) all.stream().filter(table -> !Objects.equals(before.get(table), policies.get(table))).count();
    }

    private void apply(String field, @Nullable Edit edit, Findings findings) {
        if (edit == null || edit.select() == null) {
            findings.add(field + ".select", Flaw.of(FindingCode.MISSING, "is missing; name tables, schemas or a part of a name, or say all"));
            return;
        }
        List<@Nullable String> reset = Objects.requireNonNullElse(edit.reset(), List.of());
        if (!RESET.containsAll(reset)) {
            findings.add(field + ".reset", Flaw.of(FindingCode.NOT_ONE_OF, "has a word that is none of " + RESET.stream().sorted().toList()).with("allowed", String.join(", ", RESET.stream().sorted().toList())));
            return;
        }
        if (edit.extraction() == null && edit.keyFields() == null && edit.properties() == null && reset.isEmpty()) {
            findings.add(field, Flaw.of(FindingCode.NOTHING_SELECTED, "changes nothing; give extraction, keyFields, properties or reset"));
            return;
        }
        for (TableName table : tables(field + ".select", edit.select(), findings)) {
            selected.add(table);
            TablePolicyRequest policy = changed(table, edit, reset);
            if (policy == null) {
                policies.remove(table);
            } else {
                policies.put(table, policy);
            }
        }
    }

    private List<TableName> tables(String field, Selection select, Findings findings) {
        Set<@Nullable TableName> except = new HashSet<>(Objects.requireNonNullElse(select.except(), List.of()));
        if (select.tables() != null) {
            List<TableName> named = new ArrayList<>();
            for (TableName table : select.tables()) {
                if (table == null || !chosen.contains(table)) {
                    findings.add(field + ".tables", Flaw.of(FindingCode.NOT_CHOSEN, "name %s, which is not among the chosen tables".formatted(table)).with("table", String.valueOf(table)));
                } else if (!except.contains(table)) {
                    named.add(table);
                }
            }
            return named;
        }
        String search = Objects.requireNonNullElse(select.search(), "").strip().toLowerCase(Locale.ROOT);
        List<@Nullable String> schemas = Objects.requireNonNullElse(select.schemas(), List.of());
        if (search.isEmpty() && schemas.isEmpty() && !Boolean.TRUE.equals(select.all())) {
            findings.add(field, Flaw.of(FindingCode.NOTHING_SELECTED, "selects nothing; name tables, schemas or a part of a name, or say all"));
            return List.of();
        }
        return chosen.stream()
                .filter(table -> schemas.isEmpty() || schemas.contains(table.schema()))
                .filter(table -> table.table().toLowerCase(Locale.ROOT).contains(search))
                .filter(table -> !except.contains(table))
                .toList();
    }

    /// Null where nothing is left but the defaults. Where a pattern has a policy for the table, that is what it begins with, and the defaults have to be said.
    private @Nullable TablePolicyRequest changed(TableName table, Edit edit, List<@Nullable String> reset) {
        Optional<TablePolicyRequest> ofPattern = patterns.policyOf(table, null).map(one -> ProjectRequest.of(one.of(table)));
        TablePolicyRequest policy = policies.getOrDefault(table, ofPattern.orElse(new TablePolicyRequest(table, null, null, null)));
        ExtractionRequest extraction = edit.extraction() != null ? edit.extraction() : reset.contains("extraction") ? null : policy.extraction();
        List<@Nullable String> keyFields = edit.keyFields() != null ? edit.keyFields() : reset.contains("keyFields") ? null : policy.keyFields();
        Map<String, @Nullable Map<String, @Nullable Object>> properties =
                new HashMap<>(reset.contains("properties") || policy.properties() == null ? Map.of() : policy.properties());
        if (edit.properties() != null) {
            properties.putAll(edit.properties());
        }
        boolean full = extraction == null || "full".equals(extraction.mode()) && extraction.key() == null && extraction.lookBack() == null;
        return full && keyFields == null && properties.isEmpty() && ofPattern.isEmpty() ? null : new TablePolicyRequest(table, extraction, keyFields, properties);
    }
}
