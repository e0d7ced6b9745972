package dev.syncline.dialect.mysql;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import com.mysql.cj.jdbc.MysqlDataSource;
import dev.syncline.dialect.Access;

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
    static long load(Connection session, Statement statement, String sql, InputStream data) throws SQLException {
        RuntimeProperty<Boolean> allowed = session.unwrap(JdbcConnection.class)
                .getPropertySet()
                .getBooleanProperty(PropertyKey.allowLoadLocalInfile);
        JdbcStatement driver = statement.unwrap(JdbcStatement.class);
        driver.setLocalInfileInputStream(data);
        allowed.setValue(true);
        try {
            return driver.executeLargeUpdate(sql);
        } finally {
            allowed.setValue(false);
            driver.setLocalInfileInputStream(null);
        }
    }
}
