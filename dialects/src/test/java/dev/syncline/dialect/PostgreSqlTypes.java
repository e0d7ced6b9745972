package dev.syncline.dialect;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import static dev.syncline.dialect.TypeCase.type;

/// Types of PostgreSQL as a source, with their edges, and what MySQL shows for them.
public final class PostgreSqlTypes {

    private static final String UTF8 = "upper(encode(convert_to(%s::text, 'UTF8'), 'hex'))";
    private static final String MY_UTF8 = "HEX(%s)";

    private static final String DOUBLE = "regexp_replace(%s::float8::text, 'e\\+?(-?)0*', 'e\\1')";
    private static final String MY_DOUBLE = "CAST(%s AS CHAR)";

    private static final String MOMENT = "to_char(%s, 'YYYY-MM-DD HH24:MI:SS.US')";
    private static final String UTC_MOMENT = "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";
    private static final String MY_TEXT = "CAST(%s AS CHAR CHARACTER SET utf8mb4)";

    private PostgreSqlTypes() {}

    public static Stream<TypeCase> all() {
        return Stream.of(numbers(), texts(), bytes(), times(), others(), composed()).flatMap(List::stream);
    }

    private static List<TypeCase> numbers() {
        return List.of(
                type("boolean").and("true", "1").and("false", "0"),
                type("smallint").alike(Samples.whole(16)),
                type("integer").alike(Samples.whole(32)),
                type("bigint").alike(Samples.whole(64)),
                type("oid", "4294967295", "0"),
                type("numeric(10,2)", "-12345678.90", "0.00").alike(Samples.decimals(10, 2)),
                type("numeric(38,10)").alike(Samples.decimals(38, 10)),
                type("numeric(65,30)", "12345678901234567890123456789012345.123456789012345678901234567890").alike(Samples.decimals(65, 30)),
                type("numeric(65,0)").alike(Samples.decimals(65, 0)),
                type("numeric(66,0)").alike(Samples.decimals(66, 0)),
                type("numeric(40,31)").alike(Samples.decimals(40, 31)),
                type("numeric(3,-2)").and("12345", "12300").and("-99900", "-99900").and("49", "0"),
                type("numeric(2,-80)").and("9.9e81", "99" + "0".repeat(80)),
                type("numeric(2,4)").and("0.0012", "0.0012").and("-0.0099", "-0.0099"),
                type("numeric(3,40)").and("999e-40", "0." + "0".repeat(37) + "999"),
                type("numeric(80,40)").and("-1.5", "-1.5" + "0".repeat(39)).and("'NaN'", "NaN"),
                type("numeric(1000,500)").and("1e499", "1" + "0".repeat(499) + "." + "0".repeat(500)),
                type("numeric", "1.50", "-0.000000000000000000000000000000000000001", "'NaN'", "'Infinity'", "'-Infinity'", "0", "0.00", "100")
                        .and("1e200", "1" + "0".repeat(200))
                        .and("1e131071", "1" + "0".repeat(131071))
                        .and("-1e-1000", "-0." + "0".repeat(999) + "1"),
                type("real").and("0.1", "0.1").and("16777216", "16777200").and("3.4028235e38", "3.40282e38").and("1e-45", "1.4013e-45").and("'-0'", "-0"),
                type("double precision", "0.1", "1.7976931348623157e308", "5e-324", "'-0'").and("2.5e-9", "0.0000000025").and("'1e23'", "1e23"),
                type("float8").shownBy(DOUBLE, MY_DOUBLE).alike(Samples.DOUBLES),
                type("money").and("'-1234.56'", "-1234.56").and("'92233720368547758.07'", "92233720368547758.07").and("'-92233720368547758.08'", "-92233720368547758.08"));
    }

