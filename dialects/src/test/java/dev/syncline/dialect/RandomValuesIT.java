package dev.syncline.dialect;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// Random texts, numbers and moments arrive on all four roads as they were written.
class RandomValuesIT {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private static final List<TestDatabase> ENDS = new ArrayList<>();
    private static int tables;

    @BeforeContainer
    static void open() throws SQLException {
        ENDS.add(TestDatabase.mySql());
        ENDS.add(TestDatabase.postgreSql());
    }

    @AfterContainer
    static void close() throws SQLException {
        for (TestDatabase end : ENDS) {
            end.close();
        }
    }

    /// All of Unicode but NUL and the surrogates.
    @Provide
    Arbitrary<List<String>> texts() {
        char[] special = {'\\', '\t', '\n', '\r', '\b', '\f', 0x0B, 0x1A, 0x7F, 'N', '.', '\'', '"', ' ', 'x', '{', ','};
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.strings().withChars(special).ofMaxLength(12)),
                        Tuple.of(2, Arbitraries.integers().between(1, 0x10FFFF).filter(c -> c < 0xD800 || c > 0xDFFF)
                                .map(Character::toString).list().ofMaxSize(20).map(list -> String.join("", list))),
                        Tuple.of(1, Arbitraries.strings().ascii().excludeChars('\0').ofMaxLength(40)))
                .list().ofSize(80);
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void textsArriveAsTheyWere(@ForAll("texts") List<String> texts) throws Exception {
        for (TestDatabase from : ENDS) {
            arrive(from, "VARCHAR(400)", "?", texts, "%s", "%s");
        }
    }

    @Provide
    Arbitrary<List<String>> numbers() {
        return Arbitraries.bigDecimals().between(new BigDecimal("-" + "9".repeat(35)), new BigDecimal("9".repeat(35))).ofScale(30)
                .map(number -> number.setScale(30).toPlainString()).list().ofSize(80);
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void exactNumbersArriveAsTheyWere(@ForAll("numbers") List<String> numbers) throws Exception {
        for (TestDatabase from : ENDS) {
            arrive(from, "DECIMAL(65,30)", "CAST(? AS DECIMAL(65,30))", numbers, "CAST(%s AS CHAR)", "%s::text");
        }
    }

    @Provide
    Arbitrary<List<String>> moments() {
        return Arbitraries.longs()
                .between(LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC), LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC))
                .flatMap(second -> Arbitraries.integers().between(0, 999_999)
                        .map(micros -> LocalDateTime.ofEpochSecond(second, micros * 1000, ZoneOffset.UTC).format(MOMENT)))
                .list().ofSize(80);
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void momentsArriveAsTheyWere(@ForAll("moments") List<String> moments) throws Exception {
        String inPostgreSql = "to_char(%s, 'YYYY-MM-DD HH24:MI:SS.US')";
        arrive(ENDS.getFirst(), "DATETIME(6)", "?", moments, "CAST(%s AS CHAR)", inPostgreSql);
        arrive(ENDS.getLast(), "timestamp", "?::timestamp", moments, "CAST(%s AS CHAR)", inPostgreSql);
        arrive(ENDS.getLast(), "timestamptz", "(? || '+00')::timestamptz", moments, "CAST(%s AS CHAR)", inPostgreSql);
    }

    private static void arrive(TestDatabase from, String type, String literal, List<String> values, String inMySql, String inPostgreSql)
            throws SQLException, IOException {
        TableName source = new TableName(from.schema(), "r" + ++tables);
        from.execute("CREATE TABLE %s (id INT PRIMARY KEY, c %s)".formatted(source.table(), type));
        try (PreparedStatement insert = from.plain().prepareStatement("INSERT INTO %s VALUES (?, %s)".formatted(source.table(), literal))) {
            for (int i = 0; i < values.size(); i++) {
                insert.setInt(1, i);
                insert.setString(2, values.get(i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (TestDatabase to : ENDS) {
            TableName target = new TableName(to.schema(), source.table() + "_copy");

            LoadHarness.copy(from, source, to, target);

            String show = (to == ENDS.getFirst() ? inMySql : inPostgreSql).replace("%s", "c");
            List<@Nullable String> shown = to.texts("SELECT %s FROM %s ORDER BY id".formatted(show, target.table()));
            assertThat(shown).as("%s to %s", from.dialect().kind(), to.dialect().kind()).isEqualTo(values);
        }
    }
}
