package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.connect.BrokenConnection;
import dev.syncline.dialect.load.LoadNames;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What PostgreSQL's states mean. Manual 17, appendix A.
final class PostgreSqlErrors {

    static final String UNDEFINED_TABLE = "42P01";
    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String FEATURE_NOT_SUPPORTED = "0A000";

    static final String BAD_CHARACTER = "22021";
    static final String TRANSACTION_TIMEOUT = "25P04";
    private static final String SERVERS_OWN = "XX000";
    private static final String NO_PARTITION = "the table has no partition for a row; add one that takes it";
    private static final Pattern INDEX = Pattern.compile("for index \"(.*)\"");
    private static final Pattern COPY_COLUMN = Pattern.compile("^COPY .*, line \\d+, column (.*?)(?:: |$)", Pattern.MULTILINE);

    private PostgreSqlErrors() {}

    /// Whether the server could not read what was packed by another: the same rows as text may do.
    static boolean isMispacked(SQLException e) {
        return "22P03".equals(e.getSQLState()) || "22P04".equals(e.getSQLState());
    }

    static FailureCode classify(SQLException e) {
        String state = e.getSQLState();
        if (state == null || state.length() != 5) {
            return BrokenConnection.isBehind(e) ? FailureCode.CONNECTION_LOST : FailureCode.INTERNAL;
        }
        return switch (state) {
            case "08001", "08004", "57P03", "HV00N" -> FailureCode.UNREACHABLE;
            case "57P01", "57P02", "57P05" -> FailureCode.CONNECTION_LOST;
            // The last two end the session as well: idle_in_transaction_session_timeout and, new in PostgreSQL 17, transaction_timeout.
            case "57014", "25P03", TRANSACTION_TIMEOUT, "72000" -> FailureCode.TIMED_OUT;
            case "42501", "0L000", "0LP01" -> FailureCode.PERMISSION_DENIED;
            case "25006" -> FailureCode.NOT_WRITABLE;
            // 57P04: the database was dropped under the session.
            case "3D000", "3F000", "57P04", UNDEFINED_TABLE -> FailureCode.NOT_FOUND;
            case "42703", "42809" -> FailureCode.TABLE_CHANGED;
            case "42704", "42P16", "42P17", "54011" -> FailureCode.UNSUPPORTED_TYPE;
            case "42602", "42622", "42701", "42710", "42P04", "42P06", "42P07", "42723", "42939" -> FailureCode.UNUSABLE_NAME;
            // P0001: RAISE in a trigger.
            case "44000", "54000", "P0001", "P0002", "P0003", "P0004" -> FailureCode.UNUSABLE_VALUE;
            case LOCK_NOT_AVAILABLE, "40001", "40P01" -> FailureCode.LOCKED;
            case "2BP01", "55006" -> FailureCode.IN_USE;
            // Beside a state that forbids it: views that cannot work, a pooler that gives a session's statements to others, and damaged files.
            case "21000", "26000", "42883", "42P05", "42P21", "42P22", "55000", "55P02", "F0000", "XX001", "XX002" -> FailureCode.MISCONFIGURED;
            case "40003" -> FailureCode.CONNECTION_LOST;
            case "54001" -> FailureCode.EXHAUSTED;
            case FEATURE_NOT_SUPPORTED -> isUsedElsewhere(e) ? FailureCode.IN_USE : FailureCode.MISCONFIGURED;
            case SERVERS_OWN -> ofServersOwn(String.valueOf(e.getMessage()));
            default -> byClass(state.substring(0, 2));
        };
    }

    /// Its words for a column that a view, a rule, a policy or a trigger uses (`ATPrepAlterColumnType`).
    private static boolean isUsedElsewhere(SQLException e) {
        return String.valueOf(e.getMessage()).contains("cannot alter type of a column used");
    }

    /// Errors that the server has no state for; those of the first two kinds come when somebody else changes the same object, and go.
    private static FailureCode ofServersOwn(String message) {
        if (message.contains("concurrently")) {
            return FailureCode.LOCKED;
        }
        return message.contains("cache lookup failed") || message.contains("could not open relation with OID") ? FailureCode.TABLE_CHANGED : FailureCode.INTERNAL;
    }

    private static FailureCode byClass(String stateClass) {
        return switch (stateClass) {
            case "08" -> FailureCode.CONNECTION_LOST;
            case "28" -> FailureCode.LOGIN_REFUSED;
            case "22", "23" -> FailureCode.UNUSABLE_VALUE;
            case "40" -> FailureCode.LOCKED;
            case "53" -> FailureCode.EXHAUSTED;
            // The server's files and external routines, and the servers behind foreign tables.
            case "38", "39", "58", "HV" -> FailureCode.MISCONFIGURED;
            default -> FailureCode.INTERNAL;
        };
    }

