package dev.syncline.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Values that both databases can hold, in SQL that both read.
final class Samples {

    private Samples() {}

    /// Leap days, ends of centuries, both ends of what both hold.
    static final List<String> DATES = quoted(
            "0001-01-01", "0001-12-31", "0004-02-29", "0099-12-31", "0100-01-01", "0999-12-31", "1000-01-01", "1582-10-04", "1582-10-15", "1699-12-31",
            "1899-12-31", "1900-02-28", "1900-03-01", "1969-12-31", "1970-01-01", "1999-12-31", "2000-02-29", "2024-02-29", "2038-01-19", "2038-01-20",
            "2100-02-28", "9999-12-31");

    /// Both sides of the changes of clocks in Berlin, New York, Lord Howe and Apia, and of 1970 and 2038, to the microsecond.
    static final List<String> MOMENTS = quoted(
            "2026-03-29 00:59:59.999999", "2026-03-29 01:00:00.000000", "2026-03-29 01:59:59.999999", "2026-03-29 02:00:00.000000",
            "2026-03-29 02:30:00.500000", "2026-03-29 03:00:00.000001", "2026-10-25 00:30:00.000000", "2026-10-25 01:30:00.000000",
            "2026-10-25 02:30:00.000000", "2026-10-25 03:00:00.000000", "2026-03-08 02:30:00.000000", "2026-03-08 06:59:59.999999",
            "2026-11-01 01:30:00.000000", "2026-11-01 06:30:00.000000", "2026-04-04 15:00:00.000000", "2026-10-03 15:30:00.000000",
            "2011-12-30 10:00:00.000000", "1970-01-01 00:00:01.000000", "1970-01-01 12:00:00.000001", "2016-12-31 23:59:59.999999",
            "2038-01-19 03:14:07.000000");

    /// What a TIMESTAMP of MySQL cannot hold.
    static final List<String> FAR_MOMENTS = quoted(
            "0001-01-01 00:00:00.000000", "1000-01-01 00:00:00.000001", "1582-10-10 12:00:00.000000", "1893-03-31 23:06:31.999999",
            "1969-12-31 23:59:59.999999", "2038-01-19 03:14:08.000000", "9999-12-31 23:59:59.999999");

    /// Without backslashes and quotes, which the two write differently.
    static final List<String> TEXTS = quoted(
            "", " ", "  x", "x ", "x  ", "a b", "NULL", "null", "N", "true", "0", "-", "\"", "\"quoted\"", ",", ";", "{}", "%s %d", "<a>&amp;</a>", "äöüß", "ÄÖÜ", "é",
            "e\u0301", "Ж", "日本語", "漢字", "한국어", "عربى", "עברית", "ไทย", "€", "\u0080", "\u00a0", "\u07ff", "\u0800", "\u200b", "\u200d", "\u2028", "\ufeff", "\ufffd",
            "\uffff", "\ud7ff", "\ue000", "😀", "𝔘𝔫𝔦", "👩‍👩‍👧", "🇩🇪", "\ud800\udc00", "\udbff\udfff", "a😀b漢c", "İi", "ﬀ", "ǆ");

    static final List<String> DOUBLES = List.of(
            "0", "1", "-1", "0.1", "-0.1", "0.5", "0.3333333333333333", "123456789.12345679", "9007199254740991", "9007199254740992", "9007199254740993",
            "1e15", "1e22", "-1e300", "1.7976931348623157e308", "-1.7976931348623157e308", "2.2250738585072014e-308", "2.225073858507201e-308", "5e-324",
            "-5e-324", "4.35", "3.141592653589793", "100000000000000", "0.001");

    static List<String> whole(int bits) {
        long most = bits == 64 ? Long.MAX_VALUE : (1L << (bits - 1)) - 1;
        long least = -most - 1;
        return List.of(least, least + 1, -100L, -10L, -1L, 0L, 1L, 9L, 10L, 99L, most - 1, most).stream().map(String::valueOf).toList();
    }

    static List<String> unsigned(int bits) {
        String most = Long.toUnsignedString(bits == 64 ? -1L : (1L << bits) - 1);
        String half = Long.toUnsignedString(1L << (bits - 1));
        return List.of("0", "1", "10", "127", half, most);
    }

    static List<String> decimals(int precision, int scale) {
        String nines = "9".repeat(precision - scale) + (scale == 0 ? "" : "." + "9".repeat(scale));
        String least = scale == 0 ? "1" : "0." + "0".repeat(scale - 1) + "1";
        String half = "5".repeat(Math.max(1, precision - scale - 1)) + (scale == 0 ? "" : "." + "50".repeat(scale).substring(0, scale));
        return Stream.of("0", "1", nines, least, half).flatMap(text -> Stream.of(text, "-" + text)).toList();
    }

    /// Each byte alone, then between others, as hexadecimal digits.
    static List<String> bytes() {
        List<String> all = new ArrayList<>(List.of(""));
        IntStream.range(0, 256).forEach(b -> all.add("%02x".formatted(b)));
        all.add("5c4e");
        all.add("5c00");
        all.add("0a0d09");
        all.add("ffd8ffe000104a464946");
        return all;
    }

    static List<String> quoted(String... texts) {
        return Stream.of(texts).map(text -> "'" + text + "'").toList();
    }
}
