package dev.syncline.dialect.streamload;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;

/// What would stop a load, found out by reading only.
final class StreamLoadPreflight {

    private static final UUID NOBODYS = new UUID(0, 0);

    private final StreamLoadEngine engine;
    private final Connection session;
    private final StreamLoadCatalog catalog;
    private final List<String> problems = new ArrayList<>();

    StreamLoadPreflight(StreamLoadEngine engine, Connection session) {
        this.engine = engine;
        this.session = session;
        this.catalog = new StreamLoadCatalog(session);
    }

    List<String> problems(Collection<TableName> targets) throws SQLException {
        checkBackEnds();
        checkHttp();
        Map<TableName, String> kinds = catalog.kinds(targets);
        for (TableName table : targets) {
            String kind = kinds.get(table);
            String objection = kind != null
                    ? StreamLoadCatalog.objection(kind)
                    : catalog.isHidden(table, new TableName(table.schema(), engine.names(NOBODYS).ledger() + "_free")) ? StreamLoadCatalog.HIDDEN : null;
            if (objection != null) {
                problems.add("%s %s".formatted(table, objection));
            }
        }
        return problems;
    }

    /// What is refused where there are fewer back ends than the server's default says, and nobody says how many there are.
    List<String> warnings() throws SQLException {
        return session.unwrap(StreamLoadHttp.class).replicas() > 0 || catalog.listedBackEnds().isPresent()
                ? List.of()
                : List.of(("The user may not list the back ends (SHOW BACKENDS), so that each table gets as many copies as the server's default says, "
                        + "which is refused where there are fewer back ends; set the connection's option %s").formatted(StreamLoadSessions.REPLICAS));
    }

    /// Only who may see them learns that there are none.
    private void checkBackEnds() throws SQLException {
        List<BackEnd> found = catalog.backEnds();
        if (!found.isEmpty() && found.stream().noneMatch(BackEnd::alive)) {
            problems.add("No back end of the server is alive, so that nothing can be loaded; start them");
        }
    }

    /// Rows go another way than statements.
    private void checkHttp() throws SQLException {
        try {
            session.unwrap(StreamLoadHttp.class).expectAnswer();
        } catch (SQLException e) {
            problems.add("The front end's HTTP port, to which rows are sent, does not answer as it should: %s; check the connection's option %s"
                    .formatted(StreamLoadErrors.reason(e), StreamLoadSessions.HTTP_PORT));
        }
    }
}
