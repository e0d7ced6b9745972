package dev.syncline.dialect.clickhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.dialect.clickhouse.ClickHouseTypes.Check;
import dev.syncline.dialect.clickhouse.ClickHouseTypes.Reading;
import org.jspecify.annotations.Nullable;

/// The statements that take rows into a staging table and from there into others.
///
/// @param shape what the rows have; its primary key tells them apart
/// @param incrementalKey by which the newest of several rows is found
/// @param after rows whose key is not greater are left out; null takes all
record ClickHouseRows(TableName staging, TableShape shape, List<String> incrementalKey, @Nullable Bound after) {

    /// Takes neutral text. Where every column understands its text the rows go in as they are; else each is read as a text first, and checked.
    /// The checks are one condition, since each of several joined by AND is planned anew with all others: 400 took ten seconds (measured on 26.7).
    String insert() {
        List<Column> columns = shape.columns();
        String into = "INSERT INTO %s (%s)".formatted(ClickHouseNames.quote(staging), names(columns));
        List<String> fields = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> checks = new ArrayList<>();
        boolean converts = false;
        for (Column column : columns) {
            String name = ClickHouseNames.quote(column.name());
            Reading reading = ClickHouseTypes.reading(shape, column, name);
            converts |= reading != null;
            String type = reading == null ? ClickHouseTypes.declared(shape, column) : reading.readsNull() ? "Nullable(String)" : "String";
            fields.add(name + ' ' + type);
            values.add(reading == null ? name : reading.value());
            for (Check check : reading == null ? List.<Check>of() : reading.checks()) {
                checks.add("throwIf(%s, %s)".formatted(
                        check.condition(), ClickHouseNames.text("column \"%s\": %s".formatted(column.name(), check.complaint()))));
            }
        }
        if (!converts) {
            return into + " FORMAT TabSeparated";
        }
        return """
                %s
                SELECT %s
                FROM input(%s)%s
                FORMAT TabSeparated""".formatted(
                into,
                String.join(", ", values),
                ClickHouseNames.text(String.join(", ", fields)),
                checks.isEmpty() ? "" : "\nWHERE NOT (%s)".formatted(String.join("\n  OR ", checks)));
    }

    /// How many rows there are, and how many more than keys, in the order of the key where the table has it, so that no key is kept in memory.
    /// An alias takes the place of a column of the same name, so it is one that no column has.
    String countAndSurplus() {
        String table = ClickHouseNames.quote(staging);
        return shape.primaryKey().isEmpty()
                ? "SELECT count(), 0 FROM " + table
                : "SELECT sum(_syncline_rows), sum(_syncline_rows) - count() FROM (SELECT count() AS _syncline_rows FROM %s GROUP BY %s)".formatted(table, key());
    }

    /// The newest of several rows of one key, of equally new ones the last that came.
    String newest(TableName into) {
        return """
                INSERT INTO %s
                SELECT *
                FROM %s
                ORDER BY %s, %s_block_number DESC, _part_offset DESC
                LIMIT 1 BY %s""".formatted(
                ClickHouseNames.quote(into),
                ClickHouseNames.quote(staging),
                key(),
                incrementalKey.stream().map(name -> comparable(name) + " DESC NULLS LAST, ").collect(Collectors.joining()),
                key());
    }

    /// Into a table that may have other columns besides, or wider ones.
    String copy(TableName into, List<Column> written) {
        return """
                INSERT INTO %s (%s)
                SELECT %s
                FROM %s%s""".formatted(
                ClickHouseNames.quote(into), names(written), names(written), ClickHouseNames.quote(staging), wanted());
    }

    String countWanted() {
        return "SELECT count() FROM %s%s".formatted(ClickHouseNames.quote(staging), wanted());
    }

    /// How many keys of the rows the table has; only the new ones are kept in memory.
    String countPresent(TableName fresh, TableName table) {
        return "SELECT uniqExact(%s) FROM %s WHERE (%s) IN (SELECT %s FROM %s)"
                .formatted(key(), ClickHouseNames.quote(table), key(), key(), ClickHouseNames.quote(fresh));
    }

    /// Makes room for a partition's rows.
    String deletePresent(TableName table, TableName fresh, String partition) {
        return "DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s WHERE _partition_id = %s)".formatted(
                ClickHouseNames.quote(table), key(), key(), ClickHouseNames.quote(fresh), ClickHouseNames.text(partition));
    }

    private String key() {
        return ClickHouseNames.list(shape.primaryKey());
    }

    private String wanted() {
        if (after == null) {
            return "";
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < incrementalKey.size(); i++) {
            values.add(value(column(incrementalKey.get(i)), after.values().get(i)));
        }
        return "\nWHERE ifNull((%s) > (%s), 0)".formatted(
                incrementalKey.stream().map(this::comparable).collect(Collectors.joining(", ")), String.join(", ", values));
    }

    private String value(Column column, String neutral) {
        return switch (column.type()) {
            case ColumnType.Binary _ -> "unhex(%s)".formatted(ClickHouseNames.text(neutral.substring(2)));
            case ColumnType.Uuid _, ColumnType.Text _ -> ClickHouseNames.text(neutral);
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _,
                    ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _, ColumnType.Interval _,
                    ColumnType.Timestamp _, ColumnType.Instant _, ColumnType.Json _, ColumnType.Bits _, ColumnType.Geometry _,
                    ColumnType.Undecided _ ->
                    "CAST(%s, %s)".formatted(ClickHouseNames.text(neutral), ClickHouseNames.text(ClickHouseTypes.type(shape, column)));
        };
    }

    private String comparable(String name) {
        return ClickHouseTypes.comparable(column(name));
    }

    private Column column(String name) {
        return shape.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
    }

    private static String names(List<Column> columns) {
        return ClickHouseNames.list(columns.stream().map(Column::name).toList());
    }
}
