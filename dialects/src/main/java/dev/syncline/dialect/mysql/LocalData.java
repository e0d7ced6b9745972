package dev.syncline.dialect.mysql;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import com.mysql.cj.NativeSession;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.MysqlDataSource;
import dev.syncline.dialect.connect.Access;
import org.jspecify.annotations.Nullable;

/// `LOAD DATA LOCAL` without ever opening a file.
///
/// A server may ask the client for any file in answer to any statement. Connector/J answers with a file where `allowLoadLocalInfile` is
/// on and no stream was set. Here it is off; a writing session only names an empty directory of allowed files, which makes the driver announce
/// the ability and refuse every request (NativeProtocol.getFileStream, 9.7.0). For the one statement that loads, it is switched on with a stream set.
final class LocalData {

    private LocalData() {}

    static void allow(MysqlDataSource driver, Access access) throws SQLException {
        driver.setAllowLoadLocalInfile(false);
        if (access == Access.WRITE) {
            driver.setAllowLoadLocalInfileInPath("");
        }
    }

    /// Executes a `LOAD DATA LOCAL` with the stream as its data.
    ///
    /// @return the number of rows
    /// @throws IOException where the stream breaks off; the session is over then, since the server takes whatever comes next for rows
    static long load(Connection session, Statement statement, String sql, InputStream data) throws SQLException, IOException {
        JdbcConnection driver = session.unwrap(JdbcConnection.class);
        NativeSession protocol = (NativeSession) driver.getSession();
        RuntimeProperty<Boolean> allowed = driver.getPropertySet().getBooleanProperty(PropertyKey.allowLoadLocalInfile);
        WatchedStream watched = new WatchedStream(data);
        protocol.setLocalInfileInputStream(watched);
        allowed.setValue(true);
        try {
            return statement.executeLargeUpdate(sql);
        } catch (SQLException | RuntimeException | Error e) {
            if (watched.failure != null) {
                session.abort(Runnable::run);
                throw watched.failure;
            }
            throw e;
        } finally {
            allowed.setValue(false);
            protocol.setLocalInfileInputStream(null);
        }
    }

    /// Knows why it broke off: the driver only passes on words.
    private static final class WatchedStream extends FilterInputStream {

        private @Nullable IOException failure;

        WatchedStream(InputStream data) {
            super(data);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            } catch (RuntimeException | Error e) {
                failure = new IOException(e);
                throw e;
            }
        }
    }
}
