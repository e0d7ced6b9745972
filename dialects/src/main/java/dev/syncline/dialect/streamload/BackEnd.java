package dev.syncline.dialect.streamload;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

import dev.syncline.dialect.connect.HostAndPort;

/// A back end as `SHOW BACKENDS` has it.
///
/// @param http where it takes stream loads
record BackEnd(HostAndPort http, boolean alive) {

    /// Doris calls the column `Host`, StarRocks and older ones `IP`, which may be a name too.
    static BackEnd of(ResultSet row) throws SQLException {
        String host = hasColumn(row.getMetaData(), "Host") ? row.getString("Host") : row.getString("IP");
        return new BackEnd(new HostAndPort(host, row.getInt("HttpPort")), StreamLoadCatalog.isYes(row.getString("Alive")));
    }

    private static boolean hasColumn(ResultSetMetaData columns, String name) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
