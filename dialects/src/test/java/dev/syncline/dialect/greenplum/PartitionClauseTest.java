package dev.syncline.dialect.greenplum;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartitionClauseTest {

    private static final String GRAMMAR =
            "(?:PARTITION|BY|RANGE|LIST|DEFAULT|VALUES|START|END|EVERY|INTERVAL|DATE|TIMESTAMP|INCLUSIVE|EXCLUSIVE|-?\\d+(?:\\.\\d+)?|N|T|[(),\\s])+";

    private static String printed(String text) {
        return new PartitionClause(text).sql().replaceAll("\\s+", " ").replace("( ", "(").replace(" )", ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "range(d)(start(date '2025-01-01') end(date '2026-01-01') every(interval '1 month'))|PARTITION BY RANGE (\"d\") (START (DATE '2025-01-01') END (DATE '2026-01-01') EVERY (INTERVAL '1 month'))",
        "RANGE (id) (PARTITION low START (-5) END (100) EXCLUSIVE, PARTITION high START (100) INCLUSIVE, DEFAULT PARTITION rest)|PARTITION BY RANGE (\"id\") (PARTITION \"low\" START (-5) END (100) EXCLUSIVE, PARTITION \"high\" START (100) INCLUSIVE, DEFAULT PARTITION \"rest\")",
        "partition by list (\"a \"\"b\") (partition \"n; --\" values ('it''s', 'n'))|PARTITION BY LIST (\"a \"\"b\") (PARTITION \"n; --\" VALUES ('it''s', 'n'))",
        "RANGE (größe) (START (1) END (9) EVERY (2))|PARTITION BY RANGE (\"größe\") (START (1) END (9) EVERY (2))"
    })
    void whatIsUnderstoodIsPrintedAnew(String text, String sql) {
        assertThat(new PartitionClause(text).flaws()).isEmpty();
        assertThat(printed(text)).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "RANGE", "RANGE (d)", "RANGE (d) ()", "RANGE (d) (START (1)); DROP TABLE victim", "RANGE (d) (START (1)) AS SELECT 1", "RANGE (d) (START (1)) -- x",
        "RANGE (d) (START (1) /* x */)", "RANGE (d) (START (now()))", "RANGE (d) (START ((SELECT 1)))", "RANGE (d) (START (1)) DISTRIBUTED RANDOMLY", "RANGE (d, e) (START (1))",
        "RANGE (lower(d)) (START (1))", "LIST (d) (VALUES ($$x$$))", "LIST (d) (VALUES (E'x'))", "LIST (d) (VALUES (U&'x'))", "LIST (d) (VALUES ('a\\'))",
        "LIST (d) (VALUES (pg_sleep(9)))", "LIST (d) (VALUES ('a' || 'b'))", "LIST (d) (VALUES ('a' 'b'))", "LIST (d) (VALUES ('open))", "LIST (d) (PARTITION p)",
        "LIST (U&\"d\") (VALUES (1))", "LIST (d) (VALUES (\u2018x\u2019))", "RANGE (d) (START (1) WITH (location='gpfdist://evil/x'))", "RANGE (d) (START (1) TABLESPACE x)",
        "RANGE (d) (EXCHANGE PARTITION p WITH TABLE victim)", "RANGE (d) (START (1) END (2) EVERY (INTERVAL 'x'))", "RANGE (d) (START (date '2025-01-01'::date))",
        "RANGE (d) (EVERY (1))", "HASH (d) (START (1))", "LIST (d) (VALUES (1)) SUBPARTITION BY LIST (e)", ") AS SELECT 1", "EXTERNAL TABLE x"})
    void anythingElseIsRefused(String text) {
        PartitionClause clause = new PartitionClause(text);

        assertThat(clause.flaws()).hasSize(1);
        assertThatThrownBy(clause::sql).isInstanceOf(IllegalStateException.class);
    }

    /// The server would say so when the rows have been read.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "LIST (d) (VALUES (1), DEFAULT PARTITION a, DEFAULT PARTITION b)|two default partitions",
        "LIST (d) (PARTITION a VALUES ('n', 'm'), PARTITION b VALUES ('n'))|the value 'n' twice",
        "LIST (d) (VALUES (1, 1.0))|the value 1.0 twice",
        "LIST (d) (PARTITION a VALUES (1), PARTITION a VALUES (2))|two partitions \"a\"",
        "RANGE (d) (START (1) END (9) EVERY (0))|leads nowhere",
        "RANGE (d) (START (date '2025-01-01') END (date '2026-01-01') EVERY (INTERVAL '0 days'))|leads nowhere",
        "RANGE (d) (START (date '2025-02-30') END (date '2026-01-01'))|no day of the calendar",
        "RANGE (d) (START (timestamp '2025-13-01 00:00:00') END (timestamp '2026-01-01'))|no day of the calendar",
        "RANGE (d) (START (1) END (10), START (9) END (20))|overlap",
        "RANGE (d) (START (1) END (10) INCLUSIVE, START (10) END (20))|overlap",
        "RANGE (d) (START (date '2025-01-01') END (date '2025-03-01'), START (date '2025-02-01') END (date '2025-04-01'))|overlap",
        "RANGE (d) (START (9) END (1))|there is nothing",
        "RANGE (d) (START (5) END (5))|there is nothing"
    })
    void whatCannotStandBesideEachOtherIsRefused(String text, String flaw) {
        assertThat(new PartitionClause(text).flaws()).singleElement().asString().contains(flaw);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "RANGE (d) (START (1) END (10), START (10) END (20), START (-9) END (1))", "RANGE (d) (START (1), START (5))", "RANGE (d) (END (1), END (5))",
        "RANGE (d) (START (5) INCLUSIVE END (5) INCLUSIVE)", "RANGE (d) (START (1) EXCLUSIVE END (2), START (0) END (1) INCLUSIVE)", "RANGE (d) (START ('b') END ('a'))"})
    void rangesThatMeetAreTaken(String text) {
        assertThat(new PartitionClause(text).flaws()).isEmpty();
    }

    /// As the server calls them. The last one is only known to it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "LIST (d) (PARTITION north VALUES (1), VALUES (2), DEFAULT PARTITION other)|north,2,other",
        "RANGE (d) (START (1) END (9) EVERY (3))|1,2,3",
        "RANGE (d) (PARTITION p START (1) END (9) EVERY (3), START (9))|p_1,p_2,p_3,4",
        "RANGE (d) (START (date '2025-01-31') END (date '2025-04-30') EVERY (INTERVAL '1 month'))|1,2,3",
        "RANGE (d) (START (timestamp '2025-01-01 00:00:00') END (timestamp '2025-01-01 12:30:00') EVERY (INTERVAL '6 hours'))|1,2,3",
    })
    void partitionsHaveNames(String text, String names) {
        assertThat(new PartitionClause(text).names().all()).containsExactly(names.split(","));
    }

    /// The names of partitions stand behind that of the staging table, of which the server would leave a part out.
    @Test
    void aPartitionsNameLeavesRoomForTheTables() {
        assertThat(new PartitionClause("LIST (d) (PARTITION %s VALUES (1))".formatted("n".repeat(26))).flaws()).isEmpty();
        assertThat(new PartitionClause("LIST (d) (PARTITION %s VALUES (1))".formatted("n".repeat(27))).flaws())
                .singleElement().asString().contains("a name of 27 bytes; there can be 26");
        assertThat(new PartitionClause("LIST (d) (DEFAULT PARTITION \"%s\")".formatted("ä".repeat(14))).flaws()).singleElement().asString().contains("a name of 28 bytes");
        assertThat(new PartitionClause("RANGE (d) (PARTITION %s START (1) END (20) EVERY (1))".formatted("n".repeat(24))).flaws())
                .singleElement().asString().contains("a name of 27 bytes");
        assertThat(new PartitionClause("RANGE (d) (START ('a') END ('z') EVERY (1))").names().longest()).isEqualTo("10000");
    }

    @Test
    void theColumnIsNamed() {
        assertThat(new PartitionClause("LIST (\"a b\") (VALUES (1))").column()).isEqualTo("a b");
        assertThat(new PartitionClause("LIST (%s) (VALUES (1))".formatted("n".repeat(64))).flaws()).singleElement().asString().contains("63 bytes");
    }

    /// Parts of clauses and of attacks, in any order.
    @Provide
    Arbitrary<String> mixtures() {
        return Arbitraries.of("RANGE ", "LIST ", "(d)", "(", ")", ",", "START (1)", "END (2)", "EVERY (1)", "VALUES ('a')", "DEFAULT PARTITION ", "PARTITION ", "p ", "'", "''", "\"", ";",
                        "--", "/*", "*/", "$$", "E'", "U&'", "\\", "AS SELECT ", "DROP TABLE victim", "now()", "date '2025-01-01'", "INTERVAL '1 day'", " ", "\u2019", "\u201c", "::", "\n", "|")
                .list().ofMaxSize(14).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> tails() {
        return mixtures().map(tail -> "RANGE (d) (START (1)" + tail);
    }

    @Property(tries = 5_000)
    void nothingButTheGrammarComesThrough(@ForAll @StringLength(max = 40) String text) {
        assertOnlyGrammar(text);
    }

    @Property(tries = 20_000)
    void noMixtureComesThrough(@ForAll("mixtures") String text) {
        assertOnlyGrammar(text);
    }

    @Property(tries = 20_000)
    void noTailComesThrough(@ForAll("tails") String text) {
        assertOnlyGrammar(text);
    }

    /// Outside of quotes there are only the grammar's words and signs, whatever was put in; inside no backslash that could end them.
    private static void assertOnlyGrammar(String text) {
        PartitionClause clause = new PartitionClause(text);
        if (!clause.flaws().isEmpty()) {
            return;
        }
        assertThat(clause.sql()).doesNotContain("\\");
        String bare = clause.sql().replaceAll("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"", " N ");
        assertThat(bare).matches(GRAMMAR).doesNotContain("--");
    }
}
