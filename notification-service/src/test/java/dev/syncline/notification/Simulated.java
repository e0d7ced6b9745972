package dev.syncline.notification;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import dev.syncline.testkit.FreshDatabase;

/// Lets time pass without waiting: the service knows no clock but its database's, so what is stored is made older instead.
final class Simulated {

    private final FreshDatabase database;

    Simulated(FreshDatabase database) {
        this.database = database;
    }

    void pass(Duration time) {
        database.execute("""
                UPDATE delivery
                SET created_at = created_at - interval '%1$d seconds',
                    next_attempt_at = next_attempt_at - interval '%1$d seconds'
                """.formatted(time.toSeconds()));
    }

    long count(String query) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
