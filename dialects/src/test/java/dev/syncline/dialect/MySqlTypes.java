package dev.syncline.dialect;

import java.util.List;
import java.util.stream.Stream;

import static dev.syncline.dialect.TypeCase.type;

/// Types of MySQL as a source, with their edges, and what PostgreSQL shows for them.
final class MySqlTypes {

    static final String ALL_BYTES = allBytes();

    /// The text in UTF-8, as hexadecimal digits, so that nothing on the way to the test can change it.
    private static final String UTF8 = "HEX(CONVERT(%s USING utf8mb4))";
    private static final String PG_UTF8 = "upper(encode(convert_to(%s::text, 'UTF8'), 'hex'))";

    /// Not CAST(CAST(… AS DOUBLE) AS CHAR), which cuts what is longer than 22 characters.
    private static final String FLOAT = "REGEXP_REPLACE(CAST(CAST(CAST(%s AS DOUBLE) AS JSON) AS CHAR), '\\\\.0$', '')";
    private static final String DOUBLE = "CAST(%s AS CHAR)";
    private static final String PG_DOUBLE = "regexp_replace(%s::float8::text, 'e\\+?(-?)0*', 'e\\1')";

    private static final String MICROSECONDS = "CAST(%s AS CHAR)";
    private static final String PG_MICROSECONDS = "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";

    /// What MySQL shows as WKB, x before y, beside the SRID, against the parts of the EWKB.
    private static final String WKB = "CONCAT(HEX(SUBSTRING(ST_AsBinary(%s, 'axis-order=long-lat'), 1, 4)), ' ', ST_SRID(%s), ' ',"
            + " HEX(SUBSTRING(ST_AsBinary(%s, 'axis-order=long-lat'), 6)))";
    private static final String PG_WKB = "upper(encode(substr(%s, 1, 4), 'hex')) || ' ' || (get_byte(%s, 5) + 256 * get_byte(%s, 6) + 65536 * get_byte(%s, 7))"
            + " || ' ' || upper(encode(substr(%s, 10), 'hex'))";

    private MySqlTypes() {}

    static Stream<TypeCase> all() {
        return Stream.of(numbers(), texts(), bytes(), times(), others(), shapes()).flatMap(List::stream);
    }

    private static List<TypeCase> numbers() {
        return List.of(
                type("TINYINT").alike(Samples.whole(8)),
                type("TINYINT(1)", "5", "0", "-1").alike(Samples.whole(8)),
                type("TINYINT UNSIGNED", "255").alike(Samples.unsigned(8)),
                type("SMALLINT").alike(Samples.whole(16)),
                type("SMALLINT UNSIGNED", "65535").alike(Samples.unsigned(16)),
                type("MEDIUMINT", "-8388608", "8388607").alike(Samples.whole(24)),
                type("MEDIUMINT UNSIGNED", "16777215").alike(Samples.unsigned(24)),
                type("INT", "-2147483648", "2147483647").alike(Samples.whole(32)),
                type("INT UNSIGNED", "4294967295").alike(Samples.unsigned(32)),
                type("INT(8) UNSIGNED ZEROFILL", "42", "0", "4294967295"),
                type("BIGINT", "-9223372036854775808", "9223372036854775807").alike(Samples.whole(64)),
                type("BIGINT UNSIGNED", "18446744073709551615", "0").alike(Samples.unsigned(64)),
                type("BIGINT UNSIGNED ZEROFILL", "18446744073709551615", "7"),
                type("DECIMAL(10,2)", "-12345678.90", "0.00", "99999999.99").alike(Samples.decimals(10, 2)),
                type("DECIMAL(65,30)", "12345678901234567890123456789012345.123456789012345678901234567890").alike(Samples.decimals(65, 30)),
                type("DECIMAL(65,0)", "99999999999999999999999999999999999999999999999999999999999999999").alike(Samples.decimals(65, 0)),
                type("DECIMAL(30,30)").alike(Samples.decimals(30, 30).stream().filter(text -> !text.endsWith("1") || text.contains(".")).toList()),
                type("DECIMAL(38,10) UNSIGNED", "1234567890123456789012345678.0123456789", "0.0000000001"),
                type("DECIMAL(8,2) ZEROFILL").and("7.5", "7.50").and("999999.99", "999999.99"),
                type("DECIMAL(65,30) ZEROFILL", "99999999999999999999999999999999999.999999999999999999999999999999"),
                type("FLOAT", "0.1").and("-0e0", "-0").and("16777217", "1.6777216e+07").and("3.4028234e38", "3.4028235e+38").and("1.17549435e-38", "1.1754944e-38")
                        .and("1e-45", "1e-45"),
                type("FLOAT UNSIGNED").shownBy(FLOAT, PG_DOUBLE).alike("0", "0.1", "0.3", "16777217", "3.4028234e38", "1.17549435e-38", "1e-45", "4.7e-20", "8388608.5"),
                type("FLOAT(7,4)").and("123.4567", "123.4567").and("-999.9999", "-999.9999"),
                type("FLOAT(30,2)").shownBy(FLOAT, PG_DOUBLE).alike("123456789.12", "1e20", "0.01"),
                type("FLOAT(53)", "0.1", "123456789.12345679"),
                type("DOUBLE", "0.1", "1.7976931348623157e308".replace("e", "e+"), "2.2250738585072014e-308", "5e-324", "123456789.12345679").and("-0e0", "-0").and("2.5e-9", "2.5e-09").and("1e23", "9.999999999999999e+22"),
                type("DOUBLE PRECISION").shownBy(DOUBLE, PG_DOUBLE).alike(Samples.DOUBLES),
                type("DOUBLE(10,2)").and("1234567.89", "1234567.89").and("0.30", "0.3"),
                type("DOUBLE(255,30)").and("1e200", "1e+200").and("1e-29", "1e-29").and("0.1", "0.1"),
                type("YEAR", "1901", "2155", "2026").and("'0000'", "0"));
    }