    private static List<TypeCase> texts() {
        return List.of(
                type("text", "''", "'x '", "'😀 漢字'", "'\\N'", "'\\x41'", "'\\.'").and("E'a\\tb\\nc\\rd\\\\e'", "a\tb\nc\rd\\e"),
                type("text COLLATE \"C\"").shownBy(UTF8, MY_UTF8).alike(Samples.TEXTS).alike("repeat('漢\\', 300000)"),
                type("varchar(40)", "'äöü'", "''", "'x  '"),
                type("varchar").shownBy(UTF8, MY_UTF8).alike(Samples.TEXTS),
                type("varchar(16383)").shownBy(UTF8, MY_UTF8).alike("repeat('😀', 16383)"),
                type("varchar(20000)").shownBy(UTF8, MY_UTF8).alike("repeat('漢', 20000)"),
                type("varchar(10485760)", "'widest'"),
                type("char(8)").and("'ab  '", "ab").and("''", "").and("'😀'", "😀"),
                type("char", "'x'"),
                type("bpchar").and("'ab  '", "ab  ").and("''", "").sameBy("octet_length(%s) || ':' || %s"),
                type("\"char\"", "'x'").and("''", ""),
                type("name", "'pg_class'").and("repeat('n', 63)::name", "n".repeat(63)),
                type("mood", "'sad'", "'it''s'", "'😀'").and("'back\\slash'", "back\\slash"),
                type("citext", "'AbC'", "''"),
                type("xml", "'<a>b</a>'", "'text only'").and("'<?xml version=\"1.0\"?><a/>'", "<?xml version=\"1.0\"?><a/>"));
    }

    private static List<TypeCase> bytes() {
        List<String> bytes = Samples.bytes().stream().map("'\\x%s'"::formatted).toList();
        return List.of(
                type("bytea").and("''", "").and("'\\x" + MySqlTypes.ALL_BYTES + "'", MySqlTypes.ALL_BYTES.toUpperCase(Locale.ROOT)).shownBy("upper(encode(%s, 'hex'))", "HEX(%s)")
                        .alike(bytes),
                type("bit").and("B'1'", "1").and("B'0'", "0").shownBy("%s::text", "CAST(%s AS UNSIGNED)"),
                type("bit(8)").and("B'10000001'", "129").and("B'11111111'", "255").and("B'00000000'", "0").shownBy("%s::text", "CAST(%s AS UNSIGNED)"),
                type("bit(64)").and("B'" + "1".repeat(64) + "'", "18446744073709551615").and("B'1" + "0".repeat(63) + "'", "9223372036854775808")
                        .shownBy("%s::text", "CAST(%s AS UNSIGNED)"),
                type("bit(65)", "'" + "1" + "0".repeat(64) + "'"),
                type("bit(70000)").alike("repeat('10', 35000)::bit(70000)"),
                type("bit varying(10)", "'0101'", "''", "'1111111111'"),
                type("bit varying", "'0101'", "''").alike("repeat('1', 70000)::varbit"));
    }

    private static List<TypeCase> times() {
        List<String> day = Samples.quoted("00:00:00", "00:00:00.000001", "11:59:59.5", "12:00", "23:59:59.999999", "24:00:00");
        return List.of(
                type("date", "'0001-01-01'", "'9999-12-31'", "'2024-02-29'").alike(Samples.DATES),
                type("time", "'23:59:59.999999'").and("'24:00:00'", "24:00:00.000000").and("'00:00'", "00:00:00.000000")
                        .shownBy("to_char(%s::interval, 'HH24:MI:SS.US')", MY_TEXT).alike(day),
                type("time(0)", "'23:59:59'", "'24:00:00'"),
                type("time(3)", "'23:59:59.999'"),
                type("timetz", "'23:59:59.999999+05:30'", "'00:00:00-15:59'", "'23:59:59.999999+15:59:59'", "'24:00:00-15:59:59'", "'12:00:00+00'"),
                type("timetz(0)", "'23:59:59-03'"),
                type("timestamp").shownBy(MOMENT, MY_TEXT).alike(Samples.MOMENTS).alike(Samples.FAR_MOMENTS),
                type("timestamp(0)", "'2026-03-29 02:30:00'", "'0001-01-01 00:00:00'"),
                type("timestamp(3)", "'2026-03-29 02:30:00.123'"),
                type("timestamptz")
                        .and("'2026-03-29 01:59:59.999999+01'", "2026-03-29 00:59:59.999999")
                        .and("'2026-10-25 02:30:00+02'", "2026-10-25 00:30:00.000000")
                        .and("'2026-10-25 02:30:00+01'", "2026-10-25 01:30:00.000000")
                        .and("'1900-01-01 00:00:00+00'", "1900-01-01 00:00:00.000000")
                        .shownBy(UTC_MOMENT, MY_TEXT).alike(Samples.MOMENTS).alike(Samples.FAR_MOMENTS),
                type("timestamptz(0)").and("'2026-03-29 01:59:59+01'", "2026-03-29 00:59:59"),
                type("interval").and("'1 year 2 mons -3 days 04:05:06.7'", "P1Y2M-3DT4H5M6.7S").and("'0'", "PT0S").and("'-1 month'", "P-1M").and("'25:00:00'", "PT25H")
                        .and("'-178956970 years -8 mons -2147483648 days -2562047787:59:54.775807'", "P-178956970Y-8M-2147483648DT-2562047787H-59M-54.775807S"),
                type("interval day to second(3)").and("'1 day 00:00:00.1239'", "P1DT0.124S"));
    }

