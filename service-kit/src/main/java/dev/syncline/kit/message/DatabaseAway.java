package dev.syncline.kit.message;

import java.sql.SQLException;
import java.util.Optional;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Tells failures that pass once the database is back from those that come again with the same message.
public final class DatabaseAway {

    // "Program limit exceeded", as by a name that is too long for an index: Spring counts it among failing resources.
    private static final String LIMIT_EXCEEDED = "54";

    private DatabaseAway() {}

    /// Does something that may fail for its own sake.
    ///
    /// @return why it failed; what passes once the database is back is thrown
    public static Optional<RuntimeException> attempt(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            if (isCauseOf(e)) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    public static boolean isCauseOf(Throwable failure) {
        boolean away = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().startsWith(LIMIT_EXCEEDED)) {
                return false;
            }
            away |= cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransactionException;
        }
        return away;
    }
}
