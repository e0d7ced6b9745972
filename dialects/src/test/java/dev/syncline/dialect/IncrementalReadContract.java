package dev.syncline.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.Comparisons;
import dev.syncline.dialect.read.IncrementalKey;
import dev.syncline.dialect.read.ReadPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Reading what is new, proven on the real server: S35 to S41, A5 to A8.
public abstract class IncrementalReadContract extends SourceFixture {

    /// The comparisons of the dialect.
    protected abstract Comparisons comparisons();

    /// A type of this database by the name of its neutral type.
    protected abstract String type(String neutral);

    /// S36: a row with the greatest key itself is not read again.
    @Test
    void readsWhatIsStrictlyGreater() throws Exception {
        TableName table = table("id BIGINT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 12);

        assertThat(read(plan(table).incrementalBy("id").after("9").build()).firsts()).containsExactly("10", "11", "12");
        assertThat(read(plan(table).incrementalBy("id").after("12").build()).rows()).isEmpty();
    }

    /// S38, A8: (2026, 1, 31) is before (2026, 2, 1) though 31 is more than 1.
    @Test
    void comparesTuplesOneColumnAfterTheOther() throws Exception {
        TableName table = table("id INT, y INT NOT NULL, m SMALLINT NOT NULL, d SMALLINT NOT NULL, PRIMARY KEY (y, m, d)");
        end().execute("INSERT INTO %s VALUES (1, 2025, 12, 31), (2, 2026, 1, 30), (3, 2026, 1, 31), (4, 2026, 2, 1), (5, 2027, 1, 1)".formatted(quoted(table)));

        assertThat(read(plan(table).incrementalBy("y", "m", "d").after("2026", "1", "30").build()).firsts()).containsExactly("3", "4", "5");
    }

    /// A5: the source is read once for all targets, from the lowest bound on.
    @Test
    void readsWhatIsGreaterThanAnyBound() throws Exception {
        TableName table = table("id BIGINT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 12);

        assertThat(read(plan(table).incrementalBy("id").after("10").after("7").after("10").build()).firsts()).containsExactly("8", "9", "10", "11", "12");
    }

    /// S40: nothing is known yet, so that rows without a key come too.
    @Test
    void readsEverythingWithoutABound() throws Exception {
        TableName table = table("id INT, k INT");
        end().execute("INSERT INTO %s VALUES (1, 5), (2, NULL)".formatted(quoted(table)));

        Reading reading = read(plan(table).incrementalBy("k").build());

        assertThat(reading.firsts()).containsExactly("1", "2");
        assertThat(reading.report().nullKeys()).isZero();
    }

    /// A7: in SQL the row (2, null) is greater than (1, 1), but it is not comparable with the rows to come.
    @Test
    void countsRowsWithoutAWholeKeyAndLeavesThemOut() throws Exception {
        TableName table = table("id INT, a INT, b INT");
        end().execute("INSERT INTO %s VALUES (1, 1, 1), (2, 1, 2), (3, 2, NULL), (4, NULL, 5), (5, NULL, NULL), (6, 2, 0)".formatted(quoted(table)));

        Reading reading = read(plan(table).incrementalBy("a", "b").after("1", "1").build());

        assertThat(reading.firsts()).containsExactly("2", "6");
        assertThat(reading.report().nullKeys()).isEqualTo(3);
    }

    /// A7: rows that were committed late are read again.
    @Test
    void looksBackByNumbers() throws Exception {
        TableName table = table("id BIGINT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 12);

        assertThat(read(plan(table).incrementalBy("id").after("12").lookingBack("2").build()).firsts()).containsExactly("10", "11", "12");
        assertThat(read(plan(table).incrementalBy("id").after("12").lookingBack("999999999999999999").build()).rows()).hasSize(12);
    }

    @Test
    void looksBackInTime() throws Exception {
        TableName table = table("id INT, day DATE, moment %s, stamp %s".formatted(type("timestamp"), type("instant")));
        end().execute("""
                INSERT INTO %s VALUES
                    (1, '2026-03-27', '2026-03-29 01:49:59', '2026-03-29 01:49:59'),
                    (2, '2026-03-28', '2026-03-29 01:50:00', '2026-03-29 01:50:00'),
                    (3, '2026-03-29', '2026-03-29 01:59:59.5', '2026-03-29 01:59:59.5'),
                    (4, '2026-03-30', '2026-03-29 02:00:00', '2026-03-29 02:00:00')""".formatted(quoted(table)));

        assertThat(read(plan(table).incrementalBy("moment").after("2026-03-29 02:00:00").lookingBack("PT10M").build()).firsts()).containsExactly("2", "3", "4");
        assertThat(read(plan(table).incrementalBy("stamp").after("2026-03-29 02:00:00").lookingBack("PT0.5S").build()).firsts()).containsExactly("3", "4");
        assertThat(read(plan(table).incrementalBy("day").after("2026-03-30").lookingBack("P1D").build()).firsts()).containsExactly("3", "4");
        assertThat(read(plan(table).incrementalBy("day").after("2026-03-30").lookingBack("P1000000D").build()).firsts()).hasSize(4);
    }

    static Stream<Arguments> keyTypes() {
        return Stream.of(
                Arguments.of("int64", List.of("-9223372036854775807", "-1", "0", "9223372036854775807")),
                Arguments.of("int16", List.of("-5", "0", "7")),
                Arguments.of(
                        "decimal",
                        List.of("-100000000000000000000000.000001", "-0.000001", "0", "0.000001", "0.1", "100000000000000000000000.000000")),
                Arguments.of("double", List.of("-1e300", "-1.5", "0", "1e-300", "0.1", "0.30000000000000004", "16777217", "1e300")),
                Arguments.of("float", List.of("-3.4028e38", "-1.1", "0", "1.1", "16777216", "3.4028e38")),
                Arguments.of("date", List.of("'1000-01-01'", "'2026-03-28'", "'2026-03-29'", "'9999-12-31'")),
                Arguments.of(
                        "timestamp",
                        List.of("'1000-01-01 00:00:00'", "'2026-03-29 02:30:00'", "'2026-03-29 02:30:00.000001'", "'2026-10-25 02:30:00'")),
                Arguments.of(
                        "instant",
                        List.of("'1971-01-01 00:00:00'", "'2026-03-29 01:59:59.999999'", "'2026-03-29 02:00:00'", "'2037-12-31 23:59:59'")));
    }

    /// S36: for each type, the neutral text of a row is a bound that leaves out this row and those before it.
    @ParameterizedTest
    @MethodSource("keyTypes")
    void everyKeyTypeIsCompared(String type, List<String> literals) throws Exception {
        growsBy(type(type), literals);
    }

    /// @param literals in ascending order
    protected void growsBy(String type, List<String> literals) throws Exception {
        TableName table = table("id INT PRIMARY KEY, k %s".formatted(type));
        for (int i = 0; i < literals.size(); i++) {
            end().execute("INSERT INTO %s VALUES (%d, %s)".formatted(quoted(table), i, literals.get(i)));
        }
        List<String> rows = read(plan(table).build()).rows().stream().sorted().toList();
        for (int i = 0; i < rows.size(); i++) {
            String bound = rows.get(i).substring(2).stripTrailing();

            List<String> found = read(plan(table).incrementalBy("k").after(bound).build()).firsts();

            assertThat(found).as("%s after %s", type, bound).hasSize(literals.size() - i - 1).doesNotContain(Integer.toString(i));
        }
    }

    /// Max('a', 'B', '_') is another one in each database, so the bytes decide.
    @Test
    void aConfirmedTextKeyIsComparedByteByByte() throws Exception {
        List<String> texts = List.of("", "A", "B", "_", "a", "a ", "a'b", "a\\b", "aa", "b", "Ä", "ß", "é", "漢", "😀", "1); DROP TABLE victim; --", "' OR '1'='1", "\\' OR 1=1 -- ");
        TableName table = table("id INT PRIMARY KEY, k VARCHAR(60)");
        try (var insert = end().plain().prepareStatement("INSERT INTO %s VALUES (?, ?)".formatted(quoted(table)))) {
            for (int i = 0; i < texts.size(); i++) {
                insert.setInt(1, i);
                insert.setString(2, texts.get(i));
                insert.execute();
            }
        }
        for (String bound : texts) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                if (Arrays.compareUnsigned(texts.get(i).getBytes(StandardCharsets.UTF_8), bound.getBytes(StandardCharsets.UTF_8)) > 0) {
                    expected.add(Integer.toString(i));
                }
            }

            assertThat(read(plan(table).incrementalBy("k").textConfirmed().after(bound).build()).firsts())
                    .as(bound)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    static Stream<Arguments> noKeys() {
        return Stream.of(
                Arguments.of("missing", "1", null, "has no column \"missing\""),
                Arguments.of("flag", "true", null, "cannot be an incremental key"),
                Arguments.of("photo", "x", null, "cannot be an incremental key"),
                Arguments.of("name", "a", null, "confirm that the key grows"),
                Arguments.of("id", "1", "PT1H", "not a whole number"),
                Arguments.of("id", "1", "-1", "not a whole number"),
                Arguments.of("day", "2026-01-01", "3", "not a duration"),
                Arguments.of("day", "2026-01-01", "PT-1H", "not a duration"),
                Arguments.of("id", "NaN", null, "no value of the key"),
                Arguments.of("id", "1); DROP TABLE victim; --", null, "no value of the key"),
                Arguments.of("day", "infinity", null, "no value of the key"),
                Arguments.of("day", "2026-01-01' OR 1=1 -- ", null, "no value of the key"),
                Arguments.of("price", "-Infinity", null, "no value of the key"));
    }

    /// Not one row moves where the key cannot be one; the message says what to do and quotes no value.
    @ParameterizedTest
    @MethodSource("noKeys")
    void refusesWhatIsNoKey(String column, String bound, @Nullable String lookBack, String words) throws Exception {
        TableName table = table("id INT PRIMARY KEY, flag %s, photo %s, name VARCHAR(20), day DATE, price %s"
                .formatted(type("bool"), type("binary"), type("double")));
        end().execute("INSERT INTO %s (id) VALUES (1)".formatted(quoted(table)));
        ReadPlans plan = plan(table).incrementalBy(column).after(bound);
        if (lookBack != null) {
            plan.lookingBack(lookBack);
        }
        List<String> moved = new ArrayList<>();
        try (Connection session = end().session(Access.READ)) {
            assertThatThrownBy(() -> source().read(session, plan.build(), (_, _, _, _) -> moved.add("a row")))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                    .hasMessageContaining(words)
                    .hasMessageContaining(table.toString())
                    .hasMessageNotContaining("DROP");
        }
        assertThat(moved).isEmpty();
    }

    @Test
    void refusesABoundOfAnotherKeyAndALookBackFromATextKey() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        assertThatThrownBy(() -> read(plan(table).incrementalBy("id").after("1", "2").build())).hasMessageContaining("extract in full once");
        assertThatThrownBy(() -> read(plan(table).incrementalBy("name").textConfirmed().lookingBack("1").after("a").build()))
                .hasMessageContaining("cannot look back");
    }

    /// S41: the advice is a statement that can be run, and then is not given again.
    @Test
    void advisesAnIndexOnTheKey() throws Exception {
        TableName table = table("id INT PRIMARY KEY, a INT NOT NULL, b INT NOT NULL");
        ReadPlan plan = plan(table).incrementalBy("a", "b").after("1", "1").build();

        List<String> notes = read(plan).report().notes();

        assertThat(notes).singleElement().asString().contains("CREATE INDEX");
        end().execute(notes.getFirst().substring(notes.getFirst().indexOf("CREATE INDEX")));
        assertThat(read(plan).report().notes()).isEmpty();
        assertThat(read(plan(table).incrementalBy("id").after("1").build()).report().notes()).isEmpty();
    }

    /// A view has no index that could be advised.
    @Test
    void readsViewsIncrementally() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)");
        fill(table, 5);
        TableName view = new TableName(end().schema(), "growing_view");
        end().execute("CREATE VIEW %s AS SELECT id, name FROM %s".formatted(quoted(view), quoted(table)));

        Reading reading = read(plan(view).incrementalBy("id").after("3").build());

        assertThat(reading.firsts()).containsExactly("4", "5");
        assertThat(reading.report().notes()).isEmpty();
    }

    /// Each database finds the beginning of a tuple in an index only in a form of its own.
    protected String condition(TableName table, String column, String... more) throws Exception {
        String[] all = Stream.concat(Stream.of(column), Arrays.stream(more)).toArray(String[]::new);
        String[] bound = Arrays.stream(all).map(_ -> "50").toArray(String[]::new);
        ReadPlan plan = plan(table).incrementalBy(all).after(bound).build();
        IncrementalKey key = IncrementalKey.of(plan, plan.shape());
        return key == null ? "" : key.condition(plan.after(), comparisons());
    }

    /// A table of 100,000 rows with the key (a, b, c), as in the measurements.
    protected TableName large() throws Exception {
        TableName table = table("a INT NOT NULL, b INT NOT NULL, c INT NOT NULL, PRIMARY KEY (a, b, c)");
        end().execute("INSERT INTO %s %s".formatted(quoted(table), numbers()));
        return table;
    }

    /// A query of `(n / 1000, n % 1000, n)` for n below 100,000.
    protected abstract String numbers();
}
