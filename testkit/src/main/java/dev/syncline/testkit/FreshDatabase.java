package dev.syncline.testkit;

import java.sql.Connection;
import java.sql.SQLException;

/// An empty database (in MySQL the same as a schema) for one test or one class; closing drops it.
public record FreshDatabase(DatabaseServer server, String name) implements AutoCloseable {

    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    public Connection connect() throws SQLException {
        return server.connect(name);
    }

    public void execute(String statement) {
        server.execute(name, statement);
    }

    @Override
    public void close() {
        server.dropDatabase(name);
    }
}
