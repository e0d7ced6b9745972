package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.connect.BrokenConnection;

/// What ClickHouse's error codes mean. Numbers: `src/Common/ErrorCodes.cpp`, 26.7.
final class ClickHouseErrors {

    static final int UNKNOWN_TABLE = 60;
    static final int UNKNOWN_DATABASE = 81;

    /// What our check of a date or time says.
    static final String NO_DAY = "a date or time is out of range, or is none";

    private static final int THROW_IF = 395;
    private static final Set<ValueTrouble> DAYS = Set.of(ValueTrouble.ZERO_DATE, ValueTrouble.DATE_OUT_OF_RANGE);
    /// What our own checks of values say, before the server tells what it was doing.
    static final String NO_NULL = "a null stands where none is allowed";
    private static final Pattern OWN = Pattern.compile("DB::Exception: (column \"(?:[^\"\\n]|\"\")*\": [a-z ,]+)");
    private static final Pattern COLUMN = Pattern.compile("Column \\d+, +name: (.*?), +type: [^\n]*\n?ERROR");
    private static final Pattern NAME = Pattern.compile("\\(([A-Z][A-Z_0-9]+)\\)");
    private static final Pattern SENTENCE = Pattern.compile("DB::Exception: (.*?)(?:\\. \\([A-Z_0-9]+\\)|: [Ww]hile |$)", Pattern.DOTALL);

    private ClickHouseErrors() {}

    static boolean isMissing(SQLException e) {
        return e.getErrorCode() == UNKNOWN_TABLE || e.getErrorCode() == UNKNOWN_DATABASE;
    }

    static FailureCode classify(SQLException e) {
        return switch (e.getErrorCode()) {
            case 192, 193, 194, 195, 516 -> FailureCode.LOGIN_REFUSED;
            case 291, 392, 481, 495, 497 -> FailureCode.PERMISSION_DENIED;
            case 164, 242 -> FailureCode.NOT_WRITABLE;
            case UNKNOWN_TABLE, UNKNOWN_DATABASE -> FailureCode.NOT_FOUND;
            case 8, 10, 16, 20, 47, 218 -> FailureCode.TABLE_CHANGED;
            case 44, 50, 122, 370, 455, 524, 549 -> FailureCode.UNSUPPORTED_TYPE;
            case 15, 82, 357 -> FailureCode.UNUSABLE_NAME;
            case 6, 25, 26, 27, 32, 33, 38, 41, 53, 69, 70, 72, 117, 128, 131, 248, 321, 349, 376, 407, 441, THROW_IF, 467, 469, 636 -> FailureCode.UNUSABLE_VALUE;
            case 57, 219, 305, 335, 337, 384, 388, 473, 517 -> FailureCode.LOCKED;
            case 630 -> FailureCode.IN_USE;
            case 159, 160, 209, 341 -> FailureCode.TIMED_OUT;
            case 75, 158, 161, 173, 191, 201, 202, 203, 204, 241, 243, 252, 290, 307, 396, 439, 692, 745, 1001 -> FailureCode.EXHAUSTED;
            // Limits and settings of the server or the user, clauses of the table's properties, disks, and damaged files.
            case 40, 48, 54, 55, 56, 74, 76, 107, 115, 228, 231, 246, 271, 336, 344, 359, 405, 450, 452, 471, 472, 478, 479, 499, 548, 731 -> FailureCode.MISCONFIGURED;
            // Keeper, or the servers behind a view.
            case 198, 225, 244, 279, 519, 999 -> FailureCode.UNREACHABLE;
            case 3, 95, 96, 97, 210, 236, 319, 394 -> FailureCode.CONNECTION_LOST;
            default -> byState(e);
        };
    }

    private static FailureCode byState(SQLException e) {
        String state = e.getSQLState();
        if (state == null || !state.startsWith("08")) {
            return BrokenConnection.isBehind(e) ? FailureCode.CONNECTION_LOST : FailureCode.INTERNAL;
        }
        return state.equals("08001") ? FailureCode.UNREACHABLE : FailureCode.CONNECTION_LOST;
    }

    /// Days are checked by us; a number that is none cannot be parsed.
    static Set<ValueTrouble> troubles(SQLException e) {
        return switch (e.getErrorCode()) {
            case THROW_IF -> String.valueOf(e.getMessage()).contains(NO_DAY) ? DAYS : Set.of();
            case 38, 41 -> DAYS;
            case 6, 26, 27, 32, 69, 70, 72, 131, 321, 349, 407 -> Set.of(ValueTrouble.NOT_A_NUMBER);
            default -> Set.of();
        };
    }

    static boolean isFull(SQLException e) {
        return e.getErrorCode() == 243;
    }

    static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        FailureCode code = classify(e);
        if (code == FailureCode.UNUSABLE_VALUE) {
            return aboutValue(message);
        }
        if (code == FailureCode.CONNECTION_LOST) {
            return "the connection to the server broke";
        }
        Matcher sentence = SENTENCE.matcher(message);
        return sentence.find() ? sentence.group(1).strip() : message;
    }

    /// The server quotes the row that it could not read, so that only the column and the error's name are told.
    private static String aboutValue(String message) {
        Matcher own = OWN.matcher(message);
        if (own.find()) {
            return own.group(1).strip();
        }
        Matcher name = NAME.matcher(message);
        String last = "";
        while (name.find()) {
            last = name.group(1);
        }
        String what = switch (last) {
            case "ARGUMENT_OUT_OF_BOUND", "DECIMAL_OVERFLOW" -> "a number is out of the type's range";
            case "CANNOT_PARSE_DATE", "CANNOT_PARSE_DATETIME" -> "a date or time is not one of the type";
            case "VIOLATED_CONSTRAINT" -> "a row violates a constraint of the table";
            case "CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN" -> NO_NULL;
            // A reader of fields says so beside another error (26.7, measured).
            default -> message.contains("Unexpected NULL value of not Nullable type") || message.contains("Cannot parse uuid \\N")
                    ? NO_NULL
                    : last.isEmpty() ? "a value is refused" : "a value is refused (%s)".formatted(last);
        };
        Matcher column = COLUMN.matcher(message);
        return column.find() ? "column \"%s\": %s".formatted(column.group(1), what) : what;
    }
}
