package dev.syncline.config.project;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.check.Texts;
import dev.syncline.config.project.ProjectRequest.SchemaNamingRequest;
import dev.syncline.config.project.ProjectRequest.TableNamingRequest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.TableNaming;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import org.jspecify.annotations.Nullable;

/// How target schemas and tables are named, and whether every name belongs to one table and fits (S13 to S19, A23, A25).
final class NameCheck {

    private NameCheck() {}

    /// What a name may be in all of these databases.
    static NameLimit limit(List<DatabaseKind> targets) {
        return targets.stream().map(kind -> Dialects.of(kind).nameLimit()).reduce(NameLimit::and).orElseThrow();
    }

    /// Any naming where the described one is wrong; then there is a finding.
    static SchemaNaming schemaNaming(@Nullable SchemaNamingRequest request, Findings findings) {
        if (request == null || request.mode() == null) {
            findings.add("schemaNaming", Flaw.of(FindingCode.MISSING, "is missing; it has no default, choose mode 'original', 'prefix' or 'fixed'"));
            return new SchemaNaming.Original();
        }
        refuseForeign("schemaNaming.prefix", request.prefix(), request.mode(), "prefix", findings);
        refuseForeign("schemaNaming.name", request.name(), request.mode(), "fixed", findings);
        return switch (request.mode()) {
            case "original" -> new SchemaNaming.Original();
            case "prefix" -> {
                String prefix = required("schemaNaming.prefix", request.prefix(), findings);
                yield prefix == null ? new SchemaNaming.Original() : new SchemaNaming.Prefix(prefix);
            }
            case "fixed" -> {
                String name = required("schemaNaming.name", request.name(), findings);
                yield name == null ? new SchemaNaming.Original() : new SchemaNaming.Fixed(name);
            }
            default -> {
                findings.add("schemaNaming.mode", Flaw.of(FindingCode.NOT_ONE_OF, "is not one of original, prefix, fixed").with("allowed", "original, prefix, fixed"));
                yield new SchemaNaming.Original();
            }
        };
    }

    /// The source's own names where nothing is described.
    static TableNaming tableNaming(@Nullable TableNamingRequest request, Findings findings) {
        if (request == null) {
            return new TableNaming.Original();
        }
        refuseForeign("tableNaming.infix", request.infix(), request.mode(), "schema-infix", findings);
        return switch (request.mode()) {
            case "original" -> new TableNaming.Original();
            case "schema-infix" -> {
                String infix = required("tableNaming.infix", request.infix(), findings);
                yield infix == null ? new TableNaming.Original() : new TableNaming.SchemaInfix(infix);
            }
            case null, default -> {
                findings.add("tableNaming.mode", Flaw.of(FindingCode.NOT_ONE_OF, "is not one of original, schema-infix").with("allowed", "original, schema-infix"));
                yield new TableNaming.Original();
            }
        };
    }

    /// Letter case is not enough to keep two tables apart: some targets fold it.
    static void checkCollisions(ProjectRevision project, Findings findings) {
        Map<TableName, TableName> taken = new HashMap<>();
        for (TableName table : project.tables()) {
            TableName target = project.targetOf(table);
            TableName first = taken.putIfAbsent(folded(target), table);
            if (first != null && !first.equals(table)) {
                findings.add("tables", Flaw.of(FindingCode.NAME_COLLISION, "%s and %s would both be written to %s; choose another schema or table naming, or leave one out"
                        .formatted(first, table, target)).about(table).with("other", first).with("target", target));
            }
        }
    }

    static void checkFits(ProjectRevision project, Findings findings) {
        Function<TableName, TablePlan> plans = project.plans();
        for (DatabaseKind kind : kinds(project)) {
            Dialect dialect = Dialects.of(kind);
            // By the table that has it first: one schema can be every table's.
            Map<String, TableName> flaws = new LinkedHashMap<>();
            for (TableName table : project.tables()) {
                TableName target = project.targetOf(table);
                dialect.target().names().flaws(target).forEach(flaw -> flaws.putIfAbsent(flaw, table));
                dialect.target().nameFlaws(target, plans.apply(table).properties().getOrDefault(kind.id(), TableProperties.NONE))
                        .forEach(flaw -> flaws.putIfAbsent(flaw, table));
                tooLong(dialect, target.schema()).ifPresent(flaw -> flaws.putIfAbsent(flaw, table));
                tooLong(dialect, target.table()).ifPresent(flaw -> flaws.putIfAbsent(flaw, table));
            }
            flaws.forEach((flaw, table) -> findings.add("tables", Flaw.of(FindingCode.UNUSABLE_NAME, "would get a name that %s cannot hold: %s".formatted(dialect.descriptor().title(), flaw)).about(table).with("kind", dialect.descriptor().title())));
        }
    }

    /// Whether there is any kind of target that could hold them, as long as none is chosen.
    static void checkFitsSomewhere(ProjectRevision project, Findings findings) {
        Map<String, TableName> flaws = new LinkedHashMap<>();
        for (TableName table : project.tables()) {
            TableName target = project.targetOf(table);
            List<List<String>> all = kinds(project).stream().map(kind -> Dialects.of(kind).target().names().flaws(target)).toList();
            if (all.stream().noneMatch(List::isEmpty)) {
                flaws.putIfAbsent(all.getFirst().getFirst(), table);
            }
        }
        flaws.forEach((flaw, table) -> findings.add("tables", Flaw.of(FindingCode.UNUSABLE_NAME, "would get a name that no target can hold: %s".formatted(flaw)).about(table)));
    }

    private static Optional<String> tooLong(Dialect dialect, String name) {
        return dialect.nameLimit().allows(name)
                ? Optional.empty()
                : Optional.of("'%s' is longer than %d bytes; use another name".formatted(name, dialect.nameLimit().bytes()));
    }

    /// The columns of the tables whose columns are known.
    static void checkColumns(ProjectRevision project, Map<TableName, TableShape> shapes, Findings findings) {
        for (DatabaseKind kind : kinds(project)) {
            shapes.forEach((table, shape) -> Dialects.of(kind).target().names().flaws(project.targetOf(table), shape).forEach(flaw ->
                    findings.add("tables", Flaw.of(FindingCode.UNUSABLE_COLUMN_NAME, "contain %s, of which a column cannot be copied: %s, or leave the table out".formatted(table, flaw)).about(table).with("kind", Dialects.of(kind).descriptor().title()))));
        }
    }

    private static Set<DatabaseKind> kinds(ProjectRevision project) {
        return new LinkedHashSet<>(project.targets().stream().map(ConnectionRef::kind).toList());
    }

    static TableName folded(TableName name) {
        return new TableName(name.schema().toLowerCase(Locale.ROOT), name.table().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String required(String field, @Nullable String text, Findings findings) {
        if (text == null || text.isBlank()) {
            findings.add(field, Flaw.of(FindingCode.MISSING, "is missing; it has no default"));
            return null;
        }
        Flaw flaw = Texts.flawOfName(text, PolicyCheck.LONGEST_NAME);
        findings.add(field, flaw);
        return flaw == null ? text : null;
    }

    private static void refuseForeign(String field, @Nullable String text, @Nullable String mode, String itsMode, Findings findings) {
        if (text != null && !itsMode.equals(mode)) {
            findings.add(field, Flaw.of(FindingCode.NOT_APPLICABLE, "belongs to mode '%s'; leave it out or choose that mode".formatted(itsMode)).with("mode", itsMode));
        }
    }
}
