package dev.syncline.loader;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import org.awaitility.Awaitility;

/// What must not stay in a target once a load is over, however it ended.
final class Leftovers {

    private static final String LEDGER = "_syncline_ledger";

    private Leftovers() {}

    static void areGoneFrom(FreshDatabase target) {
        Awaitility.await().untilAsserted(() -> {
            List<String> left = of(target);
            if (!left.isEmpty()) {
                throw new AssertionError("Left in the target: " + left);
            }
        });
    }

    /// Staging and replaced tables by name, and the ledger where it has rows.
    static List<String> of(FreshDatabase target) throws SQLException {
        String schema = target.server() instanceof MySqlServer ? target.name() : "public";
        try (Connection session = target.connect(); Statement statement = session.createStatement()) {
            List<String> left = new ArrayList<>();
            boolean ledger = false;
            try (ResultSet tables = statement.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = '%s' AND table_name LIKE '\\_syncline\\_%%'".formatted(schema))) {
                while (tables.next()) {
                    String table = tables.getString(1);
                    ledger |= table.equals(LEDGER);
                    if (!table.equals(LEDGER)) {
                        left.add(table);
                    }
                }
            }
            if (ledger) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM %s.%s".formatted(schema, LEDGER))) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        left.add(LEDGER + " has rows");
                    }
                }
            }
            return left;
        }
    }
}
