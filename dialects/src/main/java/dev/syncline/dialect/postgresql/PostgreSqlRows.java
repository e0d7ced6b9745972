package dev.syncline.dialect.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Bound;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.LoadNames;
import org.jspecify.annotations.Nullable;

/// The statements that take rows from a staging table into the table itself.
///
/// @param written all columns that rows are given, and the primary key by which they are told apart
/// @param key the incremental key
/// @param after rows whose key is not greater are left out; null takes all
record PostgreSqlRows(TableName table, TableName staging, TableShape written, PostgreSqlKey key, @Nullable Bound after) {

    /// Says of a staged row that there is one of its key.
    private static final String PRESENT = PostgreSqlNames.quote(LoadNames.PREFIX + "present");

    String copy(TableShape shape, RowFormat format) {
        return "COPY %s (%s) FROM STDIN%s".formatted(
                PostgreSqlNames.quote(staging),
                list(shape.columnNames(), PostgreSqlNames::quote, ", "),
                format == RowFormat.POSTGRESQL_BINARY ? " (FORMAT binary)" : "");
    }

    /// Leaves the newest of several staged rows of one primary key, of equally new ones the last that came.
    ///
    /// @param place the system columns that tell each staged row from all others; empty where `ctid` alone does
    String deleteOlder(List<String> place) {
        return place.isEmpty() ? deleteOlder() : deleteOlderBy(place);
    }

    private String deleteOlder() {
        return """
                DELETE FROM %s
                WHERE ctid = ANY (ARRAY(
                    SELECT place
                    FROM (
                        SELECT ctid AS place, row_number() OVER (PARTITION BY %s ORDER BY %sctid DESC) AS age
                        FROM %1$s AS fresh
                    ) AS ranked
                    WHERE age > 1
                ))""".formatted(
                PostgreSqlNames.quote(staging),
                list(written.primaryKey(), PostgreSqlNames::quote, ", "),
                key.columns().isEmpty() ? "" : key.newestFirst("fresh") + ", ");
    }

    /// The same by several system columns, which hash joins can compare.
    private String deleteOlderBy(List<String> place) {
        return """
                DELETE FROM %1$s
                WHERE (%2$s) IN (
                    SELECT %3$s
                    FROM (
                        SELECT %4$s, row_number() OVER (PARTITION BY %5$s ORDER BY %6$sctid DESC) AS age
                        FROM %1$s AS fresh
                    ) AS ranked
                    WHERE age > 1
                )""".formatted(
                PostgreSqlNames.quote(staging),
                String.join(", ", place),
                list(place, column -> "place_" + place.indexOf(column), ", "),
                list(place, column -> "%s AS place_%d".formatted(column, place.indexOf(column)), ", "),
                list(written.primaryKey(), PostgreSqlNames::quote, ", "),
                key.columns().isEmpty() ? "" : key.newestFirst("fresh") + ", ");
    }

    /// Not TRUNCATE, after which an older snapshot sees an empty table.
    String deleteAll() {
        return "DELETE FROM " + PostgreSqlNames.quote(table);
    }

    String insertAll(boolean overriding) {
        return insert(overriding) + (after == null ? "" : "\nWHERE " + key.isGreater("fresh"));
    }

    /// Columns of the primary key stay as they are; null where there are no others.
    @Nullable String updatePresent() {
        List<String> others = written.columns().stream().map(Column::name).filter(name -> !written.primaryKey().contains(name)).toList();
        return others.isEmpty() ? null : """
                UPDATE %s AS kept
                SET %s
                FROM %s AS fresh
                WHERE %s%s""".formatted(
                PostgreSqlNames.quote(table),
                list(others, name -> "%1$s = fresh.%1$s".formatted(PostgreSqlNames.quote(name)), ",\n    "),
                PostgreSqlNames.quote(staging),
                sameKey(),
                after == null ? "" : "\n  AND " + key.isGreater("fresh"));
    }

    String insertMissing(boolean overriding) {
        return """
                %s
                WHERE NOT EXISTS (SELECT 1 FROM %s AS kept WHERE %s)%s""".formatted(
                insert(overriding), PostgreSqlNames.quote(table), sameKey(), after == null ? "" : "\n  AND " + key.isGreater("fresh"));
    }

