package dev.syncline.allinone.browser;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

import dev.syncline.testkit.FreshDatabase;

/// What a database holds.
final class Content {

    private Content() {}

    /// Rows as text, in the order of the query, with `|` between their values.
    static List<String> of(FreshDatabase database, String query) {
        try (Connection session = database.connect(); Statement statement = session.createStatement(); ResultSet found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
