package dev.syncline.config.project;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.config.check.Flaw;
import dev.syncline.config.connection.Connections;
import dev.syncline.config.connection.DatabaseSessions;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.dialect.SourceDialect;
import org.springframework.stereotype.Component;

/// Asks a project's source what its patterns choose now.
@Component
public class SelectionLook {

    private final Connections connections;
    private final DatabaseSessions sessions;

    SelectionLook(Connections connections, DatabaseSessions sessions) {
        this.connections = connections;
        this.sessions = sessions;
    }

    /// @param project with the tables that a run would copy now
    /// @param problems why patterns choose nothing
    public record Now(ProjectRevision project, List<Flaw> problems) {}

    /// @throws dev.syncline.contracts.failure.SyncException where the source cannot be asked
    public Now of(ProjectRevision project) {
        return project.selection().isEmpty()
                ? new Now(project, List.of())
                : sessions.ask(connections.settings(project.source().id()), (dialect, session) -> look(dialect.source(), session, project));
    }

    private static Now look(SourceDialect source, Connection session, ProjectRevision project) throws SQLException {
        ListedTables listed = new ListedTables(project);
        for (String schema : new TableSelection(project.selection()).schemas()) {
            listed.add(schema, source.names(session, schema));
        }
        return new Now(listed.resolvedForRun(), listed.idlePatterns());
    }
}