    private static List<TypeCase> texts() {
        return List.of(
                type("CHAR(10)", "'ab'", "''", "'😀€ä'", "'it''s'", "' a'").and("'pad  '", "pad"),
                type("CHAR(255)").shownBy(UTF8, PG_UTF8).alike("REPEAT('😀', 255)"),
                type("CHAR(0)", "''"),
                type("VARCHAR(40)", "''", "'x '", "' x'", "'😀 漢字 👩‍👩‍👧'").and("'\\\\N'", "\\N").and("'a\\tb\\nc\\rd\\\\e'", "a\tb\nc\rd\\e").and("'\\\\.'", "\\."),
                type("VARCHAR(64)").shownBy(UTF8, PG_UTF8).alike(Samples.TEXTS),
                type("VARCHAR(16380)").shownBy(UTF8, PG_UTF8).alike("REPEAT('漢', 16380)", "''"),
                type("TINYTEXT", "'tiny'", "''"),
                type("TEXT", "'text'", "''"),
                type("MEDIUMTEXT", "'medium'"),
                type("LONGTEXT", "'long'").and("REPEAT('ab\\n', 100000)", "ab\n".repeat(100000)),
                charset("latin1", "'äöü€'", "'ÿ'", "CHAR(0x81 USING latin1)", "CHAR(0xA0 USING latin1)"),
                charset("utf8mb3", "'漢字'", "'ä'"),
                charset("ascii", "'plain'", "'\\\\'"),
                charset("gbk", "'漢字'", "'中文 ABC'", "'?'", "'a?b'", "'\\\\'", "'€'"),
                charset("gb2312", "'中文'", "'?'"),
                charset("gb18030", "'漢字😀'", "'?'"),
                charset("big5", "'漢字'", "'?'", "'功許蓋'"),
                type("VARCHAR(40) CHARACTER SET sjis").shownBy(UTF8, PG_UTF8).sameBy(UTF8).alike("'表示'", "'ｱｲｳ'", "'?'", "CONVERT(x'5C' USING sjis)", "CONVERT(x'815F' USING sjis)", "'ソ'"),
                charset("cp932", "'①髙'", "'?'", "'\\\\'"),
                charset("ujis", "'日本語'", "'?'", "'\\\\'"),
                charset("euckr", "'한국어'", "'?'"),
                charset("cp1250", "'žluťoučký'", "'?'"),
                charset("cp1251", "'Привет'", "'?'"),
                charset("koi8r", "'Привет'"),
                charset("greek", "'Ελλάδα'", "'?'"),
                charset("hebrew", "'שלום'"),
                charset("tis620", "'ไทย'", "'?'"),
                charset("ucs2", "'漢字'", "'?'", "''"),
                charset("utf16", "'漢字😀'", "''"),
                charset("utf16le", "'漢字😀'"),
                charset("utf32", "'漢字😀'"),
                type("TEXT CHARACTER SET gbk").shownBy(UTF8, PG_UTF8).sameBy("HEX(%s)").alike("REPEAT('中文\\t\\\\', 10000)"),
                type("VARCHAR(20) COLLATE utf8mb4_general_ci", "'aA'", "'A '"),
                type("ENUM('a','it''s','ü','','x y','a\\\\b')", "'a'", "'it''s'", "'ü'", "''", "'x y'").and("'a\\\\b'", "a\\b").and("2", "it's"),
                type("ENUM('漢','字') CHARACTER SET gbk", "'漢'", "'字'"),
                type("SET('a','b','ü','it''s')", "'a,ü'", "''", "'a,b,ü,it''s'").and("'b,a'", "a,b"),
                set64());
    }

