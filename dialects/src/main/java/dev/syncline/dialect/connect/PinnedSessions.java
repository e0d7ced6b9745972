package dev.syncline.dialect.connect;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.logging.Logger;

import javax.sql.DataSource;

/// Opens sessions and pins their settings before anybody uses them. No driver rewrites their statements, see [PlainStatements].
///
/// The driver's data source is to be made anew for each session, so that the host is resolved and checked each time.
///
/// @param driver opens a session of the driver's, with the time-outs of a login
/// @param pins one statement that pins the session's settings, or nothing where they travel with each statement
/// @param silence how long a statement may stay without any answer, once the session is open
public record PinnedSessions(Opening driver, String pins, Duration silence) implements DataSource {

    /// How a session is opened.
    public interface Opening {
        Connection open() throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection session = PlainStatements.of(driver.open());
        try {
            if (!pins.isEmpty()) {
                execute(session);
            }
            session.setNetworkTimeout(Runnable::run, Math.toIntExact(silence.toMillis()));
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void execute(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(pins);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("A connection has one user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public String toString() {
        return "PinnedSessions";
    }
}
