package dev.syncline.dialect.streamload;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableFormTest {

    /// As a front end of StarRocks prints it; the comment of a column must not be taken for a clause.
    private static final String PRINTED = """
            CREATE TABLE `orders` (
              `id` bigint(20) NOT NULL COMMENT "PRIMARY KEY(`x`) DISTRIBUTED BY HASH(`y`)",
              `day` date NULL COMMENT "",
              `a) b` int(11) NULL COMMENT ""
            ) ENGINE=OLAP\s
            PRIMARY KEY(`id`, `day`)
            COMMENT "orders"
            PARTITION BY date_trunc('month', `day`)
            DISTRIBUTED BY HASH(`id`) BUCKETS 16\s
            ORDER BY(`a) b`)
            PROPERTIES (
            "compression" = "ZSTD",
            "bloom_filter_columns" = "id, day",
            "replication_num" = "1"
            );""";

    @Test
    void whatIsPrintedIsRead() {
        TableForm form = TableForm.ofTable(PRINTED);

        assertThat(form.isPrimary()).isTrue();
        assertThat(form.key()).containsExactly("id", "day");
        assertThat(form.partition()).isEqualTo("date_trunc('month', `day`)");
        assertThat(form.hashed()).containsExactly("id");
        assertThat(form.buckets()).isEqualTo("16");
        assertThat(form.sorted()).containsExactly("a) b");
        assertThat(form.settings()).containsEntry("compression", "zstd").containsEntry("bloom_filter_columns", "id,day");
        assertThat(List.of("day", "DAY", "id", "month").stream().filter(form::isSplitBy)).containsExactly("day", "DAY");
    }

    @Test
    void partitionsThatAreThereAreNoPartOfHowATableIsSplit() {
        String doris = ") ENGINE=OLAP\nUNIQUE KEY(`id`, `at`)\nAUTO PARTITION BY RANGE (date_trunc(`at`, 'month'))\n(PARTITION p1 VALUES [('id'), ('2026-01-01')))\nDISTRIBUTED BY HASH(`id`) BUCKETS AUTO\n";

        assertThat(TableForm.ofTable(doris).isSplitBy("at")).isTrue();
        assertThat(TableForm.ofTable(doris).isSplitBy("id")).isFalse();
        assertThat(TableForm.ofTable(") ENGINE=OLAP\nDUPLICATE KEY(`id`)\nDISTRIBUTED BY RANDOM\n").partition()).isEmpty();
    }

    @Test
    void aTableIsAsItIsWantedWhateverItsServerHasAdded() {
        TableForm held = TableForm.ofTable(PRINTED.replaceFirst("PARTITION BY .*\n", ""));

        assertThat(held.difference(wanted("PRIMARY KEY(`id`, `day`)\nDISTRIBUTED BY HASH(`ID`)\nORDER BY(`a) b`)"))).isEmpty();
        assertThat(held.difference(wanted("PRIMARY KEY(`id`, `day`)\nDISTRIBUTED BY HASH(`id`) BUCKETS 16\nORDER BY(`a) b`)\nPROPERTIES (\"compression\" = \"zstd\")"))).isEmpty();
        assertThat(held.difference(wanted("UNIQUE KEY(`id`, `day`)\nDISTRIBUTED BY HASH(`id`)"))).isEqualTo("its key");
        assertThat(held.difference(wanted("PRIMARY KEY(`day`, `id`)\nDISTRIBUTED BY HASH(`id`)"))).isEqualTo("its key");
        assertThat(held.difference(wanted("PRIMARY KEY(`id`, `day`)\nDISTRIBUTED BY HASH(`day`)"))).isEqualTo("its distribution");
        assertThat(held.difference(wanted("PRIMARY KEY(`id`, `day`)\nDISTRIBUTED BY HASH(`id`) BUCKETS 8"))).isEqualTo("its distribution");
        assertThat(held.difference(wanted("PRIMARY KEY(`id`, `day`)\nDISTRIBUTED BY HASH(`id`)"))).isEqualTo("its sort key");
        assertThat(held.difference(wanted("PRIMARY KEY(`id`, `day`)\nDISTRIBUTED BY HASH(`id`)\nORDER BY(`a) b`)\nPROPERTIES (\"compression\" = \"lz4\")"))).isEqualTo("its properties");
    }

    private static TableForm wanted(String clauses) {
        return TableForm.of(clauses);
    }
}
