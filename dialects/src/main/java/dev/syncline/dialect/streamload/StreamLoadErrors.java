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

    private static final Pattern MISSING = Pattern.compile("unknown (table|database)|unknown column family|(table|database) .*(does not|doesn't) exist"
            + "|can('|no)t find (table|database)|no such table|table not found|failed to find table"
            // StarRocks 4.1 names what is not there without quotes (seen); only at the beginning of a sentence, as a name may be any word.
            + "|(?:^|[:.] )(?:table|database) [^:]+ is not found", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_BACK_END = Pattern.compile(
            "no alive|no (?:scannode )?backend|no available|not alive|(?:backend|compute) nodes? not found", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCK = Pattern.compile("\\b(?:dead)?lock(?:s|ed)?\\b");
    private static final Pattern LABEL = Pattern.compile("Label \\[.*] has already been used");
    private static final Pattern PREFIX = Pattern.compile(
            "^(class com\\.starrocks\\.[\\w.]+: |errCode = \\d+, detailMessage = |Getting (analyzing|syntax) error[^:]*: (Detail message: )?|Unexpected exception: )+");
    private static final Pattern VALUE = Pattern.compile("(value|literal)s?:? *['\"].*?['\"]", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String UNPLANNED = "planner use long time";
    private static final String LONG_KEY = "primary key size exceed";

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
            case 1059, 1060, 1102, 1103, 1166 -> FailureCode.UNUSABLE_NAME;
            case 1050, 1347 -> FailureCode.IN_USE;
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
        if (NO_BACK_END.matcher(words).find()) {
            return FailureCode.UNREACHABLE;
        }
        if (isBeingChanged(words) || LOCK.matcher(words).find()) {
            return FailureCode.LOCKED;
        }
        if (words.contains("access denied") || words.contains("privilege")) {
            return FailureCode.PERMISSION_DENIED;
        }
        // StarRocks gives up planning after three seconds, as a rule while its front end collects garbage: it runs the same statement later.
        if (words.contains("timeout") || words.contains("timed out") || words.contains(UNPLANNED)) {
            return FailureCode.TIMED_OUT;
        }
        if (words.contains("memory") || words.contains("disk") || words.contains("too many") && !words.contains("filtered") || words.contains("-235")) {
            return FailureCode.EXHAUSTED;
        }
        if (words.contains(LONG_KEY) || words.contains("filtered rows") || words.contains("insert has filtered data") || words.contains("data quality")) {
            return FailureCode.UNUSABLE_VALUE;
        }
        // What is refused when a statement is understood will be refused again.
        return state.equals("42000") || words.contains("errcode = 2") ? FailureCode.MISCONFIGURED : FailureCode.INTERNAL;
    }

    private static boolean isBeingChanged(String words) {
        return words.contains("schema change") || words.contains("is not normal") || words.contains("is in process");
    }

    /// Whether a table could not be changed since it is being changed already; what was asked for has not been done.
    static boolean isBeingChanged(SQLException e) {
        return classify(e) == FailureCode.LOCKED && isBeingChanged(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
    }

    /// Whether a statement was given up before anything of it was done.
    static boolean isUnplanned(SQLException e) {
        return String.valueOf(e.getMessage()).contains(UNPLANNED);
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
                : VALUE.matcher(PREFIX.matcher(message).replaceFirst("")).replaceAll("$1").strip() + cure(message.toLowerCase(Locale.ROOT));
    }

    /// What nobody would guess from the server's words.
    private static String cure(String words) {
        if (words.contains("replication num")) {
            return "; set the connection's option %s to as many back ends as there are".formatted(StreamLoadSessions.REPLICAS);
        }
        return words.contains(LONG_KEY)
                ? " A key has 128 bytes at most (primary_key_limit_size of the back ends): choose shorter key fields, or the table creation property "
                        + "keyModel: unique"
                : "";
    }
}
