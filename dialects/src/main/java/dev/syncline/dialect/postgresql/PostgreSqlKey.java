package dev.syncline.dialect.postgresql;

import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;

/// SQL that compares rows by an incremental key: column after column (A8), texts byte by byte.
///
/// @param shape what the rows have
/// @param columns of the key, in order
record PostgreSqlKey(TableShape shape, List<Column> columns) {

    static PostgreSqlKey of(TableShape shape, List<String> names) {
        return new PostgreSqlKey(shape, names.stream().map(name -> column(shape, name)).toList());
    }

    private static Column column(TableShape shape, String name) {
        Column found = shape.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SyncException(
                        FailureCode.MISCONFIGURED, "The rows have no column \"%s\", which the incremental key names; choose another key".formatted(name)));
        if (found.type() instanceof ColumnType.Json) {
            throw new SyncException(
                    FailureCode.MISCONFIGURED, "Column \"%s\" of the incremental key holds JSON, which has no order; choose another key".formatted(name));
        }
        return found;
    }

    /// What rows are ordered by, the greatest first.
    String greatestFirst(String row) {
        return columns.stream().map(column -> expression(row + '.', column) + " DESC").collect(Collectors.joining(", "));
    }

    /// The newest first, and those without a key last.
    String newestFirst(String row) {
        return columns.stream().map(column -> expression(row + '.', column) + " DESC NULLS LAST").collect(Collectors.joining(", "));
    }

    String notNull(String row) {
        return columns.stream().map(column -> row + '.' + PostgreSqlNames.quote(column.name()) + " IS NOT NULL").collect(Collectors.joining(" AND "));
    }

    /// The row form, for which PostgreSQL uses an index (the expanded form walks it from the start); its parameters are the bound's values.
    String isGreater(String row) {
        return "(%s) > (%s)".formatted(
                columns.stream().map(column -> expression(row + '.', column)).collect(Collectors.joining(", ")),
                columns.stream()
                        .map(column -> "CAST(? AS %s)".formatted(isText(column) && !isCollated(shape, column) ? "text" : PostgreSqlTargetTypes.type(shape, column)))
                        .collect(Collectors.joining(", ")));
    }

    private String expression(String row, Column column) {
        String name = row + PostgreSqlNames.quote(column.name());
        return !isText(column) ? name : (isCollated(shape, column) ? name : PostgreSqlComparisons.text(column, name)) + " COLLATE \"C\"";
    }

    /// A column that travels as a text may have another type here, as `inet` or an array, which has no collation and is ordered otherwise.
    static boolean isCollated(TableShape shape, Column column) {
        return PostgreSqlType.of(PostgreSqlTargetTypes.type(shape, column)).isText();
    }

    static boolean isText(Column column) {
        return column.type() instanceof ColumnType.Text;
    }
}
