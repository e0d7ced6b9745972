package dev.syncline.config.project;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.connection.Connections;
import dev.syncline.config.connection.DatabaseSessions;
import dev.syncline.config.connection.Identities;
import dev.syncline.config.connection.Identities.Known;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.SchemaPolicy;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.SourceDialect.Listed;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.web.ApiException;
import org.springframework.stereotype.Component;

/// Asks a project's source what its schemas hold and all its databases who they are, in bounded time. A source that does not answer keeps no project from being saved.
@Component
class SourceLook {

    /// Of larger projects the columns' names are looked at in the preview and in the run.
    private static final int MOST_NAMED_TABLES = 1_000;

    private final Connections connections;
    private final DatabaseSessions sessions;
    private final Identities identities;
    private final ProjectProperties properties;

    SourceLook(Connections connections, DatabaseSessions sessions, Identities identities, ProjectProperties properties) {
        this.connections = connections;
        this.sessions = sessions;
        this.identities = identities;
        this.properties = properties;
    }

    SourceState at(ProjectRevision project) {
        Map<Long, CompletableFuture<Known>> targets = identities.ask(project.targets().stream().map(ConnectionRef::id).toList(), properties.look());
        CompletableFuture<Known> source = new CompletableFuture<>();
        SourceState found = lookAt(project, source);
        Map<Long, Known> all = new LinkedHashMap<>(Identities.join(targets));
        all.put(project.source().id(), source.isDone() ? source.join() : identities.before(project.source().id(), null));
        return found.identified(project, all);
    }

    /// @param identity completed as soon as the source has said who it is
    private SourceState lookAt(ProjectRevision project, CompletableFuture<Known> identity) {
        ConnectionSettings settings = connections.settings(project.source().id());
        CompletableFuture<SourceState> look = CompletableFuture.supplyAsync(
                () -> sessions.ask(settings, (dialect, session) -> {
                    identity.complete(Identities.known(identities.ask(settings, dialect, session)));
                    return look(dialect.source(), session, project);
                }),
                Thread::startVirtualThread);
        try {
            return look.get(properties.look().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return withoutAnswer(project, "it did not answer within %d s".formatted(properties.look().toSeconds()));
        } catch (ExecutionException e) {
            return switch (e.getCause() == null ? e : e.getCause()) {
                case SyncException refusal -> withoutAnswer(project, refusal.failure().message());
                case ApiException busy -> withoutAnswer(project, busy.detail());
                default -> throw new IllegalStateException("Cannot ask the source of project %d".formatted(project.projectId()), e.getCause());
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return withoutAnswer(project, "the service is being stopped");
        }
    }

    private static SourceState withoutAnswer(ProjectRevision project, String reason) {
        return new SourceState(List.of(), List.of(), List.of(), Map.of(), List.of(Finding.note(Flaw.of(
                FindingCode.SOURCE_NOT_ASKED,
                "The source connection '%s' could not be asked, so columns were not checked and tables that appear later are not copied until the project is saved again%s: %s"
                        .formatted(project.source().name(), project.selection().isEmpty() ? "" : " (what patterns choose is found out by each run)", reason)).with("reason", reason)).at(project.source().id())), Map.of());
    }

    private SourceState look(SourceDialect source, Connection session, ProjectRevision project) throws SQLException {
        List<Finding> notes = new ArrayList<>();
        ListedTables listed = new ListedTables(project);
        List<BaselineSchema> baseline = new ArrayList<>();
        long room = properties.baseline().toBytes();
        for (String schema : schemas(project)) {
            List<Listed> names = source.names(session, schema);
            listed.add(schema, names);
            BaselineSchema found = new BaselineSchema(schema, names.stream().map(Listed::name).map(TableName::table).sorted().toList());
            addMissing(project, found, notes);
            if (project.includesNewTablesOf(schema) && !source.listsAll(session, schema)) {
                notes.add(Finding.note(Flaw.of(FindingCode.NOT_ALL_TABLES_VISIBLE, "The source's user may not see all tables of schema %s, so tables that appear there later are copied only where it may; grant SELECT on the whole schema"
                        .formatted(schema)).with("schema", schema)));
            }
            int size = Json.bytes(found).length;
            if (size > room) {
                notes.add(Finding.note(Flaw.of(FindingCode.TOO_MANY_NAMES, "Schema %s has %d tables, more names than a project can keep; tables that appear there later are %s"
                        .formatted(schema, found.tables().size(), listed.isChosenFrom(schema) ? "copied where a pattern chooses them, also if new ones are ignored" : "not copied, choose them when they are there")).with("schema", schema)));
            } else {
                room -= size;
                baseline.add(found);
            }
        }
        notes.addAll(listed.idleExceptions());
        return new SourceState(baseline, listed.chosen(), listed.idlePatterns(), shapes(source, session, listed.resolved()), notes, Map.of());
    }

    private static Set<String> schemas(ProjectRevision project) {
        Set<String> schemas = new TreeSet<>();
        project.tables().forEach(table -> schemas.add(table.schema()));
        project.schemas().stream().map(SchemaPolicy::schema).forEach(schemas::add);
        schemas.addAll(new TableSelection(project.selection()).schemas());
        return schemas;
    }

    private static void addMissing(ProjectRevision project, BaselineSchema found, List<Finding> notes) {
        Set<String> there = new HashSet<>(found.tables());
        List<TableName> missing = project.tables().stream()
                .filter(table -> table.schema().equals(found.schema()) && !there.contains(table.table()))
                .toList();
        if (!missing.isEmpty()) {
            Flaw flaw = Flaw.of(FindingCode.TABLE_NOT_LISTED, "The source does not list %s; a run will say whether they can be read".formatted(Some.of(missing)));
            notes.add(Finding.note(missing.size() == 1 ? flaw.about(missing.getFirst()) : flaw.with("tables", Some.of(missing))));
        }
    }

    /// Where policies speak of columns, and in projects of no great size everywhere, since a target may not take a column's name: a save of 20,000
    /// tables without policies reads no shapes.
    private static Map<TableName, TableShape> shapes(SourceDialect source, Connection session, ProjectRevision project) throws SQLException {
        Set<TableName> wanted = new HashSet<>();
        project.tablePolicies().stream().map(TablePolicy::table).forEach(wanted::add);
        if (project.policy().addSyncTime() || project.tables().size() <= MOST_NAMED_TABLES) {
            wanted.addAll(project.tables());
        }
        Map<TableName, TableShape> shapes = new HashMap<>();
        if (!wanted.isEmpty()) {
            source.discover(session, wanted.stream().sorted().toList()).forEach(table -> {
                if (table.shape() != null) {
                    shapes.put(table.table(), table.shape());
                }
            });
        }
        return shapes;
    }
}
