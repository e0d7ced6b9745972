package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.table.Column;
import dev.syncline.dialect.TypeReference;
import dev.syncline.dialect.TypeReference.Line;
import dev.syncline.dialect.mysql.MySqlSourceTypes.Declared;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MySqlTypeReferenceTest {

    private static final Pattern DECLARED = Pattern.compile("([a-z]+)(?:\\((\\d+)(?:,(\\d+))?\\))?.*");

    @Test
    void theReferenceSaysWhatTheCodeDoes() throws IOException {
        TypeReference.check(MySqlDialect.KIND, List.of(
                line("tinyint", "also `tinyint(1)`, which holds more than true and false"),
                line("tinyint unsigned", ""),
                line("smallint", ""),
                line("smallint unsigned", ""),
                line("mediumint", ""),
                line("mediumint unsigned", ""),
                line("int", ""),
                line("int unsigned", ""),
                line("int(8) unsigned zerofill", "the zeros are part of the declaration, not of the value"),
                line("bigint", ""),
                line("bigint unsigned", ""),
                line("decimal(10,2)", ""),
                line("decimal(65,30)", ""),
                line("float", "also `float(m,d)`"),
                line("double", "also `double(m,d)`"),
                line("bit(1)", ""),
                line("bit(8)", ""),
                line("bit(64)", ""),
                text("char(10)", 10, "without padding"),
                text("varchar(40)", 40, "NUL: `nul-character`"),
                text("tinytext", 255, "NUL: `nul-character`"),
                text("text", 65_535, "NUL: `nul-character`"),
                text("mediumtext", 16_777_215, "NUL: `nul-character`"),
                text("longtext", 4_294_967_295L, "NUL: `nul-character`; PostgreSQL holds 1 GB"),
                text("varchar(40)", 40, "latin1", "latin1_swedish_ci", "latin1, ascii, utf8, utf16, utf32, gb18030, koi8, … : complete in Unicode"),
                text("varchar(40)", 40, "gbk", "gbk_chinese_ci", "gbk, big5, cp1250, … : some codes have no character"),
                text("varchar(40)", 40, "sjis", "sjis_japanese_ci", "not kept, for the sake of `\\`"),
                text("enum('a','b')", 1, ""),
                text("set('a','b')", 3, ""),
                line("binary(16)", "with its zero bytes"),
                line("varbinary(300)", ""),
                line("tinyblob", ""),
                line("blob", ""),
                line("mediumblob", ""),
                line("longblob", "PostgreSQL holds 1 GB"),
                line("date", "days that are none: `zero-date`"),
                line("time", "-838 to 838 hours"),
                line("time(6)", "-838 to 838 hours"),
                line("datetime", "a wall clock; `zero-date`"),
                line("datetime(6)", "a wall clock; `zero-date`"),
                line("timestamp", "a moment, read in UTC; `zero-date`"),
                line("timestamp(6)", "a moment, read in UTC; `zero-date`"),
                line("year", "the year 0000 is 0"),
                line("json", "MySQL: numbers that no text can carry"),
                line("geometry", ""),
                line("point", ""),
                srid("point", 4326, ""),
                line("linestring", ""),
                line("polygon", ""),
                line("multipoint", ""),
                line("multilinestring", ""),
                line("multipolygon", ""),
                line("geomcollection", "also `geometrycollection`"),
                line("vector(3)", "of MySQL 9")));
    }

    private static Line line(String type, String note) {
        return line(type, declared(type, digits(type, 2), null, null, null), note);
    }

    private static Line text(String type, long length, String note) {
        return line(type, declared(type, length, "utf8mb4", "utf8mb4_0900_ai_ci", null), note);
    }

    private static Line text(String type, long length, String characterSet, String collation, String note) {
        return line(type + " CHARACTER SET " + characterSet, declared(type, length, characterSet, collation, null), note);
    }

    private static Line srid(String type, long srid, String note) {
        return line("%s SRID %d".formatted(type, srid), declared(type, 0, null, null, srid), note);
    }

    private static Line line(String source, Declared declared, String note) {
        return new Line(source, new Column("c", MySqlSourceTypes.neutral(declared), true, MySqlSourceTypes.declaration(declared)), note);
    }

    private static Declared declared(String type, long length, @Nullable String characterSet, @Nullable String collation, @Nullable Long srid) {
        int first = digits(type, 2);
        boolean hasFraction = Arrays.asList("time", "datetime", "timestamp").contains(type.replaceFirst("\\W.*", ""));
        return new Declared(
                type.replaceFirst("\\W.*", ""), type, length, hasFraction ? 0 : first, digits(type, 3), hasFraction ? first : 0, characterSet, collation, srid);
    }

    private static int digits(String type, int group) {
        Matcher found = DECLARED.matcher(type);
        return found.matches() && found.group(group) != null ? Integer.parseInt(found.group(group)) : 0;
    }
}
