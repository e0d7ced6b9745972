package dev.syncline.dialect;

import java.util.List;
import java.util.stream.Stream;

import static dev.syncline.dialect.TypeCase.type;

/// Types of MySQL as a source, with their edges, and what PostgreSQL shows for them.
final class MySqlTypes {

    static final String ALL_BYTES = allBytes();

    private MySqlTypes() {}

    static Stream<TypeCase> all() {
        return List.of(
                type("TINYINT", "-128", "0", "127"),
                type("TINYINT(1)", "5", "0", "-1"),
                type("TINYINT UNSIGNED", "255"),
                type("SMALLINT", "-32768", "32767"),
                type("SMALLINT UNSIGNED", "65535"),
                type("MEDIUMINT", "-8388608", "8388607"),
                type("MEDIUMINT UNSIGNED", "16777215"),
                type("INT", "-2147483648", "2147483647"),
                type("INT UNSIGNED", "4294967295"),
                type("INT(8) UNSIGNED ZEROFILL", "42"),
                type("BIGINT", "-9223372036854775808", "9223372036854775807"),
                type("BIGINT UNSIGNED", "18446744073709551615", "0"),
                type("DECIMAL(10,2)", "-12345678.90", "0.00", "99999999.99"),
                type("DECIMAL(65,30)", "12345678901234567890123456789012345.123456789012345678901234567890"),
                type("DECIMAL(65,0)", "99999999999999999999999999999999999999999999999999999999999999999"),
                type("DECIMAL(8,2) ZEROFILL").and("7.5", "7.50"),
                type("FLOAT", "0.1").and("-0e0", "-0").and("16777217", "1.6777216e+07").and("3.4028234e38", "3.4028235e+38").and("1.17549435e-38", "1.1754944e-38"),
                type("FLOAT(7,4)").and("123.4567", "123.4567"),
                type("DOUBLE", "0.1", "1.7976931348623157e+308", "2.2250738585072014e-308", "5e-324", "123456789.12345679").and("-0e0", "-0"),
                type("DOUBLE(10,2)").and("1234567.89", "1234567.89"),
                type("BIT(1)").and("b'1'", "true").and("b'0'", "false"),
                type("BIT(8)").and("b'10000001'", "10000001").and("b'1'", "00000001"),
                type("BIT(64)")
                        .and("b'" + "1".repeat(64) + "'", "1".repeat(64))
                        .and("b'0'", "0".repeat(64)),
                type("CHAR(10)", "'ab'", "''", "'😀€ä'", "'it''s'"),
                type("VARCHAR(40)", "''", "'x '", "' x'", "'😀 漢字 👩‍👩‍👧'").and("'\\\\N'", "\\N").and("'a\\tb\\nc\\rd\\\\e'", "a\tb\nc\rd\\e"),
                type("VARCHAR(20) CHARACTER SET latin1", "'äöü€'"),
                type("TINYTEXT", "'tiny'", "''"),
                type("TEXT", "'text'", "''"),
                type("MEDIUMTEXT", "'medium'"),
                type("LONGTEXT", "'long'").and("REPEAT('ab\\n', 100000)", "ab\n".repeat(100000)),
                type("BINARY(4)").and("x'00ff'", "\\x00ff0000"),
                type("VARBINARY(300)").and("''", "\\x").and("x'" + ALL_BYTES + "'", "\\x" + ALL_BYTES),
                type("BLOB").and("x'" + ALL_BYTES + "'", "\\x" + ALL_BYTES).and("''", "\\x"),
                type("LONGBLOB").and("x'5c4e'", "\\x5c4e"),
                type("DATE", "'1000-01-01'", "'9999-12-31'", "'2024-02-29'"),
                type("TIME", "'838:59:59'", "'-838:59:59'", "'00:00:00'"),
                type("TIME(6)").and("'-00:00:00.000001'", "-00:00:00.000001").and("'23:59:59.999999'", "23:59:59.999999"),
                type("DATETIME", "'2026-03-29 02:30:00'", "'2026-10-25 02:30:00'", "'9999-12-31 23:59:59'"),
                type("DATETIME(3)", "'2026-03-29 01:59:59.999'"),
                type("DATETIME(6)", "'2026-03-29 01:59:59.999999'", "'1000-01-01 00:00:00'", "'9999-12-31 23:59:59.999999'"),
                type("TIMESTAMP(6)")
                        .and("'1970-01-01 00:00:01'", "1970-01-01 00:00:01+00")
                        .and("'2026-03-29 00:59:59.999999'", "2026-03-29 00:59:59.999999+00")
                        .and("'2026-10-25 01:30:00'", "2026-10-25 01:30:00+00")
                        .and("'2038-01-19 03:14:07'", "2038-01-19 03:14:07+00"),
                type("YEAR", "1901", "2155").and("'0000'", "0"),
                type("JSON").and("'{\"b\": null, \"a\": [1, 2.5, \"x\\\\n😀\"]}'", "{\"a\": [1, 2.5, \"x\\n😀\"], \"b\": null}").and("'12'", "12"),
                type("ENUM('a','it''s','ü')", "'a'", "'it''s'", "'ü'"),
                type("SET('a','b','ü')", "'a,ü'", "''")).stream();
    }

    /// What only another MySQL can hold.
    static Stream<TypeCase> onlyForMySql() {
        return List.of(
                type("DATE", "'0000-00-00'", "'2025-00-15'", "'2025-02-00'"),
                type("DATETIME", "'0000-00-00 00:00:00'", "'2025-00-15 10:00:00'"),
                type("TIMESTAMP", "'0000-00-00 00:00:00'"),
                type("VARCHAR(10)", "CONCAT('a', CHAR(0), 'b')"),
                type("ENUM('')", "''")).stream();
    }

    private static String allBytes() {
        StringBuilder hex = new StringBuilder(512);
        for (int i = 0; i < 256; i++) {
            hex.append("%02x".formatted(i));
        }
        return hex.toString();
    }
}
