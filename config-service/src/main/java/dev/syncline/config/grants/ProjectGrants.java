package dev.syncline.config.grants;

import java.util.List;
import java.util.stream.Collectors;

/// The rights that a project needs in its databases.
record ProjectGrants(long projectId, long revision, List<ConnectionGrants> connections) {

    /// @param role `source` or `target`
    /// @param user who gets the rights; where the server tells accounts of one name apart by host, with that host
    /// @param answered whether the server could be asked for the account; otherwise it is the connection's user from anywhere
    /// @param sql for an administrator's session in the engine's own client, in the connection's database; can be executed again
    record ConnectionGrants(long connectionId, String name, String kind, String role, String user, boolean answered, String sql) {}

    /// All statements for a connection, which can be source and target.
    String sqlFor(long connectionId) {
        return connections.stream().filter(one -> one.connectionId() == connectionId).map(ConnectionGrants::sql).collect(Collectors.joining());
    }
}