    /// How many of the new rows have a key that is there.
    String countPresent() {
        return """
                SELECT count(*)::text
                FROM %s AS fresh
                WHERE EXISTS (SELECT 1 FROM %s AS kept WHERE %s)%s""".formatted(
                PostgreSqlNames.quote(staging), PostgreSqlNames.quote(table), sameKey(), after == null ? "" : "\n  AND " + key.isGreater("fresh"));
    }

    String deletePresent() {
        return """
                DELETE FROM %s AS kept
                USING %s AS fresh
                WHERE %s%s""".formatted(
                PostgreSqlNames.quote(table), PostgreSqlNames.quote(staging), sameKey(), after == null ? "" : "\n  AND " + key.isGreater("fresh"));
    }

    /// Room in the staging table for what the source does not have of a row, which would go with the row that is deleted.
    ///
    /// @param own the table's columns that rows are not given
    String addOwn(List<HeldColumn> own) {
        return "ALTER TABLE %s\n    %s,\n    ADD COLUMN %s boolean".formatted(
                PostgreSqlNames.quote(staging),
                own.stream()
                        .map(column -> "ADD COLUMN %s %s".formatted(PostgreSqlNames.quote(column.name()), column.type()))
                        .collect(Collectors.joining(",\n    ")),
                PRESENT);
    }

    /// Lets the new rows of keys that are there take it.
    String takeOwn(List<HeldColumn> own) {
        return """
                UPDATE %s AS fresh
                SET %s,
                    %s = true
                FROM %s AS kept
                WHERE %s%s""".formatted(
                PostgreSqlNames.quote(staging),
                list(names(own), name -> "%1$s = kept.%1$s".formatted(PostgreSqlNames.quote(name)), ",\n    "),
                PRESENT,
                PostgreSqlNames.quote(table),
                sameKey(),
                after == null ? "" : "\n  AND " + key.isGreater("fresh"));
    }

    /// The rows of keys that were there, with what they have taken.
    String insertPresent(boolean overriding, List<HeldColumn> own) {
        List<String> names = new ArrayList<>(written.columns().stream().map(Column::name).toList());
        names.addAll(names(own));
        return insert(overriding, names) + "\nWHERE fresh." + PRESENT;
    }

    /// The others, for which the table's own columns have their defaults.
    String insertNew(boolean overriding) {
        return insert(overriding) + "\nWHERE fresh.%s IS NULL%s".formatted(PRESENT, after == null ? "" : "\n  AND " + key.isGreater("fresh"));
    }

    private static List<String> names(List<HeldColumn> columns) {
        return columns.stream().map(HeldColumn::name).toList();
    }

    /// How many keys several staged rows have; counts no further than one.
    String countEqualKeys() {
        return """
                SELECT count(*)::text
                FROM (SELECT 1 FROM %s GROUP BY %s HAVING count(*) > 1 LIMIT 1) AS equal""".formatted(
                PostgreSqlNames.quote(staging), list(written.primaryKey(), PostgreSqlNames::quote, ", "));
    }

    /// Of the statements that leave rows out.
    List<String> parameters() {
        return after == null ? List.of() : after.values();
    }

    /// A table that somebody else has made may number its rows itself.
    private String insert(boolean overriding) {
        return insert(overriding, written.columns().stream().map(Column::name).toList());
    }

    private String insert(boolean overriding, List<String> names) {
        return """
                INSERT INTO %s (%s)%s
                SELECT %s
                FROM %s AS fresh""".formatted(
                PostgreSqlNames.quote(table),
                list(names, PostgreSqlNames::quote, ", "),
                overriding ? "\nOVERRIDING SYSTEM VALUE" : "",
                list(names, name -> "fresh." + PostgreSqlNames.quote(name), ", "),
                PostgreSqlNames.quote(staging));
    }

    private String sameKey() {
        return list(written.primaryKey(), name -> "kept.%1$s = fresh.%1$s".formatted(PostgreSqlNames.quote(name)), " AND ");
    }

    private static String list(List<String> names, Function<String, String> each, String between) {
        return names.stream().map(each).collect(Collectors.joining(between));
    }
}