    private static List<TypeCase> others() {
        return List.of(
                type("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
                type("json", "'{\"b\" : 1, \"b\":2, \"n\": 12345678901234567890.123}'", "' [1 , 2]'", "'\"\\u0000\"'", "'1.50'", "'null'").alike("E'{\\n\\t\"a\": \"\\\\\\\\\"}'"),
                type("jsonb").and("'{\"b\": 1, \"a\": [null, \"\\u00e4\"]}'", "{\"a\": [null, \"ä\"], \"b\": 1}")
                        .alike("'12345678901234567890.1234567890123456789'", "'1.50'", "'\"\\\\\"'", "'\"\\n\"'", "'{}'", "'[]'", "'null'"),
                type("inet", "'10.1.2.3/8'", "'::1'", "'1.2.3.4'", "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'", "'1234:5678:9abc:def0:1234:5678:9abc:def0/127'", "'::ffff:1.2.3.4'"),
                type("cidr", "'10.0.0.0/8'", "'0.0.0.0/0'", "'2001:db8::/32'"),
                type("macaddr", "'08:00:2b:01:02:03'"),
                type("macaddr8", "'08:00:2b:01:02:03:04:05'"),
                type("pg_lsn", "'16/B374D848'", "'FFFFFFFF/FFFFFFFF'", "'0/0'"),
                type("point", "'(1.5,2)'", "'(1e+300,-0.1)'"),
                type("line", "'{1,-1,0}'"),
                type("lseg", "'[(0,0),(1,1)]'"),
                type("box", "'(1,1),(0,0)'"),
                type("path", "'[(0,0),(1,1)]'", "'((0,0),(1,1))'"),
                type("polygon", "'((0,0),(1,1),(1,0))'"),
                type("circle", "'<(0,0),0.30000000000000004>'"),
                type("tsvector").and("'a:1 b:2'", "'a':1 'b':2").and("''", "").and("$$'it''s':3A 'back\\\\slash'$$", "'back\\\\slash' 'it''s':3A"),
                type("tsquery").and("'a & !b'", "'a' & !'b'"),
                type("jsonpath", "'$.\"a\"[*]'"),
                type("hstore").and("'a=>1, \"b c\"=>NULL'", "\"a\"=>\"1\", \"b c\"=>NULL").and("''", ""),
                type("ltree", "'Top.Science.Astronomy'"),
                type("cube", "'(1, 2, 3)'"),
                type("xid", "'4294967295'"),
                type("xid8", "'18446744073709551615'"),
                type("cid", "'7'"),
                type("tid", "'(42,7)'"),
                type("pg_snapshot", "'10:20:10,14,15'"),
                type("int2vector", "'1 2 3'"),
                type("oidvector", "'1 2 4294967295'"),
                type("regclass").and("'pg_class'", "pg_class"),
                type("regtype").and("'integer'", "integer"),
                type("regproc").and("'now'", "now"),
                type("refcursor", "'c1'"));
    }

    private static List<TypeCase> composed() {
        return List.of(
                type("integer[]", "'{1,NULL,3}'", "'{{1,2},{3,4}}'", "'{}'", "'[0:2]={1,2,3}'", "'[-1:0][2:3]={{1,2},{3,4}}'", "'{{{1}}}'"),
                type("text[]", "'{\"a b\",\"c\\\"d\",NULL,\"\",\"NULL\",\"a\\\\b\"}'").alike("ARRAY[E'tab\\there', E'line\\nfeed', '😀,{}']"),
                type("numeric(5,2)[]", "'{1.50,NaN,-999.99}'"),
                type("float8[]", "'{0.1,Infinity,NaN,1e+300}'"),
                type("real[]", "'{0.1,3.4028235e+38}'"),
                type("boolean[]", "'{t,f,NULL}'"),
                type("bytea[]").and("ARRAY['\\x00ff'::bytea]", "{\"\\\\x00ff\"}"),
                type("date[]", "'{2026-03-29,infinity,\"0044-03-15 BC\"}'"),
                type("timestamptz[]").and("'{2026-03-29 01:00:00+00}'", "{\"2026-03-29 01:00:00+00\"}"),
                type("interval[]").and("'{1 day,02:00:00}'", "{P1D,PT2H}").sameBy("%s::text"),
                type("uuid[]", "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'"),
                type("jsonb[]").alike("ARRAY['{\"a\": 1}'::jsonb, NULL]"),
                type("varchar(3)[]", "'{abc,\"\"}'"),
                type("char(3)[]", "'{\"a  \"}'"),
                type("bit(3)[]", "'{101}'"),
                type("inet[]", "'{10.0.0.1,::1}'"),
                type("\"char\"[]", "'{a,b}'"),
                type("mood[]", "'{sad,it''s}'"),
                type("pair[]").alike("ARRAY[(1, 'x, y')::pair, NULL]"),
                type("positive[]", "'{1,2}'"),
                type("numbers", "'{1,2}'", "'{}'"),
                type("int4range", "'[1,5)'", "'empty'", "'(,)'"),
                type("int8range", "'[-9223372036854775808,9223372036854775807)'"),
                type("numrange", "'(1.50,2.5]'"),
                type("daterange", "'[2026-01-01,2026-02-01)'", "'[-infinity,infinity)'"),
                type("tsrange").and("'[2026-01-01 00:00,)'", "[\"2026-01-01 00:00:00\",)"),
                type("tstzrange").and("'[2026-01-01 00:00+00,)'", "[\"2026-01-01 00:00:00+00\",)"),
                type("int4multirange", "'{[1,3),[5,7)}'", "'{}'"),
                type("nummultirange", "'{[1.5,2.5]}'"),
                type("datemultirange", "'{[2026-01-01,2026-02-01)}'"),
                type("int4range[]").alike("ARRAY['[1,5)'::int4range]"),
                type("spans", "'[0.5,1.5)'"),
                type("positive", "5"),
                type("flag").and("true", "1"),
                type("code").and("'ab'", "ab"),
                type("pair").and("(1, 'x, y')::pair", "(1,\"x, y\")").and("(NULL, E'q\"\\\\')::pair", "(,\"q\"\"\\\\\")"),
                type("nested").and("((1, 'a')::pair, ARRAY['sad'::mood])::nested", "(\"(1,a)\",{sad})"));
    }

    /// Users' own types that the cases name.
    public static List<String> definitions() {
        return List.of(
                "CREATE EXTENSION citext",
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION ltree",
                "CREATE EXTENSION cube",
                "CREATE TYPE mood AS ENUM ('sad', 'it''s', '😀', 'back\\slash')",
                "CREATE DOMAIN small AS numeric(3,0)",
                "CREATE DOMAIN positive AS small CHECK (VALUE > 0)",
                "CREATE DOMAIN flag AS boolean",
                "CREATE DOMAIN code AS char(5)",
                "CREATE DOMAIN numbers AS integer[]",
                "CREATE TYPE spans AS RANGE (subtype = float8)",
                "CREATE TYPE pair AS (a integer, b text)",
                "CREATE TYPE nested AS (p pair, m mood[])");
    }

    /// What only another PostgreSQL can hold.
    static Stream<TypeCase> onlyForPostgreSql() {
        return List.of(
                type("real", "'NaN'", "'Infinity'", "'-Infinity'", "3.4028235e38", "1e-45", "1.17549435e-38", "'-0'"),
                type("double precision", "'NaN'", "'-Infinity'", "'Infinity'"),
                type("numeric(10,2)", "'NaN'"),
                type("numeric(3,-2)", "'NaN'"),
                type("date", "'infinity'", "'-infinity'", "'0044-03-15 BC'", "'5874897-12-31'", "'4713-01-01 BC'", "'10000-01-01'", "'0001-12-31 BC'"),
                type("timestamp", "'infinity'", "'4713-01-01 00:00:00 BC'", "'294276-12-31 23:59:59.999999'", "'10000-01-01 00:00:00.000001'"),
                type("timestamptz", "'-infinity'", "'4713-01-02 00:00:00+00 BC'", "'294276-12-31 23:59:59.999999+00'", "'0001-12-31 23:59:59.999999+00 BC'"),
                type("interval", "'-178000000 years'", "'1 mon -1 day +00:00:00.000001'", "'-00:00:00.000001'", "'1 year -1 mon'"),
                type("\"char\"", "'\\200'")).stream();
    }
}
