package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Tells what is gone from what is hidden. `information_schema` shows only what the user has a right on, so that a table which it does not list is
/// dropped, or the right on it is revoked. The server itself says which, measured on 8.0.33: a query of a missing table is error 1146 only for a
/// user who might read a table of that name, and 1142 ("command denied") for all others, whether the table is there or not; likewise 1049 and
/// 1142 where the database is missing.
final class MySqlPresence {

    static final int ACCESS_DENIED = 1045;

    private final MySqlDialect dialect;
    private final Connection session;

    MySqlPresence(MySqlDialect dialect, Connection session) {
        this.dialect = dialect;
        this.session = session;
    }

    /// Needs the right to read every column, takes the metadata lock, and reads nothing.
    static void touch(Connection session, TableName table) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.executeQuery("SELECT * FROM %s LIMIT 0".formatted(MySqlNames.quote(table))).close();
        }
    }

    /// Whether a table that the catalogue does not list may be there all the same, unseen by the session's user.
    static boolean mayBeHidden(Connection session, TableName table) throws SQLException {
        try {
            touch(session, table);
            return false;
        } catch (SQLException e) {
            if (MySqlErrors.classify(e) == FailureCode.CONNECTION_LOST) {
                throw e;
            }
            return MySqlErrors.classify(e) == FailureCode.PERMISSION_DENIED;
        }
    }

    /// What to say of a target that may be hidden.
    static String hiddenTarget(TableName table) {
        return "The connection's user may not see whether there is a table %s in the target; grant it SELECT there".formatted(table);
    }

    /// Whether an error says of a view that the server cannot open it.
    static boolean isOfView(SQLException e) {
        return e.getErrorCode() == MySqlErrors.INVALID_VIEW || e.getErrorCode() == MySqlErrors.NO_SUCH_DEFINER || e.getErrorCode() == ACCESS_DENIED;
    }

    /// Why a table is not in the catalogue. The only place where a table is found to be gone.
    ///
    /// @throws SQLException where the session broke
    Failure ofUnlisted(TableName table) throws SQLException {
        try {
            touch(session, table);
        } catch (SQLException e) {
            return switch (MySqlErrors.classify(e)) {
                case NOT_FOUND ->
                    new Failure(FailureCode.NOT_FOUND, "Table %s is not there; check the name, or that it has not been dropped".formatted(table));
                case PERMISSION_DENIED -> new Failure(
                        FailureCode.PERMISSION_DENIED,
                        "The connection's user may not read table %s, nor see whether it is there; grant SELECT on it, or take it out of the project if it has been dropped"
                                .formatted(table));
                case CONNECTION_LOST -> throw e;
                case UNREACHABLE, LOGIN_REFUSED, NOT_WRITABLE, TABLE_CHANGED, UNSUPPORTED_TYPE, UNUSABLE_NAME, UNUSABLE_VALUE, LOCKED, IN_USE, TIMED_OUT,
                        EXHAUSTED, UNPROVEN, STALLED, SERVICE_UNAVAILABLE, MISCONFIGURED, DEPENDENCY, INTERNAL -> unreadable(table, e);
            };
        }
        // Where the server keeps names in small letters, it finds a table under another spelling than the catalogue's.
        return new Failure(
                FailureCode.UNUSABLE_NAME,
                "Table %s can be read, but the catalogue does not list it by this name; choose it as the catalogue spells it, or run again if it was made just now"
                        .formatted(table));
    }

    /// Why a table that the catalogue lists cannot be read whole; null where it can.
    ///
    /// @throws SQLException where the session broke
    @Nullable Failure ofListed(TableName table) throws SQLException {
        try {
            touch(session, table);
            return null;
        } catch (SQLException e) {
            if (MySqlErrors.classify(e) == FailureCode.CONNECTION_LOST) {
                throw e;
            }
            return unreadable(table, e);
        }
    }

    /// What an error at a table means that is, or was a moment ago, in the catalogue.
    Failure unreadable(TableName table, SQLException e) {
        return switch (e.getErrorCode()) {
            case MySqlErrors.INVALID_VIEW -> new Failure(
                    FailureCode.MISCONFIGURED,
                    "View %s is there and cannot be read: a table, column or function that it uses is not there, or its definer or the connection's user may not use it; mend the view, or take it out of the project"
                            .formatted(table));
            // Where the view's definer is not there: 1449 for administrators, 1045 for all others, as if they had logged in wrongly.
            case MySqlErrors.NO_SUCH_DEFINER, ACCESS_DENIED -> new Failure(
                    FailureCode.MISCONFIGURED,
                    "View %s is there and cannot be read: the user who defined it, or a view that it uses, is not there any more; create the view anew"
                            .formatted(table));
            case MySqlErrors.NO_SUCH_TABLE, MySqlErrors.NO_SUCH_DATABASE -> new Failure(
                    FailureCode.TABLE_CHANGED, "Table %s is in the catalogue, but the server cannot open it: %s; run again, or repair it"
                            .formatted(table, dialect.reason(e)));
            default -> dialect.failure("read all of table " + table, e).failure();
        };
    }
}
