package dev.syncline.dialect;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import static dev.syncline.dialect.TypeCase.type;

/// Types of PostgreSQL as a source, with their edges, and what MySQL shows for them.
final class PostgreSqlTypes {

    private PostgreSqlTypes() {}

    static Stream<TypeCase> all() {
        return List.of(
                type("boolean").and("true", "1").and("false", "0"),
                type("smallint", "-32768", "32767"),
                type("integer", "-2147483648", "2147483647"),
                type("bigint", "-9223372036854775808", "9223372036854775807"),
                type("oid", "4294967295"),
                type("numeric(10,2)", "-12345678.90", "0.00"),
                type("numeric(65,30)", "12345678901234567890123456789012345.123456789012345678901234567890"),
                type("numeric(3,-2)").and("12345", "12300").and("-99900", "-99900"),
                type("numeric(2,4)").and("0.0012", "0.0012"),
                type("numeric(80,40)").and("-1.5", "-1.5" + "0".repeat(39)).and("'NaN'", "NaN"),
                type("numeric", "1.50", "-0.000000000000000000000000000000000000001", "'NaN'", "'Infinity'", "'-Infinity'")
                        .and("1e200", "1" + "0".repeat(200)),
                type("real").and("0.1", "0.1").and("16777216", "16777200").and("3.4028235e38", "3.40282e38").and("1e-45", "1.4013e-45"),
                type("double precision", "0.1", "1.7976931348623157e308", "5e-324", "'-0'"),
                type("money").and("'-1234.56'", "-1234.56").and("'92233720368547758.07'", "92233720368547758.07"),
                type("text", "''", "'x '", "'😀 漢字'", "'\\N'", "'\\x41'").and("E'a\\tb\\nc\\rd\\\\e'", "a\tb\nc\rd\\e"),
                type("varchar(40)", "'äöü'", "''"),
                type("varchar(20000)", "'wide'"),
                type("char(8)").and("'ab  '", "ab").and("''", ""),
                type("\"char\"", "'x'"),
                type("name", "'pg_class'"),
                type("bytea").and("''", "").and("'\\x" + MySqlTypes.ALL_BYTES + "'", MySqlTypes.ALL_BYTES.toUpperCase(Locale.ROOT)),
                type("date", "'0001-01-01'", "'9999-12-31'", "'2024-02-29'"),
                type("time", "'23:59:59.999999'").and("'24:00:00'", "24:00:00.000000").and("'00:00'", "00:00:00.000000"),
                type("time(0)", "'23:59:59'"),
                type("timetz", "'23:59:59.999999+05:30'", "'00:00:00-15:59'"),
                type("timestamp", "'2026-03-29 01:59:59.999999'")
                        .and("'0001-01-01 00:00:00'", "0001-01-01 00:00:00.000000")
                        .and("'9999-12-31 23:59:59'", "9999-12-31 23:59:59.000000"),
                type("timestamp(0)", "'2026-03-29 02:30:00'"),
                type("timestamptz")
                        .and("'2026-03-29 01:59:59.999999+01'", "2026-03-29 00:59:59.999999")
                        .and("'2026-10-25 02:30:00+02'", "2026-10-25 00:30:00.000000")
                        .and("'1900-01-01 00:00:00+00'", "1900-01-01 00:00:00.000000"),
                type("interval").and("'1 year 2 mons -3 days 04:05:06.7'", "P1Y2M-3DT4H5M6.7S").and("'0'", "PT0S"),
                type("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
                type("json", "'{\"b\" : 1, \"b\":2, \"n\": 12345678901234567890.123}'"),
                type("jsonb").and("'{\"b\": 1, \"a\": [null, \"\\u00e4\"]}'", "{\"a\": [null, \"ä\"], \"b\": 1}"),
                type("bit(8)").and("B'10000001'", "129"),
                type("bit(64)").and("B'" + "1".repeat(64) + "'", "18446744073709551615"),
                type("bit(70)", "'" + "10".repeat(35) + "'"),
                type("bit varying(10)", "'0101'", "''"),
                type("bit varying", "'0101'"),
                type("inet", "'10.1.2.3/8'", "'::1'"),
                type("cidr", "'10.0.0.0/8'"),
                type("macaddr", "'08:00:2b:01:02:03'"),
                type("integer[]", "'{1,NULL,3}'", "'{{1,2},{3,4}}'", "'{}'"),
                type("text[]", "'{\"a b\",\"c\\\"d\",NULL,\"\"}'"),
                type("timestamptz[]").and("'{2026-03-29 01:00:00+00}'", "{\"2026-03-29 01:00:00+00\"}"),
                type("int4range", "'[1,5)'"),
                type("tstzrange").and("'[2026-01-01 00:00+00,)'", "[\"2026-01-01 00:00:00+00\",)"),
                type("point", "'(1.5,2)'"),
                type("xml", "'<a>b</a>'"),
                type("tsvector").and("'a:1 b:2'", "'a':1 'b':2"),
                type("mood", "'sad'", "'it''s'"),
                type("positive", "5"),
                type("flag").and("true", "1"),
                type("pair").and("(1, 'x, y')::pair", "(1,\"x, y\")"),
                type("regclass").and("'pg_class'", "pg_class")).stream();
    }

    /// Users' own types that the cases name.
    static List<String> definitions() {
        return List.of(
                "CREATE TYPE mood AS ENUM ('sad', 'it''s')",
                "CREATE DOMAIN small AS numeric(3,0)",
                "CREATE DOMAIN positive AS small CHECK (VALUE > 0)",
                "CREATE DOMAIN flag AS boolean",
                "CREATE TYPE pair AS (a integer, b text)");
    }

    /// What only another PostgreSQL can hold.
    static Stream<TypeCase> onlyForPostgreSql() {
        return List.of(
                type("real", "'NaN'", "'Infinity'", "'-Infinity'", "3.4028235e38", "1e-45", "1.17549435e-38"),
                type("double precision", "'NaN'", "'-Infinity'"),
                type("date", "'infinity'", "'-infinity'", "'0044-03-15 BC'", "'5874897-12-31'"),
                type("timestamp", "'infinity'", "'4713-01-01 00:00:00 BC'", "'294276-12-31 23:59:59.999999'"),
                type("timestamptz", "'-infinity'", "'4713-01-02 00:00:00+00 BC'", "'294276-12-31 23:59:59.999999+00'"),
                type("interval", "'-178000000 years'", "'1 mon -1 day +00:00:00.000001'")).stream();
    }
}
