package dev.syncline.dialect.mysql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Bound;
import dev.syncline.dialect.load.LoadNames;
import org.jspecify.annotations.Nullable;

/// The statements that take rows from a staging table into the table itself.
///
/// Never `REPLACE` or `ON DUPLICATE KEY UPDATE`: through another unique index of the table they would delete or change rows of other keys.
///
/// @param written all columns that rows are given, and the primary key by which they are told apart
/// @param key the incremental key
/// @param after rows whose key is not greater are left out; null takes all
record MySqlRows(TableName table, TableName staging, TableShape written, MySqlKey key, @Nullable Bound after) {

    /// How many rows of the staging table have the primary key of another one, at most one of each key not counted.
    String countOlder() {
        return "SELECT COUNT(*) - COUNT(DISTINCT %s) FROM %s".formatted(list(written.primaryKey(), MySqlNames::quote, ", "), MySqlNames.quote(staging));
    }

    /// Leaves the newest of several staged rows of one primary key, of equally new ones the last that came.
    String deleteOlder() {
        return """
                DELETE FROM %s
                WHERE %s IN (
                    SELECT ranked.%2$s
                    FROM (
                        SELECT fresh.%2$s, ROW_NUMBER() OVER (PARTITION BY %s ORDER BY %sfresh.%2$s DESC) AS age
                        FROM %1$s AS fresh
                    ) AS ranked
                    WHERE ranked.age > 1
                )""".formatted(
                MySqlNames.quote(staging),
                MySqlNames.quote(LoadNames.ROW),
                list(written.primaryKey(), name -> "fresh." + MySqlNames.quote(name), ", "),
                key.columns().isEmpty() ? "" : key.greatestFirst("fresh") + ", ");
    }

    String deleteAll() {
        return "DELETE FROM " + MySqlNames.quote(table);
    }

    String insertAll() {
        return insert() + (after == null ? "" : "\nWHERE " + key.isGreater("fresh"));
    }

    /// Columns of the primary key stay as they are; null where there are no others.
    @Nullable String updatePresent() {
        List<String> others = written.columns().stream().map(Column::name).filter(name -> !written.primaryKey().contains(name)).toList();
        return others.isEmpty() ? null : """
                UPDATE %s AS kept
                JOIN %s AS fresh ON %s
                SET %s%s""".formatted(
                MySqlNames.quote(table),
                MySqlNames.quote(staging),
                sameKey(),
                list(others, name -> "kept.%1$s = fresh.%1$s".formatted(MySqlNames.quote(name)), ",\n    "),
                after == null ? "" : "\nWHERE " + key.isGreater("fresh"));
    }

    String insertMissing() {
        return """
                %s
                LEFT JOIN %s AS kept ON %s
                WHERE kept.%s IS NULL%s""".formatted(
                insert(),
                MySqlNames.quote(table),
                sameKey(),
                MySqlNames.quote(written.primaryKey().getFirst()),
                after == null ? "" : "\n  AND " + key.isGreater("fresh"));
    }

    /// Of the statements that leave rows out.
    List<String> parameters() {
        return after == null ? List.of() : key.parameters(after.values());
    }

    private String insert() {
        List<String> names = written.columns().stream().map(Column::name).toList();
        return """
                INSERT INTO %s (%s)
                SELECT %s
                FROM %s AS fresh""".formatted(
                MySqlNames.quote(table),
                list(names, MySqlNames::quote, ", "),
                list(names, name -> "fresh." + MySqlNames.quote(name), ", "),
                MySqlNames.quote(staging));
    }

    private String sameKey() {
        return list(written.primaryKey(), name -> "kept.%1$s = fresh.%1$s".formatted(MySqlNames.quote(name)), " AND ");
    }

    private static String list(List<String> names, Function<String, String> each, String between) {
        return names.stream().map(each).collect(Collectors.joining(between));
    }
}
