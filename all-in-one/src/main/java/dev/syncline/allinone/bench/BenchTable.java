package dev.syncline.allinone.bench;

import java.util.List;
import java.util.Locale;

/// A table that goes from place to place; its definition for each engine and its rows are resources of its name.
enum BenchTable {
    LINEITEM("16 columns",
            List.of("l_orderkey", "l_linenumber"),
            List.of("l_orderkey", "l_partkey", "l_suppkey", "l_linenumber", "l_quantity", "l_extendedprice", "l_discount", "l_tax", "l_returnflag",
                    "l_linestatus", "l_shipdate", "l_commitdate", "l_receiptdate", "l_shipinstruct", "l_shipmode", "l_comment"),
            """
                    count(*), sum(l_orderkey * l_linenumber), sum(l_partkey), sum(l_extendedprice), sum(l_discount),
                    sum(char_length(l_comment)), min(l_shipdate), max(l_receiptdate), sum(char_length(rtrim(l_shipinstruct)))"""),
    MANY_TYPES("many types, NULLs, long texts",
            List.of("id"),
            List.of("id", "counter", "flag", "small", "at", "day", "clock", "amount", "ratio", "body", "title", "image", "facts", "ref", "code"),
            """
                    count(*), sum(id), sum(counter), count(flag), sum(small), count(at), max(day), count(clock), sum(amount), count(ratio),
                    sum(char_length(body)), sum(char_length(title)), sum(octet_length(image)), count(facts), count(ref), sum(char_length(rtrim(code)))""");

    private final String title;
    private final List<String> key;
    private final List<String> columns;
    private final String sums;

    BenchTable(String title, List<String> key, List<String> columns, String sums) {
        this.title = title;
        this.key = key;
        this.columns = columns;
        this.sums = sums;
    }

    String title() {
        return title;
    }

    String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> key() {
        return key;
    }

    List<String> columns() {
        return columns;
    }

    boolean mayBeNull(String column) {
        return this == MANY_TYPES && !key.contains(column);
    }

    /// A question for sums over the columns, which differ as soon as a row is missing, doubled or cut.
    String checksum() {
        return "SELECT " + sums + " FROM " + tableName();
    }
}
