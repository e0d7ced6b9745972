package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.check.OwnershipCheck;
import dev.syncline.config.check.Texts;
import dev.syncline.config.connection.SavedConnection;
import dev.syncline.contracts.policy.ConnectionPolicy;
import dev.syncline.contracts.policy.PatternPolicy;
import dev.syncline.contracts.policy.SchemaPolicy;
import dev.syncline.contracts.policy.SelectionRule;
import dev.syncline.contracts.policy.TableNaming;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.Ownership;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Dialects;

/// Turns a described project into a revision, or says all that is wrong with it. Asks no user's database.
final class ProjectCheck {

    private static final int LONGEST_TITLE = 200;
    private static final int MOST_TARGETS = 32;
    private static final int MOST_TABLES = 20_000;

    private final Function<Set<Long>, Map<Long, SavedConnection>> connections;

    /// @param connections finds those of some connections that there are, by id
    ProjectCheck(Function<Set<Long>, Map<Long, SavedConnection>> connections) {
        this.connections = connections;
    }

    /// @throws dev.syncline.kit.web.ApiException naming everything that is wrong with it
    ProjectRevision check(ProjectRequest request, long projectId, long revision) {
        Findings findings = new Findings("The project");
        Described described = describe(request, projectId, revision, findings);
        ProjectRevision frozen = described.revision;
        checkSource(described.source(), findings);
        frozen.targets().forEach(target -> checkTarget(described.connection(target), findings));
        checkPoliciesBelong(frozen, findings);
        checkNames(frozen, findings);
        new Overwriting(frozen, (one, other) -> described.servers.sameDatabase(described.connection(one), described.connection(other))).check(findings);
        findings.throwIfAny();
        return frozen;
    }

    /// What a request says, whether or not it can be saved as things are now: what was saved may have become impossible since, and can still be compared.
    ///
    /// @throws dev.syncline.kit.web.ApiException where something in it has no meaning
    ProjectRevision describe(ProjectRequest request, long projectId, long revision) {
        return describe(request, projectId, revision, new Findings("The project")).revision;
    }

    private record Described(ProjectRevision revision, Map<Long, SavedConnection> connections, Servers servers) {

        SavedConnection source() {
            return connection(revision.source());
        }

        SavedConnection connection(ConnectionRef ref) {
            return Objects.requireNonNull(connections.get(ref.id()));
        }
    }

    private Described describe(ProjectRequest request, long projectId, long revision, Findings findings) {
        String name = findings.required("name", request.name(), value -> Texts.flawOfTitle(value, LONGEST_TITLE));
        Set<Long> targetIds = targetIds(request, findings);
        SchemaNaming schemaNaming = NameCheck.schemaNaming(request.schemaNaming(), findings);
        TableNaming tableNaming = NameCheck.tableNaming(request.tableNaming(), findings);
        List<SelectionRule> selection = SelectionCheck.rules(request.selection(), findings);
        List<TableName> tables = SelectionCheck.named(tables(request, findings), selection, findings);
        ConnectionPolicy policy = PolicyCheck.connection(request.policy(), findings);
        List<SchemaPolicy> schemas = PolicyCheck.schemas(request.schemas(), findings);
        List<TablePolicy> tablePolicies = PolicyCheck.tables(request.tablePolicies(), findings);
        List<PatternPolicy> patternPolicies = PolicyCheck.patterns(request.patternPolicies(), findings);
        Ownership ownership = OwnershipCheck.of(request.managedBy(), request.labels(), findings);
        if (request.sourceConnectionId() == null) {
            findings.add("sourceConnectionId", Flaw.of(FindingCode.MISSING, "is missing"));
        }
        if (request.comment() != null) {
            findings.add("comment", Texts.flawOfRemark(request.comment(), Why.LONGEST_COMMENT));
        }
        findings.throwIfAny();

        long sourceId = Objects.requireNonNull(request.sourceConnectionId()); // it would have been found missing
        Set<Long> ids = new HashSet<>(targetIds);
        ids.add(sourceId);
        Map<Long, SavedConnection> known = connections.apply(ids);
        SavedConnection source = known.get(sourceId);
        if (source == null) {
            findings.add("sourceConnectionId", Flaw.of(FindingCode.UNKNOWN_CONNECTION, "names connection %d, which does not exist".formatted(sourceId))
                    .with("connection", sourceId));
        }
        targetIds.stream().filter(id -> !known.containsKey(id)).forEach(id -> findings.add(
                "targetConnectionIds", Flaw.of(FindingCode.UNKNOWN_CONNECTION, "name connection %d, which does not exist".formatted(id)).with("connection", id)));
        findings.throwIfAny();

        List<SavedConnection> targets = targetIds.stream().map(id -> Objects.requireNonNull(known.get(id))).toList();
        Servers servers = new Servers(known.values());
        ProjectRevision described = new ProjectRevision(
                projectId,
                name,
                revision,
                servers.ref(Objects.requireNonNull(source)),
                targets.stream().map(servers::ref).toList(),
                schemaNaming,
                tables,
                tableNaming,
                policy,
                schemas,
                tablePolicies,
                List.of(),
                NameCheck.limit(targets.stream().map(SavedConnection::kind).toList()),
                SelectionCheck.patterns(selection),
                null,
                patternPolicies,
                ownership)
                .choosing(List.of());
        return new Described(described, known, servers);
    }

