package dev.syncline.testsupport.streamload;

import java.util.Locale;

/// A declared type.
///
/// @param length digits of a DECIMAL, fraction digits of a DATETIME, bytes of a CHAR, VARCHAR or VARBINARY; else 0
record EmulatedType(Kind kind, int length, int scale) {

    enum Kind {
        BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, LARGEINT, DECIMAL, FLOAT, DOUBLE, DATE, DATETIME, CHAR, VARCHAR, STRING, JSON, VARBINARY;

        boolean isText() {
            return this == CHAR || this == VARCHAR || this == STRING;
        }

        boolean isInteger() {
            return ordinal() >= TINYINT.ordinal() && ordinal() <= LARGEINT.ordinal();
        }
    }

    // More digits or places than MySQL's DECIMAL has; as text the value stays exact.
    private static final int MYSQL_DIGITS = 65;
    private static final int MYSQL_PLACES = 30;

    static EmulatedType read(Product product, SqlText sql) {
        String name = sql.name().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "BOOLEAN" -> of(Kind.BOOLEAN);
            case "TINYINT", "SMALLINT", "BIGINT", "LARGEINT", "FLOAT", "DOUBLE", "DATE" -> of(Kind.valueOf(name));
            case "JSON" -> of(Kind.JSON);
            case "INT", "INTEGER" -> of(Kind.INT);
            case "STRING" -> string(product);
            case "DECIMAL" -> decimal(product, sql);
            case "DATETIME" -> new EmulatedType(Kind.DATETIME, product == Product.DORIS ? length(sql, 0) : 6, 0).checkedFraction();
            case "CHAR" -> bytes(Kind.CHAR, length(sql, 1), 255);
            case "VARCHAR" -> bytes(Kind.VARCHAR, length(sql, product == Product.DORIS ? product.longestVarchar : 1), product.longestVarchar);
            case "TEXT", "JSONB" -> {
                if (product == Product.STARROCKS) {
                    throw Refusal.syntax(name);
                }
                yield of(name.equals("TEXT") ? Kind.STRING : Kind.JSON);
            }
            case "VARBINARY" -> {
                if (product == Product.DORIS) {
                    throw Refusal.meaning("VARBINARY type is not supported for column of olap table");
                }
                yield bytes(Kind.VARBINARY, length(sql, product.longestVarchar), product.longestVarchar);
            }
            default -> throw Refusal.syntax(name);
        };
    }

    // In StarRocks STRING is another word for a VARCHAR.
    private static EmulatedType string(Product product) {
        return product == Product.DORIS ? of(Kind.STRING) : new EmulatedType(Kind.VARCHAR, 65_533, 0);
    }

    private static EmulatedType of(Kind kind) {
        return new EmulatedType(kind, 0, 0);
    }

    private static int length(SqlText sql, int otherwise) {
        if (!sql.skip("(")) {
            return otherwise;
        }
        int length = sql.number();
        sql.expect(")");
        return length;
    }

    private static EmulatedType bytes(Kind kind, int length, int longest) {
        if (length < 1 || length > longest) {
            throw Refusal.meaning("%s size must be between 1 and %d: %d", kind, longest, length);
        }
        return new EmulatedType(kind, length, 0);
    }

    private static EmulatedType decimal(Product product, SqlText sql) {
        int precision = product == Product.DORIS ? 38 : 10;
        int scale = product == Product.DORIS ? 9 : 0;
        if (sql.skip("(")) {
            precision = sql.number();
            scale = sql.skip(",") ? sql.number() : 0;
            sql.expect(")");
        }
        if (product == Product.DORIS && precision > 38 && precision <= 76) {
            throw Refusal.meaning("Datatype DecimalV3 with precision %d, which is larger than 38 is disabled by default. "
                    + "set enable_decimal256 = true to enable it (Decimal256 is not supported)", precision);
        }
        if (precision < 1 || precision > 76 || scale > precision) {
            throw Refusal.meaning("DECIMAL precision or scale out of range: (%d, %d)", precision, scale);
        }
        return new EmulatedType(Kind.DECIMAL, precision, scale);
    }

    private EmulatedType checkedFraction() {
        if (length > 6) {
            throw Refusal.meaning("Scale of Datetime must between 0 and 6. Scale was set to: %d", length);
        }
        return this;
    }

    /// As DESC prints it.
    String declared(Product product) {
        return switch (kind) {
            case DECIMAL -> "decimal(%d,%d)".formatted(length, scale);
            case DATETIME -> product == Product.DORIS && length > 0 ? "datetime(%d)".formatted(length) : "datetime";
            case CHAR, VARCHAR -> "%s(%d)".formatted(name(), length);
            case VARBINARY -> length == product.longestVarchar ? "varbinary" : "varbinary(%d)".formatted(length);
            case STRING -> "text";
            case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, LARGEINT, FLOAT, DOUBLE, DATE, JSON -> name();
        };
    }

    /// The type of the MySQL column that holds the values.
    ///
    /// @param inRow whether a text may count against the 65,535 bytes that a MySQL row has
    String mySql(boolean inRow) {
        return switch (kind) {
            case BOOLEAN -> "TINYINT(1)";
            case TINYINT, SMALLINT, INT, BIGINT, DATE -> kind.name();
            case LARGEINT -> "DECIMAL(39,0)";
            case DECIMAL -> length > MYSQL_DIGITS || scale > MYSQL_PLACES ? "VARCHAR(90)" : "DECIMAL(%d,%d)".formatted(length, scale);
            // A MySQL FLOAT loses digits on its way through the text protocol.
            case FLOAT, DOUBLE -> "DOUBLE";
            case DATETIME -> "DATETIME(%d)".formatted(length);
            case CHAR, VARCHAR -> inRow ? "VARCHAR(%d)".formatted(length) : "LONGTEXT";
            case STRING, JSON -> "LONGTEXT";
            case VARBINARY -> "LONGBLOB";
        };
    }

    private String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
