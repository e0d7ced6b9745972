package dev.syncline.allinone.compare;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A cell in the form that both systems share.
final class Cell {

    private static final byte[] NULL = {(byte) 0xff, 'n', 'u', 'l', 'l'};
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Cell() {}

    enum Kind {
        NUMBER, SINGLE, DOUBLE, BOOLEAN, BITS, BYTES, MOMENT, SPAN, JSON, PADDED, TEXT;

        /// How to compare a column that the two sides declare differently.
        Kind with(Kind other) {
            if (this == other) {
                return this;
            }
            if (this == BYTES || other == BYTES) {
                return BYTES;
            }
            if (this == BOOLEAN || other == BOOLEAN) {
                return BOOLEAN;
            }
            if (this == JSON || other == JSON) {
                return JSON;
            }
            if (this == SPAN || other == SPAN) {
                return SPAN;
            }
            if (this == SINGLE || other == SINGLE) {
                return SINGLE;
            }
            if (this == BITS || other == BITS) {
                return BITS;
            }
            if (this == PADDED || other == PADDED) {
                return PADDED;
            }
            return TEXT;
        }
    }

    /// From the type names of Connector/J, pgjdbc and ClickHouse's driver.
    static Kind kindOf(String typeName) {
        String type = typeName.toLowerCase(Locale.ROOT).replaceAll("(nullable|lowcardinality)\\(", "");
        return switch (type.split("[ ()]")[0]) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "int2", "int4", "int8", "decimal", "numeric", "year",
                    "smallserial", "serial", "bigserial", "int16", "int32", "int64", "int128", "uint8", "uint16", "uint32", "uint64" -> Kind.NUMBER;
            case "float", "float4", "float32" -> Kind.SINGLE;
            case "double", "float8", "float64" -> Kind.DOUBLE;
            case "bool", "boolean" -> Kind.BOOLEAN;
            case "bit", "varbit" -> Kind.BITS;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "bytea" -> Kind.BYTES;
            case "datetime", "timestamp", "timestamptz", "datetime64" -> Kind.MOMENT;
            case "time", "interval" -> Kind.SPAN;
            case "json", "jsonb" -> Kind.JSON;
            case "bpchar" -> Kind.PADDED;
            default -> Kind.TEXT;
        };
    }

    /// How a column is asked for.
    static String expression(String quoted, Kind kind, Engine engine) {
        return switch (engine) {
            // MySQL shows only six digits of a FLOAT; as a double it shows the number it has.
            case MYSQL -> kind == Kind.SINGLE ? "CAST(" + quoted + " AS DOUBLE)" : quoted;
            case POSTGRESQL -> quoted;
            // As ClickHouse itself writes it: the driver makes dates of its own time zone, and texts of bytes that are none.
            case CLICKHOUSE -> switch (kind) {
                case BYTES -> "hex(" + quoted + ")";
                case BITS -> "if(toTypeName(%1$s) LIKE '%%UInt%%', bin(%1$s), toString(%1$s))".formatted(quoted);
                case NUMBER, SINGLE, DOUBLE, BOOLEAN, MOMENT, SPAN, JSON, PADDED, TEXT -> "toString(" + quoted + ")";
            };
        };
    }

    static byte[] read(ResultSet row, int column, Kind kind, Engine engine) throws SQLException {
        if (kind == Kind.BYTES) {
            String digits = engine == Engine.CLICKHOUSE ? row.getString(column) : null;
            byte[] bytes = digits == null ? row.getBytes(column) : HexFormat.of().parseHex(digits);
            return bytes == null ? NULL : bytes;
        }
        if (engine == Engine.CLICKHOUSE && kind == Kind.NUMBER) {
            String text = row.getString(column);
            return text == null ? NULL : number(text).getBytes(StandardCharsets.US_ASCII);
        }
        if (kind == Kind.BITS || kind == Kind.BOOLEAN) {
            return bits(row, column);
        }
        // As bytes a number is what the server wrote; as a string Connector/J makes a date of a YEAR.
        byte[] number = kind == Kind.NUMBER ? row.getBytes(column) : null;
        String text = number == null ? row.getString(column) : new String(number, StandardCharsets.US_ASCII);
        if (text == null) {
            return NULL;
        }
        String common = switch (kind) {
            case NUMBER -> number(text);
            case SINGLE -> Float.toString(Float.parseFloat(text));
            case DOUBLE -> Double.toString(Double.parseDouble(text));
            case MOMENT -> moment(text);
            case SPAN -> Span.normalise(text);
            case JSON -> JSON.writeValueAsString(JSON.treeToValue(JSON.readTree(text), Object.class));
            // The blanks at the end of a PostgreSQL char(n) are not part of its value (PostgreSQL 17, 8.3).
            case PADDED -> text.stripTrailing();
            case TEXT -> text;
            case BYTES, BITS, BOOLEAN -> throw new IllegalStateException(kind.name());
        };
        return common.getBytes(StandardCharsets.UTF_8);
    }

    private static String number(String text) {
        // Most cells are whole numbers, which both systems write alike.
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.charAt(0) != '0' ? text : plain(text);
    }

    private static String plain(String text) {
        BigDecimal value = new BigDecimal(text);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String moment(String text) {
        String wall = text.endsWith("+00") ? text.substring(0, text.length() - 3) : text;
        if (wall.indexOf('.') < 0) {
            return wall;
        }
        int end = wall.length();
        while (wall.charAt(end - 1) == '0') {
            end--;
        }
        return wall.substring(0, wall.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /// Bits and booleans, whether they come as raw bytes, as 0 and 1, as t and f or as words: the number that they are.
    private static byte[] bits(ResultSet row, int column) throws SQLException {
        byte[] raw = row.getBytes(column);
        if (raw == null) {
            return NULL;
        }
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        java.math.BigInteger value = switch (text) {
            case "t", "true" -> java.math.BigInteger.ONE;
            case "f", "false" -> java.math.BigInteger.ZERO;
            default -> text.matches("[01]+") ? new java.math.BigInteger(text, 2) : new java.math.BigInteger(1, raw);
        };
        return value.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