    private static void checkSource(SavedConnection source, Findings findings) {
        Descriptor kind = Dialects.of(source.kind()).descriptor();
        if (!kind.source()) {
            findings.add("sourceConnectionId", Flaw.of(FindingCode.NOT_A_SOURCE, "names connection %d '%s', a %s, which can be a target only; choose another"
                    .formatted(source.id(), source.name(), kind.title())).with("connection", source.id()).with("kind", kind.title()));
        }
    }

    private static void checkTarget(SavedConnection target, Findings findings) {
        if (!target.writable()) {
            findings.add("targetConnectionIds", Flaw.of(FindingCode.NOT_WRITABLE, "name connection %d '%s', which does not allow write operations; allow them there or choose another"
                    .formatted(target.id(), target.name())).with("connection", target.id()));
        }
    }

    /// The names of the tables that are chosen, however that was done.
    static void checkNames(ProjectRevision project, Findings findings) {
        if (project.tables().size() > MOST_TABLES) {
            findings.add("tables", tooMany(project.tables().size()));
            return;
        }
        NameCheck.checkCollisions(project, findings);
        NameCheck.checkFits(project, findings);
    }

    private static Flaw tooMany(int tables) {
        return Flaw.of(FindingCode.TOO_MANY, "are %d, more than %d; divide them among projects".formatted(tables, MOST_TABLES)).with("most", MOST_TABLES);
    }

    /// The target names of a description that may still lack everything else: the limits are those of the targets that are chosen already.
    NamesView names(ProjectRequest request) {
        Findings findings = new Findings("The project");
        SchemaNaming schemaNaming = NameCheck.schemaNaming(request.schemaNaming(), findings);
        TableNaming tableNaming = NameCheck.tableNaming(request.tableNaming(), findings);
        List<TableName> tables = tables(request, findings);
        if (tables.isEmpty() || !findings.isEmpty()) {
            return new NamesView(List.of(), findings.all(), findings.list());
        }
        Set<Long> chosen = request.targetConnectionIds() == null
                ? Set.of()
                : request.targetConnectionIds().stream().filter(Objects::nonNull).limit(MOST_TARGETS).collect(Collectors.toSet());
        List<ConnectionRef> targets = (chosen.isEmpty() ? Map.<Long, SavedConnection>of() : connections.apply(chosen)).values().stream()
                .map(target -> new ConnectionRef(target.id(), target.name(), target.kind()))
                .toList();
        // Without a target names are made as for all that there may be.
        List<ConnectionRef> considered = targets.isEmpty()
                ? Dialects.all().stream().map(dialect -> new ConnectionRef(0, dialect.descriptor().title(), dialect.kind())).toList()
                : targets;
        ProjectRevision project = new ProjectRevision(
                0, "", 0, considered.getFirst(), considered, schemaNaming, tables, tableNaming, ConnectionPolicy.DEFAULT, List.of(), List.of(), List.of(),
                NameCheck.limit(considered.stream().map(ConnectionRef::kind).toList()));
        NameCheck.checkCollisions(project, findings);
        if (targets.isEmpty()) {
            NameCheck.checkFitsSomewhere(project, findings);
        } else {
            NameCheck.checkFits(project, findings);
        }
        return new NamesView(
                tables.stream().map(table -> new NamesView.Named(table, project.targetOf(table))).toList(), findings.all(), findings.list());
    }

