package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.check.Texts;
import dev.syncline.config.project.ProjectRequest.SelectionRuleRequest;
import dev.syncline.contracts.policy.SelectionRule;
import dev.syncline.contracts.policy.TablePattern;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Turns described patterns into rules of which for every table at most one is the most specific, or adds what is wrong with them. Asks no source.
final class SelectionCheck {

    static final int MOST_RULES = 500;

    private static final String EVERYTHING = "*";
    private static final int LONGEST_PATTERN = 1_100;

    private SelectionCheck() {}

    static List<SelectionRule> rules(@Nullable List<@Nullable SelectionRuleRequest> request, Findings findings) {
        List<SelectionRule> rules = new ArrayList<>();
        if (request == null) {
            return rules;
        }
        if (request.size() > MOST_RULES) {
            findings.add("selection", Flaw.of(FindingCode.TOO_MANY, "are more than %d rules".formatted(MOST_RULES)).with("most", MOST_RULES));
            return rules;
        }
        for (int i = 0; i < request.size(); i++) {
            String field = "selection[%d]".formatted(i);
            SelectionRule rule = rule(field, request.get(i), findings);
            if (rule == null) {
                continue;
            }
            for (SelectionRule other : rules) {
                if (other.equals(rule)) {
                    findings.add(field, Flaw.of(FindingCode.DUPLICATE, "says %s a second time".formatted(rule.pattern())));
                } else if (other.leavesOut() != rule.leavesOut()) {
                    rule.matched().ties(other.matched()).ifPresent(table -> findings.add(field, tie(rule.pattern(), other.pattern(), table)));
                }
            }
            rules.add(rule);
        }
        return rules;
    }

    private static @Nullable SelectionRule rule(String field, @Nullable SelectionRuleRequest request, Findings findings) {
        if (request == null || (request.pattern() == null) == (request.schema() == null)) {
            findings.add(field, Flaw.of(FindingCode.MISSING, "is neither a pattern nor a schema; give one of them"));
            return null;
        }
        if (request.schema() != null) {
            Flaw flaw = Texts.flawOfName(request.schema(), PolicyCheck.LONGEST_NAME);
            findings.add(field + ".schema", flaw);
            return flaw == null ? new SelectionRule(TablePattern.all(request.schema()).toString()) : null;
        }
        String text = Objects.requireNonNull(request.pattern()); // else it is neither
        TablePattern pattern = pattern(field + ".pattern", text.startsWith("!") ? text.substring(1) : text, findings);
        if (pattern == null) {
            return null;
        }
        if (pattern.oneSchema().isEmpty()) {
            findings.add(field + ".pattern", Flaw.of(FindingCode.PATTERN, "is %s, which is not about one schema; write a rule for each schema".formatted(text)));
            return null;
        }
        return new SelectionRule(text);
    }

    /// @return null where there is a finding
    static @Nullable TablePattern pattern(String field, @Nullable String text, Findings findings) {
        if (text == null) {
            findings.add(field, Flaw.of(FindingCode.MISSING, "is missing; write it as schema.table, with * for any characters"));
            return null;
        }
        Flaw flaw = Texts.flawOfName(text, LONGEST_PATTERN);
        findings.add(field, flaw);
        if (flaw != null) {
            return null;
        }
        try {
            return new TablePattern(text);
        } catch (IllegalArgumentException e) {
            findings.add(field, Flaw.of(FindingCode.WRONG_FORM, "cannot be read: " + e.getMessage()));
            return null;
        }
    }

    static Flaw tie(String rule, String other, TableName table) {
        return Flaw.of(FindingCode.EQUAL_WEIGHT, "is %s, as specific as %s, and both match %s: make one of them more specific".formatted(rule, other, table))
                .about(table).with("rule", rule).with("other", other);
    }

    /// The named tables, with those that rules name.
    static List<TableName> named(List<TableName> tables, List<SelectionRule> rules, Findings findings) {
        Set<TableName> named = new LinkedHashSet<>(tables);
        Set<TableName> leftOut = new HashSet<>();
        rules.stream().filter(rule -> rule.matched().isExact()).forEach(rule -> (rule.leavesOut() ? leftOut : named).add(rule.matched().name()));
        tables.stream().filter(leftOut::contains).forEach(table -> findings.add(
                "selection", Flaw.of(FindingCode.EQUAL_WEIGHT, "leaves out %s, which tables name; remove it from one of them".formatted(table)).about(table)));
        if (named.isEmpty() && !rules.isEmpty() && rules.stream().allMatch(SelectionRule::leavesOut)) {
            findings.add("selection", Flaw.of(FindingCode.MISSING, "only leaves tables out; choose some by a pattern such as shop.*, or by name"));
        }
        return List.copyOf(named);
    }

    /// Those that are more than a table's name.
    static List<SelectionRule> patterns(List<SelectionRule> rules) {
        return rules.stream().filter(rule -> rule.leavesOut() || !rule.matched().isExact()).toList();
    }

    /// No database calls a table so, and whoever writes it means all.
    static @Nullable Flaw patternFlaw(TableName table) {
        return table.schema().equals(EVERYTHING) || table.table().equals(EVERYTHING)
                ? Flaw.of(FindingCode.PATTERN, "is a pattern, %s; write patterns in selection, and their policies in patternPolicies".formatted(table))
                : null;
    }
}
