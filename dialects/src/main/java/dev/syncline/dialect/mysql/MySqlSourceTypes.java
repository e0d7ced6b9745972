package dev.syncline.dialect.mysql;

import java.util.Locale;

import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;

/// What MySQL's types mean.
final class MySqlSourceTypes {

    private MySqlSourceTypes() {}

    static ColumnType neutral(Declared column) {
        boolean unsigned = column.columnType().toLowerCase(Locale.ROOT).contains("unsigned");
        return switch (column.dataType().toLowerCase(Locale.ROOT)) {
            case "tinyint" -> new ColumnType.Int(8, unsigned);
            case "smallint" -> new ColumnType.Int(16, unsigned);
            case "mediumint" -> new ColumnType.Int(24, unsigned);
            case "int" -> new ColumnType.Int(32, unsigned);
            case "bigint" -> new ColumnType.Int(64, unsigned);
            case "year" -> new ColumnType.Int(16, false);
            case "decimal" -> new ColumnType.Decimal(column.precision(), column.scale());
            case "float" -> new ColumnType.Floating(32);
            case "double" -> new ColumnType.Floating(64);
            case "bit" -> column.precision() == 1 ? new ColumnType.Bool() : new ColumnType.Bits(column.precision(), false);
            case "char" -> new ColumnType.Text(Math.toIntExact(column.length()), true);
            case "varchar", "enum", "set" -> new ColumnType.Text(Math.toIntExact(column.length()), false);
            // Their bounds are bytes, not characters.
            case "tinytext", "text", "mediumtext", "longtext" -> new ColumnType.Text(0, false);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> new ColumnType.Binary(column.length());
            case "date" -> new ColumnType.Date();
            case "time" -> new ColumnType.Duration(column.fraction());
            case "datetime" -> new ColumnType.Timestamp(column.fraction());
            case "timestamp" -> new ColumnType.Instant(column.fraction());
            case "json" -> new ColumnType.Json(true);
            case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geomcollection", "geometrycollection" ->
                new ColumnType.Geometry();
            default -> new ColumnType.Undecided(column.columnType());
        };
    }

    /// The column's own declaration, complete where MySQL prints it without its character set.
    static String declaration(Declared column) {
        if (column.srid() != null) {
            return "%s SRID %d".formatted(column.columnType(), column.srid());
        }
        return column.characterSet() == null || column.collation() == null
                ? column.columnType()
                : "%s CHARACTER SET %s COLLATE %s".formatted(column.columnType(), column.characterSet(), column.collation());
    }

    /// A row of `information_schema.COLUMNS`.
    ///
    /// @param length the most characters, for binary types the most bytes
    /// @param srid the spatial reference system all values have; null where they may have any
    record Declared(
            String dataType,
            String columnType,
            long length,
            int precision,
            int scale,
            int fraction,
            @Nullable String characterSet,
            @Nullable String collation,
            @Nullable Long srid) {}
}
