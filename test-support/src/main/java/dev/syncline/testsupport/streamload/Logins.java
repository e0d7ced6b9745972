package dev.syncline.testsupport.streamload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.syncline.testkit.MySqlServer;

/// Who may load into what, as the MySQL behind sees it.
final class Logins {

    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143);

    private record Right(HttpRequest.Credentials credentials, EmulatedTableName table) {}

    private final MySqlServer behind;
    private final Set<HttpRequest.Credentials> known = ConcurrentHashMap.newKeySet();
    private final Set<Right> rights = ConcurrentHashMap.newKeySet();

    Logins(MySqlServer behind) {
        this.behind = behind;
    }

    boolean isKnown(HttpRequest.Credentials credentials) {
        if (known.contains(credentials)) {
            return true;
        }
        try (Connection _ = connect(credentials)) {
            known.add(credentials);
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    boolean mayLoad(HttpRequest.Credentials credentials, EmulatedTableName table) {
        Right right = new Right(credentials, table);
        if (rights.contains(right)) {
            return true;
        }
        try (Connection connection = connect(credentials); Statement sql = connection.createStatement()) {
            sql.execute("EXPLAIN INSERT INTO %s () VALUES ()".formatted(Quote.name(table)));
        } catch (SQLException e) {
            if (DENIED.contains(e.getErrorCode())) {
                return false;
            }
        }
        rights.add(right);
        return true;
    }

    private Connection connect(HttpRequest.Credentials credentials) throws SQLException {
        return DriverManager.getConnection(behind.jdbcUrl("") + "&allowPublicKeyRetrieval=true", credentials.user(), credentials.password());
    }
}
