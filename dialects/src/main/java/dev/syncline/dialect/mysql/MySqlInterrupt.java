package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import com.mysql.cj.NativeSession;
import com.mysql.cj.conf.HostInfo;
import com.mysql.cj.jdbc.ConnectionImpl;
import com.mysql.cj.jdbc.JdbcConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends a session from another thread.
///
/// Closing the socket is not enough: a statement that waits for a lock or builds an index notices only when it answers.
final class MySqlInterrupt {

    private static final Logger log = LoggerFactory.getLogger(MySqlInterrupt.class);

    private MySqlInterrupt() {}

    static void end(Connection interrupted) {
        try {
            JdbcConnection driver = interrupted.unwrap(JdbcConnection.class);
            try {
                NativeSession session = (NativeSession) driver.getSession();
                // Null once it has been ended.
                Socket socket = session.getProtocol().getSocketConnection().getMysqlSocket();
                if (socket != null) {
                    kill(socket.getInetAddress(), session.getHostInfo(), driver.getId());
                }
            } finally {
                driver.abort(Runnable::run);
            }
        } catch (SQLException | IOException e) {
            log.debug("The session was over already", e);
        }
    }

    private static void kill(InetAddress server, HostInfo host, long id) throws SQLException {
        try (Connection second = CheckedMySqlSocketFactory.dialled(server, () -> ConnectionImpl.getInstance(host)); Statement statement = second.createStatement()) {
            statement.execute("KILL " + id);
        }
    }
}
