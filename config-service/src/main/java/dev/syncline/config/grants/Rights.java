package dev.syncline.config.grants;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.config.connection.Connections;
import dev.syncline.config.connection.DatabaseSessions;
import dev.syncline.config.grants.ProjectGrants.ConnectionGrants;
import dev.syncline.config.project.ProjectRequest;
import dev.syncline.config.project.Projects;
import dev.syncline.config.project.SelectionLook;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.kit.web.ApiException;
import org.springframework.stereotype.Component;

/// Puts together which rights a project needs. Databases are only asked under which account the connection's user is there.
@Component
class Rights {

    private final Projects projects;
    private final Connections connections;
    private final DatabaseSessions sessions;
    private final SelectionLook selections;

    Rights(Projects projects, Connections connections, DatabaseSessions sessions, SelectionLook selections) {
        this.selections = selections;
        this.projects = projects;
        this.connections = connections;
        this.sessions = sessions;
    }

    ProjectGrants saved(long projectId) {
        return grants(projects.present(projectId));
    }

    ProjectGrants unsaved(ProjectRequest request) {
        return grants(projects.described(request));
    }

    private ProjectGrants grants(ProjectRevision described) {
        ProjectRevision project = chosen(described);
        Map<Long, CompletableFuture<Account>> asked = new HashMap<>();
        Stream.concat(Stream.of(project.source()), project.targets().stream()).forEach(connection -> asked.computeIfAbsent(
                connection.id(), id -> CompletableFuture.supplyAsync(() -> account(connections.settings(id)), Thread::startVirtualThread)));
        List<ConnectionGrants> all = new ArrayList<>();
        Account reader = Objects.requireNonNull(asked.get(project.source().id())).join();
        all.add(view(project.source(), "source", reader, reading(project, reader.grantee())));
        for (ConnectionRef target : project.targets()) {
            Account writer = Objects.requireNonNull(asked.get(target.id())).join();
            Set<TableName> tables = project.tables().stream().map(project::targetOf).collect(Collectors.toSet());
            unseen(project).forEach(schema -> tables.add(new TableName(project.targetOf(Grants.unnamed(schema)).schema(), Grants.unnamed(schema).table())));
            all.add(view(target, "target", writer, Dialects.of(target.kind()).target().grants(writer.grantee(), tables)));
        }
        return new ProjectGrants(project.projectId(), project.revision(), all);
    }

    /// With what patterns choose now, as far as the source says so.
    private ProjectRevision chosen(ProjectRevision described) {
        try {
            return selections.of(described).project();
        } catch (SyncException | ApiException _) {
            return described;
        }
    }

    /// Schemas of patterns in which the source shows no table yet: its user may not be allowed to see them.
    private static Set<String> unseen(ProjectRevision project) {
        Set<String> unseen = new HashSet<>(new TableSelection(project.selection()).schemas());
        project.tables().forEach(table -> unseen.remove(table.schema()));
        return unseen;
    }

    private static Grants reading(ProjectRevision project, Grantee reader) {
        Set<String> whole = project.tables().stream().map(TableName::schema).filter(project::includesNewTablesOf).collect(Collectors.toSet());
        whole.addAll(new TableSelection(project.selection()).schemas());
        return Dialects.of(project.source().kind()).source().grants(reader, project.tables(), whole);
    }

    /// @param answered whether the server was asked
    private record Account(Grantee grantee, boolean answered) {}

    private Account account(ConnectionSettings settings) {
        try {
            return new Account(sessions.ask(settings, (dialect, session) -> dialect.grantee(settings, session)), true);
        } catch (SyncException | ApiException _) {
            // Who may not log in yet may need the rights all the more.
            return new Account(Grantee.of(settings), false);
        }
    }

    private static ConnectionGrants view(ConnectionRef connection, String role, Account account, Grants grants) {
        Dialect dialect = Dialects.of(connection.kind());
        String user = account.grantee().host().equals(Grantee.ANYWHERE)
                ? account.grantee().user()
                : account.grantee().user() + '@' + account.grantee().host();
        return new ConnectionGrants(connection.id(), connection.name(), dialect.kind().id(), role, user, account.answered(), grants.text());
    }
}
