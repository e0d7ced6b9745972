package dev.syncline.dialect.streamload;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.ValueTrouble;

/// What errors mean. Both products give almost all of them one number (1105 and 1064), so that the words have to tell.
final class StreamLoadErrors {

    /// Our own number for a front end that sends rows to a host which is none of its back ends; the servers have no negative ones.
    static final int FOREIGN_HOST = -307;

    private static final Pattern MISSING = Pattern.compile("unknown (table|database)|unknown column family|table .*(does not|doesn't) exist|can('|no)t find (table|database)|no such table|table not found|failed to find table", Pattern.CASE_INSENSITIVE);
    private static final Pattern LABEL = Pattern.compile("Label \\[.*] has already been used");
    private static final Pattern PREFIX = Pattern.compile("^(errCode = \\d+, detailMessage = |Getting (analyzing|syntax) error[^:]*: (Detail message: )?|Unexpected exception: )+");
    private static final Pattern VALUE = Pattern.compile("(value|literal)s?:? *['\"].*?['\"]", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /// Names in what a server says; those are the users' words.
    private static final Pattern NAME = Pattern.compile("(?<![a-z])'[^']*'|`[^`]*`|(?<=\\w)\\[[^]]*]|(?<=\\w)\\([^)]*\\)");

    private StreamLoadErrors() {}

    static boolean isMissing(SQLException e) {
        return classify(e) == FailureCode.NOT_FOUND;
    }

    static boolean isLabelUsed(SQLException e) {
        return LABEL.matcher(String.valueOf(e.getMessage())).find();
    }

    /// Whether a table could not be made because somebody else has just made it.
    static boolean isThere(SQLException e) {
        return String.valueOf(e.getMessage()).contains("already exist");
    }

    static FailureCode classify(SQLException e) {
        FailureCode byNumber = switch (e.getErrorCode()) {
            case 1045 -> FailureCode.LOGIN_REFUSED;
            case 1044, 1142, 1227, 5203 -> FailureCode.PERMISSION_DENIED;
            case FOREIGN_HOST -> FailureCode.MISCONFIGURED;
            case 1049, 1051, 1146, 5501, 5502 -> FailureCode.NOT_FOUND;
            default -> FailureCode.INTERNAL;
        };
        return byNumber == FailureCode.INTERNAL ? byState(e) : byNumber;
    }

    private static FailureCode byState(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("08")) {
            return state.equals("08001") ? FailureCode.UNREACHABLE : FailureCode.CONNECTION_LOST;
        }
        return switch (state) {
            case "22000" -> FailureCode.UNUSABLE_VALUE;
            case "28000" -> FailureCode.LOGIN_REFUSED;
            case "HYT00" -> FailureCode.TIMED_OUT;
            default -> byWords(String.valueOf(e.getMessage()), state);
        };
    }

    private static FailureCode byWords(String message, String state) {
        String words = NAME.matcher(message.toLowerCase(Locale.ROOT)).replaceAll("");
        if (MISSING.matcher(words).find()) {
            return FailureCode.NOT_FOUND;
        }
        if (words.contains("schema change") || words.contains("is not normal") || words.contains("is in process") || words.contains("lock")) {
            return FailureCode.LOCKED;
        }
        if (words.contains("no alive") || words.contains("no backend") || words.contains("no available") || words.contains("not alive")) {
            return FailureCode.UNREACHABLE;
        }
        if (words.contains("access denied") || words.contains("privilege")) {
            return FailureCode.PERMISSION_DENIED;
        }
        if (words.contains("timeout") || words.contains("timed out")) {
            return FailureCode.TIMED_OUT;
        }
        if (words.contains("memory") || words.contains("disk") || words.contains("too many") && !words.contains("filtered") || words.contains("-235")) {
            return FailureCode.EXHAUSTED;
        }
        if (words.contains("filtered rows") || words.contains("insert has filtered data") || words.contains("data quality")) {
            return FailureCode.UNUSABLE_VALUE;
        }
        // What is refused when a statement is understood will be refused again.
        return state.equals("42000") || words.contains("errcode = 2") ? FailureCode.MISCONFIGURED : FailureCode.INTERNAL;
    }

    /// What [JsonField] refuses before the server could.
    static Set<ValueTrouble> troubles(SQLException e) {
        String message = String.valueOf(e.getMessage());
        if (!"22000".equals(e.getSQLState())) {
            return Set.of();
        }
        if (message.endsWith(JsonField.NO_DAY)) {
            return Set.of(ValueTrouble.ZERO_DATE, ValueTrouble.DATE_OUT_OF_RANGE);
        }
        if (message.endsWith(JsonField.NO_NUMBER) || message.endsWith(JsonField.NO_FINITE_NUMBER)) {
            return Set.of(ValueTrouble.NOT_A_NUMBER);
        }
        return message.endsWith(JsonField.NUL) ? Set.of(ValueTrouble.NUL_CHARACTER) : Set.of();
    }

    static boolean isFull(SQLException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("disk");
    }

    static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return classify(e) == FailureCode.CONNECTION_LOST
                ? "the connection to the server broke"
                : VALUE.matcher(PREFIX.matcher(message).replaceFirst("")).replaceAll("$1").strip();
    }
}
