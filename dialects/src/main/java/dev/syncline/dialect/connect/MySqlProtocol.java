package dev.syncline.dialect.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.syncline.dialect.Dialect;

/// Who a server is that is spoken to as MySQL is: one of MySQL, or a front end of Doris or StarRocks, whatever kind its connection has.
public final class MySqlProtocol {

    private MySqlProtocol() {}

    /// MySQL makes its `server_uuid` when it first starts and keeps it in `auto.cnf` (Manual, "Server System Variables"); all members of a replication
    /// group, or of a Galera cluster, hold the same tables under one name that they share. Anybody may ask for these.
    public static ServerIdentity ofServer(Dialect dialect, Connection session) throws SQLException {
        try {
            Map<String, String> said = new HashMap<>();
            said.putAll(pairs(session, "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid', 'group_replication_group_name')"));
            said.putAll(pairs(session, "SHOW GLOBAL STATUS LIKE 'wsrep_cluster_state_uuid'"));
            for (String name : new String[] {"group_replication_group_name", "wsrep_cluster_state_uuid", "server_uuid"}) {
                String value = said.getOrDefault(name, "");
                if (!value.isEmpty()) {
                    return ServerIdentity.of("mysql:" + value);
                }
            }
            return ofFrontEnds(dialect, session);
        } catch (SQLException e) {
            return ServerIdentity.refused(dialect, e);
        }
    }

    /// All front ends of a cluster name its `ClusterId`, but only to who may see them.
    public static ServerIdentity ofFrontEnds(Dialect dialect, Connection session) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery("SHOW FRONTENDS")) {
            return rows.next()
                    ? ServerIdentity.of("front-ends:" + rows.getString("ClusterId"))
                    : ServerIdentity.unknown("the server shows no front ends");
        } catch (SQLException e) {
            return ServerIdentity.refused(dialect, e);
        }
    }

    /// Which product answers, where it is another than that of a connection's kind. Servers say so in `version_comment`: `Doris version doris-3.0.6`,
    /// `StarRocks version 3.4.1`, `MySQL Community Server - GPL`. StarRocks 4.1 says `4.1.0-711c6c2` there, and has a variable that no other has (both seen).
    /// What says none of that may be anything, and is taken for what it is called.
    ///
    /// @param own the word of the connection's kind, in small letters: `mysql`, `doris` or `starrocks`
    public static Optional<String> impostor(Connection session, String own) throws SQLException {
        String comment = comment(session).toLowerCase(Locale.ROOT);
        if (comment.contains(own)) {
            return Optional.empty();
        }
        Optional<String> named = Stream.of("StarRocks", "Doris", "MySQL").filter(product -> comment.contains(product.toLowerCase(Locale.ROOT))).findFirst();
        boolean nameless = named.isEmpty() && !own.equals("starrocks");
        return nameless && !pairs(session, "SHOW VARIABLES LIKE 'new_planner_optimize_timeout'").isEmpty() ? Optional.of("StarRocks") : named;
    }

    /// What a server says of its version; the number by which it greets is that of the MySQL it resembles.
    public static String comment(Connection session) throws SQLException {
        return pairs(session, "SHOW VARIABLES LIKE 'version_comment'").getOrDefault("version_comment", "");
    }

    private static Map<String, String> pairs(Connection session, String sql) throws SQLException {
        Map<String, String> pairs = new HashMap<>();
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
        }
        return pairs;
    }
}
