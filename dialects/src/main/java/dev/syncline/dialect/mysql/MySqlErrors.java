package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.connect.BrokenConnection;

/// What MySQL's and the driver's errors mean. Numbers: Error Message Reference 8.0.
final class MySqlErrors {

    static final int NO_SUCH_TABLE = 1146;
    static final int UNKNOWN_TABLE = 1051;
    static final int NO_SUCH_DATABASE = 1049;
    static final int LOCK_WAIT_TIMEOUT = 1205;
    static final int INVALID_VIEW = 1356;
    static final int NO_SUCH_DEFINER = 1449;
    static final int DATA_TRUNCATED = 1265;
    private static final int NO_DATABASE = 1046;
    private static final int NO_PARTITION = 1526;
    private static final int REFUSED_BY_TRIGGER = 1644;

    /// A value in a message stands between `: '` and the last quote before `for column`, or the last quote of all.
    private static final Pattern VALUE_FOR_COLUMN = Pattern.compile("(:| entry) '.*' for ", Pattern.DOTALL);
    private static final Pattern VALUE_WITHIN = Pattern.compile(" value '.*' (at|in) ", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile(": ['\"].*", Pattern.DOTALL);

    /// Where the message itself would quote what is wrong in the document.
    private static final Pattern DOCUMENT = Pattern.compile("Invalid JSON text: .* in value for column '(?:_syncline_[^.]*\\.)?(.*)'", Pattern.DOTALL);

    private MySqlErrors() {}

    static FailureCode classify(SQLException e) {
        return switch (e.getErrorCode()) {
            // 1524: the server has no longer the plugin that the account's password needs; 3159: only over TLS.
            case 1045, 1129, 1130, 1251, 1524, 1698, 1820, 1862, 3118, 3159, 3955 -> FailureCode.LOGIN_REFUSED;
            case 1044, 1142, 1143, 1227, 1369, 1370, 1410, 3530 -> FailureCode.PERMISSION_DENIED;
            case 1036, 1290, 1792, 1836, 1874 -> FailureCode.NOT_WRITABLE;
            case NO_SUCH_TABLE, UNKNOWN_TABLE, NO_SUCH_DATABASE -> FailureCode.NOT_FOUND;
            case 1054, 1072, 1412, 1615 -> FailureCode.TABLE_CHANGED;
            case 1069, 1070, 1071, 1074, 1117, 1118, 1170, 1171, 1709, 1713 -> FailureCode.UNSUPPORTED_TYPE;
            case 1007, 1050, 1059, 1060, 1102, 1103, 1166 -> FailureCode.UNUSABLE_NAME;
            case 1048, 1062, 1216, 1261, 1262, 1263, 1264, 1265, 1292, 1300, 1364, 1366, 1406, 1411, 1452, 1467, NO_PARTITION, 1586, REFUSED_BY_TRIGGER, 1748, 3140, 3141,
                    3150, 3156, 3819, 3854 -> FailureCode.UNUSABLE_VALUE;
            // 1020, 1180 and 3101: somebody else was quicker, as a group of servers finds at the commit.
            case 1020, 1099, 1180, LOCK_WAIT_TIMEOUT, 1213, 3101, 3572 -> FailureCode.LOCKED;
            case 1217, 1451, 3730 -> FailureCode.IN_USE;
            case 1317, 1969, 3024, 3699 -> FailureCode.TIMED_OUT;
            case 1, 3, 5, 28, 1004, 1021, 1026, 1037, 1038, 1040, 1041, 1114, 1119, 1135, 1203, 1206, 1226, 1436, 1461, 1637, 1878 -> FailureCode.EXHAUSTED;
            // A database that the connection does not name, limits and logs of the server, views and triggers that cannot work, and tables that are damaged.
            case NO_DATABASE, 1016, 1017, 1033, 1034, 1035, 1104, 1112, 1115, 1116, 1194, 1195, 1148, 1153, 1168, 1193, 1197, 1231, 1242, 1253, 1267, 1270, 1271, 1273,
                    1286, 1298, 1301, 1305, INVALID_VIEW, 1424, 1442, NO_SUCH_DEFINER, 1456, 1662, 1663, 1665, 1666, 1712, 1784, 1785, 1786, 1799, 1812, 1814, 3098, 3100, 3185,
                    3750, 3948, 4108 -> FailureCode.MISCONFIGURED;
            // 4031: the server has ended a session that said nothing for long.
            case 1053, 1077, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 3169, 4031 -> FailureCode.CONNECTION_LOST;
            default -> byState(e);
        };
    }

    /// Rows that break off while they are streamed have a state of no connection (S1000, measured with Connector/J 9), or none.
    private static FailureCode byState(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("08") || BrokenConnection.isBehind(e)) {
            return FailureCode.CONNECTION_LOST;
        }
        if (state.startsWith("22")) {
            return FailureCode.UNUSABLE_VALUE;
        }
        return FailureCode.INTERNAL;
    }

    static String reason(SQLException e) {
        Matcher complaint = UnicodeCheck.COMPLAINT.matcher(String.valueOf(e.getMessage()));
        if (complaint.find()) {
            return complaint.group(1);
        }
        Matcher document = DOCUMENT.matcher(String.valueOf(e.getMessage()));
        if (document.find()) {
            return "column '%s': a JSON document has a number that MySQL would change when it reads the document as text, or is none"
                    .formatted(document.group(1));
        }
        // Both would quote a value.
        if (e.getErrorCode() == NO_PARTITION) {
            return "the table has no partition for a row; add one that takes it";
        }
        if (e.getErrorCode() == NO_DATABASE) {
            return "the server finds no database for a name without one, as in a view, a function or a trigger, or in a session whose database was dropped";
        }
        if (e.getErrorCode() == REFUSED_BY_TRIGGER) {
            return "a trigger of the table refuses a row";
        }
        // The driver's own words here are a page about packets and their age.
        return classify(e) == FailureCode.CONNECTION_LOST ? "the connection to the server broke" : withoutValues(String.valueOf(e.getMessage()));
    }

    /// A value that is none of its column's type: what the number says of a date or a number is told by the column.
    static Set<ValueTrouble> troubles(SQLException e) {
        return troubles(e.getErrorCode());
    }

    static Set<ValueTrouble> troubles(int error) {
        return switch (error) {
            // 4095 and 4096 are what it says of `0044-03-15 00:00:00 BC` (measured on 8.0.33).
            case 1264, 1265, 1292, 1366, 1411, 1525, 4095, 4096 -> Set.of(ValueTrouble.DATE_OUT_OF_RANGE, ValueTrouble.NOT_A_NUMBER);
            default -> Set.of();
        };
    }

    static boolean isFull(SQLException e) {
        return switch (e.getErrorCode()) {
            case 3, 28, 1021, 1026, 1114 -> true;
            default -> false;
        };
    }

    static String withoutValues(String message) {
        String shorter = VALUE_FOR_COLUMN.matcher(message).replaceFirst(found -> found.group(1).replace(":", "") + " for ");
        shorter = VALUE_WITHIN.matcher(shorter).replaceFirst(" value $1 ");
        return VALUE.matcher(shorter).replaceFirst("").strip();
    }
}
