package dev.syncline.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/// A database server in a process of its own, listening on loopback only, with its data kept in a directory.
public interface DatabaseServer extends AutoCloseable {

    int port();

    String jdbcUrl(String database);

    /// The superuser, who may connect over TCP with the password.
    String user();

    String password();

    void createDatabase(String name);

    /// Drops the database if it exists, even if somebody is connected to it.
    void dropDatabase(String name);

    Process process();

    /// SIGKILL: the server has no time to tell anybody or to write anything; what was committed is still there after a restart.
    void kill();

    /// Starts the server again on the same port with the same data, stopping it first if it runs.
    void restart();

    @Override
    void close();

    default Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user(), password());
    }

    /// Creates an empty database with a name nobody else has; closing it drops it.
    default FreshDatabase freshDatabase(String prefix) {
        String name = prefix + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        createDatabase(name);
        return new FreshDatabase(this, name);
    }

    /// Runs one statement in the given database.
    default void execute(String database, String statement) {
        try (Connection connection = connect(database); Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot execute `%s` at %s".formatted(statement, jdbcUrl(database)), e);
        }
    }
}
