package dev.syncline.dialect.connect;

import java.io.IOException;
import java.sql.SQLException;

/// Errors of a driver that say nothing of a connection, but come of one that broke.
public final class BrokenConnection {

    private BrokenConnection() {}

    /// Whether the stream between driver and server has ended; what we throw into a driver ourselves does not come as an error of SQL.
    public static boolean isBehind(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || String.valueOf(cause.getMessage()).startsWith("Communications link failure")) {
                return true;
            }
        }
        return false;
    }
}
