package dev.syncline.dialect.streamload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.dialect.load.LoadNames;
import org.jspecify.annotations.Nullable;

/// The statements that take rows from a staging table into others.
///
/// @param shape what the rows have; its primary key tells them apart
/// @param incrementalKey by which the newest of several rows is found
/// @param after rows whose key is not greater are left out; null takes all
record StreamLoadRows(TableName staging, TableShape shape, List<String> incrementalKey, @Nullable Bound after) {

    /// How many rows more there are than keys.
    String surplus() {
        return "SELECT count(*) - count(DISTINCT %s) FROM %s".formatted(StreamLoadNames.list(shape.primaryKey()), StreamLoadNames.quote(staging));
    }

    /// Into a table that may have other columns besides, or wider ones; of several rows of one key the newest, of equally new ones the last that came.
    String copy(TableName into, @Nullable String label, List<Column> written) {
        return write("INTO", into, label, written, wanted());
    }

    /// The same rows in place of those that the table has.
    String overwrite(TableName table, String label, List<Column> written) {
        return write("OVERWRITE", table, label, written, wanted());
    }

    /// All rows of a staging table in which they have no numbers in place of those that the table has.
    String overwriteWithAll(TableName table, String label, List<Column> written) {
        return write("OVERWRITE", table, label, written, StreamLoadNames.quote(staging));
    }

    private static String write(String how, TableName table, @Nullable String label, List<Column> written, String from) {
        String names = StreamLoadNames.list(written.stream().map(Column::name).toList());
        return """
                INSERT %s %s%s (%s)
                SELECT %s
                FROM %s""".formatted(
                how, StreamLoadNames.quote(table), label == null ? "" : " WITH LABEL " + StreamLoadNames.quote(label), names, names, from);
    }

    String countWanted() {
        return "SELECT count(*) FROM " + wanted();
    }

    /// How many of the rows have a key that the table has.
    String countPresent(TableName table) {
        String same = shape.primaryKey().stream()
                .map(name -> "kept.%1$s = wanted.%1$s".formatted(StreamLoadNames.quote(name)))
                .collect(Collectors.joining(" AND "));
        return "SELECT count(*) FROM %s INNER JOIN %s AS kept ON %s".formatted(wanted(), StreamLoadNames.quote(table), same);
    }

    private String wanted() {
        String newest = shape.primaryKey().isEmpty() ? "" : ", row_number() OVER (PARTITION BY %s ORDER BY %s%s DESC) AS _syncline_age".formatted(
                StreamLoadNames.list(shape.primaryKey()),
                incrementalKey.stream().map(name -> StreamLoadNames.quote(name) + " DESC, ").collect(Collectors.joining()),
                StreamLoadNames.quote(LoadNames.ROW));
        List<String> conditions = new ArrayList<>();
        if (!newest.isEmpty()) {
            conditions.add("_syncline_age = 1");
        }
        if (after != null) {
            conditions.add(isGreater(after));
        }
        return "(SELECT * FROM (SELECT *%s FROM %s) AS staged%s) AS wanted".formatted(
                newest, StreamLoadNames.quote(staging), conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
    }

    /// Column after column, never each for itself; a null is not greater than anything.
    private String isGreater(Bound bound) {
        List<String> either = new ArrayList<>();
        for (int last = 0; last < incrementalKey.size(); last++) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i <= last; i++) {
                Column column = column(incrementalKey.get(i));
                all.add("%s %s %s".formatted(StreamLoadNames.quote(column.name()), i == last ? ">" : "=", literal(column, bound.values().get(i))));
            }
            either.add('(' + String.join(" AND ", all) + ')');
        }
        return '(' + String.join(" OR ", either) + ')';
    }

    private String literal(Column column, String neutral) {
        return switch (column.type()) {
            case ColumnType.Bool _ -> neutral.equals("true") ? "1" : "0";
            case ColumnType.Int _ -> checked(neutral);
            case ColumnType.Decimal _ -> "CAST(%s AS %s)".formatted(StreamLoadNames.text(checked(neutral)), decimal(neutral));
            case ColumnType.Floating _ -> "CAST(%s AS DOUBLE)".formatted(StreamLoadNames.text(neutral));
            case ColumnType.Binary _, ColumnType.Geometry _ -> StreamLoadNames.text(neutral.substring(2).toLowerCase(Locale.ROOT));
            case ColumnType.Bits bits when ColumnTypes.isNumber(shape, bits) -> new java.math.BigInteger(neutral, 2).toString();
            case ColumnType.UnboundedDecimal _, ColumnType.Text _, ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _,
                    ColumnType.Duration _, ColumnType.Interval _, ColumnType.Timestamp _, ColumnType.Instant _, ColumnType.Json _,
                    ColumnType.Uuid _, ColumnType.Bits _, ColumnType.Undecided _ -> StreamLoadNames.text(neutral);
        };
    }

    private static String decimal(String number) {
        int digits = number.replaceAll("[^0-9]", "").length();
        int point = number.indexOf('.');
        return "DECIMAL(%d,%d)".formatted(digits, point < 0 ? 0 : number.length() - point - 1);
    }

    private static String checked(String number) {
        if (!number.matches("-?\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException("No number");
        }
        return number;
    }

    private Column column(String name) {
        return shape.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
    }
}