    private static TypeCase charset(String name, String... literals) {
        return type("VARCHAR(40) CHARACTER SET " + name).shownBy(UTF8, PG_UTF8).sameBy("HEX(%s)").alike(literals);
    }

    private static TypeCase set64() {
        StringBuilder members = new StringBuilder();
        for (int i = 1; i <= 64; i++) {
            members.append(i == 1 ? "" : ",").append("'m%d'".formatted(i));
        }
        return type("SET(%s)".formatted(members)).alike("18446744073709551615", "1", "9223372036854775808", "0");
    }

    private static List<TypeCase> bytes() {
        List<String> bytes = Samples.bytes().stream().map("x'%s'"::formatted).toList();
        return List.of(
                type("BIT(1)").and("b'1'", "true").and("b'0'", "false"),
                type("BIT(8)").and("b'10000001'", "10000001").and("b'1'", "00000001").and("b'0'", "00000000").and("b'11111111'", "11111111"),
                type("BIT(63)").and("b'1'", "0".repeat(62) + "1").and("b'" + "1".repeat(63) + "'", "1".repeat(63)),
                type("BIT(64)")
                        .and("b'" + "1".repeat(64) + "'", "1".repeat(64))
                        .and("b'1" + "0".repeat(63) + "'", "1" + "0".repeat(63))
                        .and("b'0'", "0".repeat(64)),
                type("BINARY(4)").and("x'00ff'", "\\x00ff0000").and("x'20202020'", "\\x20202020").and("''", "\\x00000000"),
                type("VARBINARY(300)").and("''", "\\x").and("x'" + ALL_BYTES + "'", "\\x" + ALL_BYTES),
                type("VARBINARY(10)").shownBy("HEX(%s)", "upper(encode(%s, 'hex'))").alike(bytes),
                type("TINYBLOB").and("x'00'", "\\x00"),
                type("BLOB").and("x'" + ALL_BYTES + "'", "\\x" + ALL_BYTES).and("''", "\\x"),
                type("MEDIUMBLOB").shownBy("SHA2(%s, 256)", "encode(sha256(%s), 'hex')").alike("REPEAT(x'" + ALL_BYTES + "', 8000)"),
                type("LONGBLOB").and("x'5c4e'", "\\x5c4e"),
                type("CHAR(4) CHARACTER SET binary").and("'ab'", "\\x61620000"));
    }

    private static List<TypeCase> times() {
        List<String> timesOfDay = Samples.quoted(
                "00:00:00", "00:00:01", "-00:00:01", "11:59:59", "12:00:00", "23:59:59", "24:00:00", "-24:00:00", "25:00:00", "99:59:59", "100:00:00",
                "838:59:59", "-838:59:59");
        return List.of(
                type("DATE", "'1000-01-01'", "'9999-12-31'", "'2024-02-29'").alike(Samples.DATES),
                type("TIME").alike(timesOfDay),
                type("TIME(6)").and("'-00:00:00.000001'", "-00:00:00.000001").and("'23:59:59.999999'", "23:59:59.999999").and("'838:59:58.999999'", "838:59:58.999999"),
                type("TIME(3)").and("'-838:59:58.999'", "-838:59:58.999").and("'00:00:00.5'", "00:00:00.5"),
                type("DATETIME", "'2026-03-29 02:30:00'", "'2026-10-25 02:30:00'", "'9999-12-31 23:59:59'", "'1000-01-01 00:00:00'"),
                type("DATETIME(3)", "'2026-03-29 01:59:59.999'").and("'2026-03-29 01:59:59.000'", "2026-03-29 01:59:59"),
                type("DATETIME(6)", "'2026-03-29 01:59:59.999999'"),
                type("DATETIME(6) NULL").shownBy(MICROSECONDS, "to_char(%s, 'YYYY-MM-DD HH24:MI:SS.US')").alike(Samples.MOMENTS).alike(Samples.FAR_MOMENTS),
                type("TIMESTAMP").and("'1970-01-01 00:00:01'", "1970-01-01 00:00:01+00").and("'2038-01-19 03:14:07'", "2038-01-19 03:14:07+00"),
                type("TIMESTAMP(6)")
                        .and("'1970-01-01 00:00:01'", "1970-01-01 00:00:01+00")
                        .and("'2026-03-29 00:59:59.999999'", "2026-03-29 00:59:59.999999+00")
                        .and("'2026-10-25 01:30:00'", "2026-10-25 01:30:00+00")
                        .and("'2038-01-19 03:14:07.999999'", "2038-01-19 03:14:07.999999+00"),
                type("TIMESTAMP(6) NULL").shownBy(MICROSECONDS, PG_MICROSECONDS).alike(Samples.MOMENTS));
    }

