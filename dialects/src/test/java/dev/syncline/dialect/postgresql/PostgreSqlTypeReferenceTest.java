package dev.syncline.dialect.postgresql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.Column;
import dev.syncline.dialect.TypeReference;
import dev.syncline.dialect.TypeReference.Line;
import dev.syncline.dialect.postgresql.PostgreSqlSourceTypes.Declared;
import org.junit.jupiter.api.Test;

class PostgreSqlTypeReferenceTest {

    @Test
    void theReferenceSaysWhatTheCodeDoes() throws IOException {
        List<Line> lines = new ArrayList<>(List.of(
                line("boolean", "bool", ""),
                line("smallint", "int2", ""),
                line("integer", "int4", ""),
                line("bigint", "int8", ""),
                numeric(10, 2, "NaN: `not-a-number`"),
                numeric(65, 30, "NaN: `not-a-number`"),
                numeric(66, 0, "beyond MySQL's 65 digits"),
                numeric(40, 31, "beyond MySQL's 30 digits after the point"),
                numeric(3, -2, "NaN: `not-a-number`"),
                numeric(2, 4, "NaN: `not-a-number`"),
                line("numeric", "numeric", "as text MySQL holds NaN and infinity too"),
                key("numeric", "numeric", "MySQL: up to 255 characters; Doris, StarRocks: 65,533 bytes"),
                line("real", "float4", "`not-a-number`"),
                line("double precision", "float8", "`not-a-number`"),
                line("money", "money", "with the digits of the source's locale"),
                modified("character varying(40)", "varchar", 44, ""),
                modified("character varying(20000)", "varchar", 20_004, "too wide for a row of MySQL"),
                modified("character(8)", "bpchar", 12, "MySQL: without padding"),
                line("bpchar", "bpchar", "with the blanks it has"),
                line("text", "text", ""),
                key("text", "text", "MySQL: up to 255 characters; Doris, StarRocks: 65,533 bytes"),
                line("name", "name", ""),
                line("\"char\"", "char", ""),
                line("bytea", "bytea", ""),
                key("bytea", "bytea", "MySQL: up to 255 bytes; Doris, StarRocks: 32,766"),
                line("date", "date", "`date-out-of-range`"),
                line("time without time zone", "time", "24:00:00 too"),
                modified("time(3) without time zone", "time", 3, ""),
                line("time with time zone", "timetz", ""),
                line("timestamp without time zone", "timestamp", "a wall clock; `date-out-of-range`"),
                modified("timestamp(3) without time zone", "timestamp", 3, "a wall clock; `date-out-of-range`"),
                line("timestamp with time zone", "timestamptz", "a moment, in MySQL in UTC; `date-out-of-range`"),
                line("interval", "interval", "ISO 8601"),
                line("uuid", "uuid", ""),
                line("json", "json", "spaces and repeated keys stay"),
                line("jsonb", "jsonb", ""),
                line("xml", "xml", ""),
                modified("bit(8)", "bit", 8, ""),
                modified("bit(64)", "bit", 64, ""),
                modified("bit(65)", "bit", 65, ""),
                modified("bit varying(10)", "varbit", 10, ""),
                line("bit varying", "varbit", ""),
                line("inet", "inet", ""),
                line("cidr", "cidr", ""),
                line("macaddr", "macaddr", ""),
                line("macaddr8", "macaddr8", ""),
                line("oid", "oid", ""),
                line("pg_lsn", "pg_lsn", "")));
        for (String type : List.of(
                "xid", "xid8", "cid", "tid", "pg_snapshot", "int2vector", "oidvector", "refcursor", "jsonpath", "tsvector", "tsquery", "point", "line", "lseg",
                "box", "path", "polygon", "circle")) {
            lines.add(line(type, type, ""));
        }
        for (String range : List.of("int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange")) {
            lines.add(line(range, new Declared(true, range, "r", -1, false, range), false, "also as a multirange"));
        }
        lines.addAll(List.of(
                line("int4multirange", new Declared(true, "int4multirange", "m", -1, false, "int4multirange"), false, ""),
                line("integer[]", new Declared(true, "_int4", "b", -1, true, "integer[]"), false, "of any dimensions and bounds"),
                line("text[]", new Declared(true, "_text", "b", -1, true, "text[]"), false, "arrays of all other built-in types alike"),
                line("regclass", "regclass", "also `regtype`, `regproc`, …"),
                line("citext", new Declared(false, "citext", "b", -1, false, "citext"), false, "types of extensions"),
                line("an enum", new Declared(false, "mood", "e", -1, false, "mood"), false, ""),
                line("a composite", new Declared(false, "pair", "c", -1, false, "pair"), false, ""),
                line("a range of one's own", new Declared(false, "spans", "r", -1, false, "spans"), false, ""),
                line("an array of an enum", new Declared(false, "_mood", "b", -1, true, "mood[]"), false, "also of a composite or a domain")));
        TypeReference.check(PostgreSqlDialect.KIND, lines);
    }

    private static Line line(String source, String name, String note) {
        return line(source, new Declared(true, name, "b", -1, false, source), false, note);
    }

    private static Line key(String source, String name, String note) {
        return line(source + " in the primary key", new Declared(true, name, "b", -1, false, source), true, note);
    }

    private static Line modified(String source, String name, int modifier, String note) {
        return line(source, new Declared(true, name, "b", modifier, false, source), false, note);
    }

    private static Line numeric(int precision, int scale, String note) {
        return modified("numeric(%d,%d)".formatted(precision, scale), "numeric", (precision << 16 | scale & 0x7FF) + 4, note);
    }

    private static Line line(String source, Declared declared, boolean key, String note) {
        Column column = new Column("c", PostgreSqlSourceTypes.neutral(declared, 2), !key, PostgreSqlSourceTypes.declaration(declared));
        return new Line(source, column, key, note);
    }
}
