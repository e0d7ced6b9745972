package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What a target server has set that most loads do not meet, told before one does.
final class MySqlSettings {

    /// The default of 5.7, and a sixteenth of that of 8.0: below it the statements of wide tables and long texts do not pass (measured on 8.0.33).
    private static final long SMALL_PACKET = 4 << 20;

    private MySqlSettings() {}

    static List<String> warnings(Connection session) throws SQLException {
        List<String> warnings = new ArrayList<>();
        long packet = number(session, "SELECT @@GLOBAL.max_allowed_packet");
        if (packet < SMALL_PACKET) {
            warnings.add(("The server takes no statement and no text of more than %,d bytes (max_allowed_packet), so that wide tables and long texts fail; "
                    + "execute there as administrator: SET GLOBAL max_allowed_packet = 67108864").formatted(packet));
        }
        if (isReplica(session)) {
            warnings.add("The server is a replica of another one: what is loaded here is not there, and may stop the replication; choose the primary server");
        }
        return warnings;
    }

    /// Who may not see it is not told.
    private static boolean isReplica(Connection session) {
        try {
            return number(session, "SELECT COUNT(*) FROM performance_schema.replication_connection_configuration") > 0;
        } catch (SQLException _) {
            return false;
        }
    }

    private static long number(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
