package dev.syncline.dialect.mysql;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.Comparisons;

/// Keys in MySQL. Numbers and moments are let through in their own form only; texts and bytes travel as hexadecimal digits.
final class MySqlComparisons implements Comparisons {

    static final MySqlComparisons INSTANCE = new MySqlComparisons();

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern FLOATING = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern MOMENT = Pattern.compile("[-0-9:. ]+");
    private static final String BYTE_ORDER = "utf8mb4_0900_bin";

    private MySqlComparisons() {}

    /// `utf8mb4_0900_bin` compares bytes and does not pad.
    @Override
    public String column(Column column) {
        String name = MySqlNames.quote(column.name());
        boolean asItIs = !(column.type() instanceof ColumnType.Text) || String.valueOf(column.declaration()).endsWith("COLLATE " + BYTE_ORDER);
        return asItIs ? name : "CONVERT(%s USING utf8mb4) COLLATE %s".formatted(name, BYTE_ORDER);
    }

    @Override
    public String literal(Column column, String neutral) {
        return column.type() instanceof ColumnType.Text ? "%s COLLATE %s".formatted(text(neutral.getBytes(StandardCharsets.UTF_8)), BYTE_ORDER) : typed(column, neutral);
    }

    private static String typed(Column column, String neutral) {
        return switch (column.type()) {
            case ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Bool _, ColumnType.Bits _ -> checked(NUMBER, neutral);
            // With an exponent it is a double, without one a decimal.
            case ColumnType.Floating _ -> checked(FLOATING, neutral) + (neutral.toLowerCase(Locale.ROOT).contains("e") ? "" : "E0");
            case ColumnType.Date _ -> "CAST('%s' AS DATE)".formatted(checked(MOMENT, neutral));
            case ColumnType.Timestamp _, ColumnType.Instant _ -> "CAST('%s' AS DATETIME(6))".formatted(checked(MOMENT, neutral));
            case ColumnType.Duration _, ColumnType.TimeOfDay _ -> "CAST('%s' AS TIME(6))".formatted(checked(MOMENT, neutral));
            case ColumnType.Text _, ColumnType.Uuid _ -> text(neutral.getBytes(StandardCharsets.UTF_8));
            case ColumnType.Binary _, ColumnType.Geometry _, ColumnType.Json _, ColumnType.ZonedTime _, ColumnType.Interval _, ColumnType.Undecided _ ->
                throw new SyncException(FailureCode.MISCONFIGURED, "Column \"%s\" cannot be part of a key".formatted(column.name()));
        };
    }

    private static String checked(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw new SyncException(FailureCode.MISCONFIGURED, "A value of a key does not have the form of its type");
        }
        return text;
    }

    private static String text(byte[] utf8) {
        return "_utf8mb4 X'%s'".formatted(HexFormat.of().formatHex(utf8));
    }

    /// A moment too early for MySQL is NULL, and nothing is greater than NULL.
    @Override
    public String before(Column column, String literal, Duration span) {
        return "IFNULL(%s - INTERVAL %d MICROSECOND, CAST('0000-00-00' AS DATETIME))".formatted(literal, TimeUnit.MICROSECONDS.convert(span));
    }

    @Override
    public String greater(List<String> columns, List<String> values) {
        return Comparisons.expanded(columns, ">", ">", values);
    }

    @Override
    public String atMost(List<String> columns, List<String> values) {
        return Comparisons.expanded(columns, "<", "<=", values);
    }

    /// What is selected of a page's last row, so that [#ownLiteral] can make it a value again.
    static String selected(Column column) {
        String name = MySqlNames.quote(column.name());
        return isNumbered(column) ? name + " + 0" : column.type() instanceof ColumnType.Floating ? "CAST(%s AS DOUBLE)".formatted(name) : name;
    }

    /// A value that is compared as the database itself orders the column: the column's collation outranks the literal's.
    static String ownLiteral(Column column, byte[] value) {
        if (column.type() instanceof ColumnType.Binary) {
            return "X'%s'".formatted(HexFormat.of().formatHex(value));
        }
        String text = new String(value, StandardCharsets.UTF_8);
        return isNumbered(column) ? checked(NUMBER, text) : typed(column, text);
    }

    /// Enums and sets are ordered by their numbers; bits and numbers filled with zeros are printed as something else.
    private static boolean isNumbered(Column column) {
        String declaration = String.valueOf(column.declaration()).toLowerCase(Locale.ROOT);
        return declaration.startsWith("enum(") || declaration.startsWith("set(") || declaration.startsWith("bit(") || declaration.contains("zerofill");
    }
}