    private static List<TypeCase> others() {
        return List.of(
                type("JSON").and("'{\"b\": null, \"a\": [1, 2.5, \"x\\\\n😀\"]}'", "{\"a\": [1, 2.5, \"x\\n😀\"], \"b\": null}").and("'12'", "12")
                        .alike("'null'", "'true'", "'[]'", "'{}'", "'\"\"'", "'\"\\\\u0000\"'", "'\"\\\\\\\\\\\\\"\\\\t\"'", "'18446744073709551615'", "'-9223372036854775808'",
                                "'1.7976931348623157e308'", "'5e-324'", "'0.1'", "'1e2'", "'-0.0'", "'{\"\": {\"a b\": [[[]]]}}'", "JSON_OBJECT('d', DATE '2026-03-29')",
                                "JSON_ARRAY(x'00ff', TIME '01:02:03')"));
    }

    private static List<TypeCase> shapes() {
        return List.of(
                shape("GEOMETRY", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1))', 3857)",
                        "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')"),
                // As in PostGIS's manual for ST_AsEWKB; MySQL writes the latitude first there.
                type("POINT").and("ST_GeomFromText('POINT(2 1)', 4326)", "\\x0101000020e6100000000000000000f03f0000000000000040").sameBy("HEX(%s)"),
                shape("POINT", "ST_GeomFromText('POINT(0 0)')", "ST_GeomFromText('POINT(-1e300 1e-300)')", "ST_GeomFromText('POINT(-90 180)', 4326)"),
                shape("POINT SRID 4326", "ST_GeomFromText('POINT(52.5 13.4)', 4326)"),
                shape("LINESTRING", "ST_GeomFromText('LINESTRING(0 0, 1 1, 2 3)')"),
                shape("POLYGON SRID 0", "ST_GeomFromText('POLYGON((0 0, 0 5, 5 5, 5 0, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))')"),
                shape("MULTIPOINT", "ST_GeomFromText('MULTIPOINT(0 0, 1 1)')"),
                shape("MULTILINESTRING", "ST_GeomFromText('MULTILINESTRING((0 0, 1 1), (2 2, 3 3))')"),
                shape("MULTIPOLYGON", "ST_GeomFromText('MULTIPOLYGON(((0 0, 0 5, 5 5, 0 0)))')"),
                shape("GEOMETRYCOLLECTION", "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2), GEOMETRYCOLLECTION(POINT(3 4)))')"));
    }

    private static TypeCase shape(String type, String... literals) {
        return type(type).shownBy(WKB, PG_WKB).sameBy("HEX(%s)").alike(literals);
    }

    /// What only another MySQL can hold.
    static Stream<TypeCase> onlyForMySql() {
        return List.of(
                type("DATE", "'0000-00-00'", "'2025-00-15'", "'2025-02-00'", "'2025-02-30'", "'2025-02-31'", "'0000-01-01'", "'0000-02-29'", "'2023-02-29'"),
                type("DATETIME", "'0000-00-00 00:00:00'", "'2025-00-15 10:00:00'", "'2025-02-30 10:00:00'"),
                type("DATETIME(6)", "'0000-00-00 00:00:00.000000'", "'0000-00-00 00:00:00.500000'", "'2025-00-15 10:00:00.000001'"),
                type("TIMESTAMP", "'0000-00-00 00:00:00'"),
                type("VARCHAR(10)", "CONCAT('a', CHAR(0), 'b')"),
                type("CHAR(10)", "CONCAT(CHAR(0), 'b')"),
                type("ENUM('')", "''")).stream();
    }

    /// Codes that stand for no character, each in a table of its own.
    static Stream<TypeCase> withoutCharacter() {
        return List.of(
                type("VARCHAR(10) CHARACTER SET gbk").alike("CAST(x'A14041' AS CHAR CHARACTER SET gbk)"),
                type("VARCHAR(10) CHARACTER SET big5").alike("CAST(x'A15A' AS CHAR CHARACTER SET big5)"),
                type("VARCHAR(10) CHARACTER SET cp1250").alike("CAST(x'813F' AS CHAR CHARACTER SET cp1250)"),
                type("TEXT CHARACTER SET tis620").alike("CAST(x'A0' AS CHAR CHARACTER SET tis620)"),
                type("CHAR(10) CHARACTER SET ucs2").alike("CAST(x'D8000041' AS CHAR CHARACTER SET ucs2)")).stream();
    }

    private static String allBytes() {
        StringBuilder hex = new StringBuilder(512);
        for (int i = 0; i < 256; i++) {
            hex.append("%02x".formatted(i));
        }
        return hex.toString();
    }
}
