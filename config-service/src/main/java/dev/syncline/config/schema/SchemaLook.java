package dev.syncline.config.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.syncline.config.connection.Connections;
import dev.syncline.config.connection.DatabaseSessions;
import dev.syncline.config.project.KnownTable;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.SourceDialect.Listed;
import org.springframework.stereotype.Component;

/// Asks a project's source what is there now, by its catalogue only.
@Component
class SchemaLook {

    private final Connections connections;
    private final DatabaseSessions sessions;

    SchemaLook(Connections connections, DatabaseSessions sessions) {
        this.connections = connections;
        this.sessions = sessions;
    }

    /// @param tables the chosen tables that are there and can be read
    /// @param changes tables that are new and gone
    record Seen(Map<TableName, KnownTable> tables, List<FoundChange> changes) {}

    /// @throws dev.syncline.contracts.failure.SyncException where the source cannot be asked
    Seen at(ProjectRevision project) {
        return sessions.ask(connections.settings(project.source().id()), (dialect, session) -> look(dialect.source(), session, project));
    }

    private static Seen look(SourceDialect source, Connection session, ProjectRevision project) throws SQLException {
        List<FoundChange> changes = new ArrayList<>();
        Set<TableName> chosen = new HashSet<>(project.tables());
        TableSelection selection = new TableSelection(project.selection());
        for (BaselineSchema before : project.baseline()) {
            Set<String> stood = new HashSet<>(before.tables());
            source.names(session, before.schema()).stream()
                    .filter(Listed::isTable)
                    .map(Listed::name)
                    .filter(table -> !stood.contains(table.table()) && !chosen.contains(table) && selection.wants(table))
                    .forEach(table -> changes.add(new FoundChange(table, ChangeKind.TABLE_NEW)));
        }
        Map<TableName, KnownTable> tables = new HashMap<>();
        for (DiscoveredTable table : source.discover(session, project.tables())) {
            if (table.shape() != null) {
                tables.put(table.table(), KnownTable.of(table.shape()));
            } else if (table.failure() != null && table.failure().code() == FailureCode.NOT_FOUND) {
                changes.add(new FoundChange(table.table(), ChangeKind.TABLE_GONE));
            }
        }
        return new Seen(tables, changes);
    }
}