    private static Set<Long> targetIds(ProjectRequest request, Findings findings) {
        Set<Long> ids = new LinkedHashSet<>();
        if (request.targetConnectionIds() == null || request.targetConnectionIds().isEmpty()) {
            findings.add("targetConnectionIds", Flaw.of(FindingCode.MISSING, "are missing; a project needs at least one target"));
            return ids;
        }
        if (request.targetConnectionIds().size() > MOST_TARGETS) {
            findings.add("targetConnectionIds", Flaw.of(FindingCode.TOO_MANY, "are more than %d".formatted(MOST_TARGETS)).with("most", MOST_TARGETS));
            return ids;
        }
        for (Long id : request.targetConnectionIds()) {
            if (id == null) {
                findings.add("targetConnectionIds", Flaw.of(FindingCode.MISSING, "contain null"));
            } else if (!ids.add(id)) {
                findings.add("targetConnectionIds", Flaw.of(FindingCode.DUPLICATE, "name connection %d twice".formatted(id)).with("connection", id));
            }
        }
        return ids;
    }

    private static List<TableName> tables(ProjectRequest request, Findings findings) {
        List<TableName> tables = new ArrayList<>();
        if (request.tables() == null || request.tables().isEmpty()) {
            if (request.selection() != null && !request.selection().isEmpty()) {
                return tables;
            }
            findings.add("tables", Flaw.of(FindingCode.MISSING, "are missing; a project needs at least one table"));
            return tables;
        }
        if (request.tables().size() > MOST_TABLES) {
            findings.add("tables", tooMany(request.tables().size()));
            return tables;
        }
        Set<TableName> seen = new HashSet<>();
        for (int i = 0; i < request.tables().size(); i++) {
            TableName table = request.tables().get(i);
            String field = "tables[%d]".formatted(i);
            if (table == null) {
                findings.add(field, Flaw.of(FindingCode.MISSING, "is null"));
                continue;
            }
            findings.add(field + ".schema", Texts.flawOfName(table.schema(), PolicyCheck.LONGEST_NAME));
            findings.add(field + ".table", Texts.flawOfName(table.table(), PolicyCheck.LONGEST_NAME));
            findings.add(field, SelectionCheck.patternFlaw(table));
            if (!seen.add(table)) {
                findings.add(field, Flaw.of(FindingCode.DUPLICATE, "names %s a second time".formatted(table)).about(table));
            }
            tables.add(table);
        }
        return tables;
    }

    /// A table policy is for a chosen table, or for one that may appear in a schema whose new tables are copied.
    private static void checkPoliciesBelong(ProjectRevision project, Findings findings) {
        Set<TableName> chosen = new HashSet<>(project.tables());
        Set<String> schemas = new HashSet<>();
        project.tables().forEach(table -> schemas.add(table.schema()));
        TableSelection selection = new TableSelection(project.selection());
        Predicate<TableName> newTables = project.newTables();
        project.schemas().forEach(schema -> schemas.add(schema.schema()));
        for (TablePolicy policy : project.tablePolicies()) {
            TableName table = policy.table();
            boolean mayAppear = schemas.contains(table.schema()) && newTables.test(table);
            if (!chosen.contains(table) && !selection.takes(table) && !mayAppear) {
                findings.add("tablePolicies", Flaw.of(FindingCode.NOT_CHOSEN, "are for %s, which is not among the chosen tables; choose it, or remove its policy".formatted(table)).about(table));
            }
        }
    }
}