    static Set<ValueTrouble> troubles(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case "22007", "22008", "22009" -> Set.of(ValueTrouble.ZERO_DATE, ValueTrouble.DATE_OUT_OF_RANGE);
            case "22021", "22P05" -> Set.of(ValueTrouble.NUL_CHARACTER);
            default -> Set.of();
        };
    }

    /// Shorter queries do not help.
    static boolean isTransactionTooLong(SQLException e) {
        return "25P03".equals(e.getSQLState()) || TRANSACTION_TIMEOUT.equals(e.getSQLState());
    }

    static boolean isFull(SQLException e) {
        return "53100".equals(e.getSQLState());
    }

    static String reason(SQLException e) {
        FailureCode code = classify(e);
        if (code == FailureCode.UNUSABLE_VALUE) {
            return aboutValue(e);
        }
        return code == FailureCode.CONNECTION_LOST ? "the connection to the server broke" : primary(e);
    }

    /// The server's first sentence: detail, hint and context may quote rows.
    private static String primary(SQLException e) {
        ServerErrorMessage message = serverMessage(e);
        return String.valueOf(message == null ? e.getMessage() : message.getMessage());
    }

    /// The first sentence of a data error quotes the value, so the condition's name has to do.
    private static String aboutValue(SQLException e) {
        String reason = switch (String.valueOf(e.getSQLState())) {
            case "22001" -> "a value is too long for its type";
            case "22003" -> "a number is out of the type's range";
            case "22007", "22008", "22009" -> "a date or time is not one of the type";
            case "22021", "22P05" -> "a text holds a character that the database cannot store, such as NUL, or bytes that are none of UTF-8";
            case "22P02", "22P03" -> "a value is not one of the type";
            case "2200L", "2200M", "2200N", "2200S", "2200T" -> "a value is no XML to this server (Greenplum 6 takes no empty one)";
            case "22P04" -> "the rows do not have the table's columns";
            case "23502" -> "a null stands where none is allowed";
            case "23505" -> "two rows have the same key";
            case "23503" -> "a row refers to one that is not there";
            // A partitioned table says so with the state of a check; Greenplum 6 with one of its own.
            case "23514" -> isPartition(e) ? NO_PARTITION : "a row violates a check constraint of the table";
            case "22M01" -> NO_PARTITION;
            case "23P01" -> "a row conflicts with another by an exclusion constraint";
            case "44000" -> "a row violates the check option of a view";
            case "P0001", "P0002", "P0003", "P0004" -> "a trigger of the table refuses a row";
            case "54000" -> isTooLongForAnIndex(e) ? tooLongForAnIndex(e) : "a value or row is larger than PostgreSQL can store";
            default -> "a value is refused (SQLSTATE %s)".formatted(e.getSQLState());
        };
        String column = column(e);
        return column == null ? reason : "column \"%s\": %s".formatted(column, reason);
    }

    /// `_bt_check_third_page` and `index_form_tuple`: what is in an index is not kept elsewhere, and a third of a page has to hold it.
    static boolean isTooLongForAnIndex(SQLException e) {
        return "54000".equals(e.getSQLState()) && String.valueOf(e.getMessage()).contains("index row");
    }

    private static String tooLongForAnIndex(SQLException e) {
        Matcher index = INDEX.matcher(String.valueOf(e.getMessage()));
        boolean another = index.find() && !index.group(1).startsWith(LoadNames.PREFIX);
        String reason = "a row has a longer key than an index can have (about 2,700 bytes in pages of 8 KiB)";
        return another ? "%s: drop the index \"%s\"".formatted(reason, index.group(1)) : reason + Advice.otherKey();
    }

    private static boolean isPartition(SQLException e) {
        return String.valueOf(e.getMessage()).contains("no partition of relation") || String.valueOf(e.getMessage()).contains("violates partition constraint");
    }

    private static @Nullable String column(SQLException e) {
        if (e instanceof BadCharacters.NamedColumn named) {
            return named.column();
        }
        ServerErrorMessage message = serverMessage(e);
        if (message == null) {
            return null;
        }
        if (message.getColumn() != null) {
            return message.getColumn();
        }
        Matcher copy = COPY_COLUMN.matcher(String.valueOf(message.getWhere()));
        return copy.find() ? copy.group(1) : null;
    }

    private static @Nullable ServerErrorMessage serverMessage(SQLException e) {
        return e instanceof PSQLException fromServer ? fromServer.getServerErrorMessage() : null;
    }
}
