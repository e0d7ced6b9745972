package dev.syncline.dialect;

import java.sql.*;
import java.util.List;
import dev.syncline.testkit.*;
import org.junit.jupiter.api.Test;

class TempRightsIT {
    @Test void measure() throws Exception {
        ClickHouseServer s = SharedServers.clickHouse();
        s.createDatabase("m1");
        s.createUser("bare", "p");
        s.createUser("some", "p");
        s.grant("some", List.of("GRANT SELECT, INSERT, CREATE TABLE, DROP TABLE ON m1.* TO `some`"));
        for (String u : List.of("bare", "some")) for (String sql : List.of("SELECT count() FROM system.processes", "SELECT count() FROM system.mutations", "SELECT count() FROM system.parts", "SELECT count() FROM system.tables",
                "SELECT count() FROM system.databases", "SELECT count() FROM system.settings", "SELECT toString(serverUUID())", "KILL QUERY WHERE position(query, concat('_zz', 'y')) > 0 SYNC", "KILL MUTATION WHERE database = 'm1' AND position(command, 'zz') > 0 SYNC",
                "CHECK GRANT TABLE ENGINE ON MergeTree", "CREATE TABLE m1.a_" + u + " (i Int32) ENGINE = MergeTree ORDER BY i", "CREATE TABLE m1.b_" + u + " (i Int32) ENGINE = ReplacingMergeTree ORDER BY i",
                "EXCHANGE TABLES m1.a_" + u + " AND m1.b_" + u, "RENAME TABLE m1.a_" + u + " TO m1.c_" + u, "ALTER TABLE m1.c_" + u + " DROP PARTITION 1", "ALTER TABLE m1.c_" + u + " ADD COLUMN j Int32",
                "ALTER TABLE m1.c_" + u + " DELETE WHERE 1 SETTINGS mutations_sync = 2", "SELECT count() FROM m1.c_" + u))
            try (Connection c = DriverManager.getConnection(s.jdbcUrl("system"), u, "p"); Statement st = c.createStatement()) {
                boolean r = st.execute(sql);
                String v = "";
                if (r) { ResultSet rs = st.getResultSet(); v = rs.next() ? rs.getString(1) : "none"; }
                System.out.println("MEASURED " + u + " OK " + sql + " = " + v);
            } catch (SQLException e) { System.out.println("MEASURED " + u + " NO " + sql + " : " + e.getMessage().substring(0, Math.min(220, e.getMessage().length()))); }
    }
}
