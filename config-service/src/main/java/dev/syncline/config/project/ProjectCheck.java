package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Texts;
import dev.syncline.config.connection.SavedConnection;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;

/// Turns a described project into a revision, or says all that is wrong with it. Asks no user's database.
final class ProjectCheck {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_NAME = 255;
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
        String name = findings.required("name", request.name(), value -> Texts.flawOfTitle(value, LONGEST_TITLE));
        Set<Long> targetIds = targetIds(request, findings);
        SchemaNaming naming = naming(request, findings);
        List<TableName> tables = tables(request, findings);
        if (request.sourceConnectionId() == null) {
            findings.add("sourceConnectionId", "is missing");
        }
        findings.throwIfAny();

        Set<Long> ids = new HashSet<>(targetIds);
        ids.add(request.sourceConnectionId());
        Map<Long, SavedConnection> known = connections.apply(ids);
        SavedConnection source = known.get(request.sourceConnectionId());
        if (source == null) {
            findings.add("sourceConnectionId", "names connection %d, which does not exist".formatted(request.sourceConnectionId()));
        }
        List<SavedConnection> targets = targets(targetIds, known, findings);
        findings.throwIfAny();

        ProjectRevision frozen = new ProjectRevision(
                projectId, name, revision, source.ref(), targets.stream().map(SavedConnection::ref).toList(), naming, tables);
        checkCollisions(frozen, findings);
        checkNames(frozen, findings);
        checkOverwriting(frozen, source, targets, findings);
        findings.throwIfAny();
        return frozen;
    }

    private static Set<Long> targetIds(ProjectRequest request, Findings findings) {
        Set<Long> ids = new LinkedHashSet<>();
        if (request.targetConnectionIds() == null || request.targetConnectionIds().isEmpty()) {
            findings.add("targetConnectionIds", "are missing; a project needs at least one target");
            return ids;
        }
        if (request.targetConnectionIds().size() > MOST_TARGETS) {
            findings.add("targetConnectionIds", "are more than %d".formatted(MOST_TARGETS));
            return ids;
        }
        for (Long id : request.targetConnectionIds()) {
            if (id == null) {
                findings.add("targetConnectionIds", "contain null");
            } else if (!ids.add(id)) {
                findings.add("targetConnectionIds", "name connection %d twice".formatted(id));
            }
        }
        return ids;
    }

    private static SchemaNaming naming(ProjectRequest request, Findings findings) {
        SchemaNaming naming = request.schemaNaming();
        switch (naming) {
            case null -> findings.add("schemaNaming", "is missing; it has no default, choose mode 'original', 'prefix' or 'fixed'");
            case SchemaNaming.Original _ -> { } // nothing to write
            case SchemaNaming.Prefix(var prefix) -> findings.add("schemaNaming.prefix", Texts.flawOfName(prefix, LONGEST_NAME));
            case SchemaNaming.Fixed(var fixed) -> findings.add("schemaNaming.name", Texts.flawOfName(fixed, LONGEST_NAME));
        }
        return naming == null ? new SchemaNaming.Original() : naming;
    }

    private static List<TableName> tables(ProjectRequest request, Findings findings) {
        List<TableName> tables = new ArrayList<>();
        if (request.tables() == null || request.tables().isEmpty()) {
            findings.add("tables", "are missing; a project needs at least one table");
            return tables;
        }
        if (request.tables().size() > MOST_TABLES) {
            findings.add("tables", "are %d, more than %d; divide them among projects".formatted(request.tables().size(), MOST_TABLES));
            return tables;
        }
        Set<TableName> seen = new HashSet<>();
        for (int i = 0; i < request.tables().size(); i++) {
            TableName table = request.tables().get(i);
            String field = "tables[%d]".formatted(i);
            if (table == null) {
                findings.add(field, "is null");
                continue;
            }
            findings.add(field + ".schema", Texts.flawOfName(table.schema(), LONGEST_NAME));
            findings.add(field + ".table", Texts.flawOfName(table.table(), LONGEST_NAME));
            if (!seen.add(table)) {
                findings.add(field, "names %s a second time".formatted(table));
            }
            tables.add(table);
        }
        return tables;
    }

    private static List<SavedConnection> targets(Set<Long> ids, Map<Long, SavedConnection> known, Findings findings) {
        List<SavedConnection> targets = new ArrayList<>();
        for (long id : ids) {
            SavedConnection target = known.get(id);
            if (target == null) {
                findings.add("targetConnectionIds", "name connection %d, which does not exist".formatted(id));
            } else if (!target.writable()) {
                findings.add("targetConnectionIds", "name connection %d '%s', which does not allow write operations; allow them there or choose another"
                        .formatted(id, target.name()));
            } else {
                targets.add(target);
            }
        }
        return targets;
    }

    /// Letter case is not enough to keep two tables apart: some targets fold it.
    private static void checkCollisions(ProjectRevision project, Findings findings) {
        Map<TableName, TableName> taken = new HashMap<>();
        for (TableName table : project.tables()) {
            TableName target = project.targetOf(table);
            TableName first = taken.putIfAbsent(folded(target), table);
            if (first != null) {
                findings.add("tables", "%s and %s would both be written to %s; choose another schema naming or leave one out"
                        .formatted(first, table, target));
            }
        }
    }

    private static void checkNames(ProjectRevision project, Findings findings) {
        Set<String> names = new LinkedHashSet<>();
        for (TableName table : project.tables()) {
            names.add(project.targetOf(table).schema());
            names.add(table.table());
        }
        for (DatabaseKind kind : new LinkedHashSet<>(project.targets().stream().map(ConnectionRef::kind).toList())) {
            Dialect dialect = Dialects.of(kind);
            for (String name : names) {
                try {
                    dialect.quote(name);
                } catch (SyncException e) {
                    findings.add("tables", "would get a name that %s cannot hold: %s".formatted(dialect.descriptor().title(), e.failure().message()));
                }
            }
        }
    }

    private static void checkOverwriting(
            ProjectRevision project, SavedConnection source, List<SavedConnection> targets, Findings findings) {
        Map<TableName, TableName> sources = new HashMap<>();
        project.tables().forEach(table -> sources.putIfAbsent(folded(table), table));
        List<TableName> overwritten = project.tables().stream()
                .map(table -> sources.get(folded(project.targetOf(table))))
                .filter(Objects::nonNull)
                .toList();
        for (int i = 0; i < targets.size(); i++) {
            SavedConnection target = targets.get(i);
            if (!overwritten.isEmpty() && Servers.sameDatabase(source, target)) {
                findings.add("targetConnectionIds", "name connection %d '%s', the same database as the source: %s would be overwritten by what is read from it; choose another schema naming"
                        .formatted(target.id(), target.name(), overwritten.getFirst()));
            }
            for (SavedConnection other : targets.subList(0, i)) {
                if (Servers.sameDatabase(other, target)) {
                    findings.add("targetConnectionIds", "name the connections %d '%s' and %d '%s', which are the same database; leave one out"
                            .formatted(other.id(), other.name(), target.id(), target.name()));
                }
            }
        }
    }

    private static TableName folded(TableName name) {
        return new TableName(name.schema().toLowerCase(Locale.ROOT), name.table().toLowerCase(Locale.ROOT));
    }
}
