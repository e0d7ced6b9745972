package dev.syncline.config.project;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Texts;
import dev.syncline.config.project.ProjectRequest.SchemaNamingRequest;
import dev.syncline.config.project.ProjectRequest.TableNamingRequest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.TableNaming;
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
            findings.add("schemaNaming", "is missing; it has no default, choose mode 'original', 'prefix' or 'fixed'");
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
                findings.add("schemaNaming.mode", "is not one of original, prefix, fixed");
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
                findings.add("tableNaming.mode", "is not one of original, schema-infix");
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
                findings.add("tables", "%s and %s would both be written to %s; choose another schema or table naming, or leave one out"
                        .formatted(first, table, target));
            }
        }
    }

    static void checkFits(ProjectRevision project, Findings findings) {
        for (DatabaseKind kind : kinds(project)) {
            Dialect dialect = Dialects.of(kind);
            Set<String> flaws = new LinkedHashSet<>();
            for (TableName table : project.tables()) {
                TableName target = project.targetOf(table);
                flaws.addAll(dialect.target().names().flaws(target));
                flaws.addAll(dialect.target().nameFlaws(target, project.planOf(table).properties().getOrDefault(kind.id(), TableProperties.NONE)));
                tooLong(dialect, target.schema(), flaws);
                tooLong(dialect, target.table(), flaws);
            }
            flaws.forEach(flaw -> findings.add("tables", "would get a name that %s cannot hold: %s".formatted(dialect.descriptor().title(), flaw)));
        }
    }

    /// Whether there is any kind of target that could hold them, as long as none is chosen.
    static void checkFitsSomewhere(ProjectRevision project, Findings findings) {
        Set<String> flaws = new LinkedHashSet<>();
        for (TableName table : project.tables()) {
            TableName target = project.targetOf(table);
            List<List<String>> all = kinds(project).stream().map(kind -> Dialects.of(kind).target().names().flaws(target)).toList();
            if (all.stream().noneMatch(List::isEmpty)) {
                flaws.add(all.getFirst().getFirst());
            }
        }
        flaws.forEach(flaw -> findings.add("tables", "would get a name that no target can hold: %s".formatted(flaw)));
    }

    private static void tooLong(Dialect dialect, String name, Set<String> flaws) {
        if (!dialect.nameLimit().allows(name)) {
            flaws.add("'%s' is longer than %d bytes; use another name".formatted(name, dialect.nameLimit().bytes()));
        }
    }

    /// The columns of the tables whose columns are known.
    static void checkColumns(ProjectRevision project, Map<TableName, TableShape> shapes, Findings findings) {
        for (DatabaseKind kind : kinds(project)) {
            shapes.forEach((table, shape) -> Dialects.of(kind).target().names().flaws(project.targetOf(table), shape).forEach(flaw ->
                    findings.add("tables", "contain %s, of which a column cannot be copied: %s, or leave the table out".formatted(table, flaw))));
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
            findings.add(field, "is missing; it has no default");
            return null;
        }
        String flaw = Texts.flawOfName(text, PolicyCheck.LONGEST_NAME);
        findings.add(field, flaw);
        return flaw == null ? text : null;
    }

    private static void refuseForeign(String field, @Nullable String text, @Nullable String mode, String itsMode, Findings findings) {
        if (text != null && !itsMode.equals(mode)) {
            findings.add(field, "belongs to mode '%s'; leave it out or choose that mode".formatted(itsMode));
        }
    }
}
