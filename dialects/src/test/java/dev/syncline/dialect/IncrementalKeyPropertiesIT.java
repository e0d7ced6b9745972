package dev.syncline.dialect;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Bound;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.ReadPlan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// Random tables and bounds: what a database reads is what Java compares (S36, S38, A5, A7, A8, A21).
class IncrementalKeyPropertiesIT {

    private static final DateTimeFormatter NEUTRAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private static final List<TestDatabase> ENDS = new ArrayList<>();

    private static final Map<TestDatabase, Connection> SESSIONS = new HashMap<>();

    @BeforeContainer
    static void open() throws SQLException {
        ENDS.add(TestDatabase.mySql());
        ENDS.add(TestDatabase.postgreSql());
        for (TestDatabase end : ENDS) {
            SESSIONS.put(end, end.session(Access.READ));
            boolean mySql = end.dialect().kind().id().equals("mysql");
            end.execute("CREATE TABLE tuples (id INT PRIMARY KEY, a INT, b INT, c INT)");
            end.execute("CREATE TABLE texts (id INT PRIMARY KEY, k VARCHAR(40))");
            end.execute("CREATE TABLE numbers (id INT PRIMARY KEY, whole BIGINT, exact DECIMAL(40,9), floating %s, moment %s, stamp %s)"
                    .formatted(mySql ? "DOUBLE" : "float8", mySql ? "DATETIME(6)" : "timestamp", mySql ? "DATETIME(6)" : "timestamptz"));
        }
    }

    @AfterContainer
    static void close() throws SQLException {
        for (TestDatabase end : ENDS) {
            Objects.requireNonNull(SESSIONS.get(end)).close();
            end.close();
        }
    }

    @Provide
    Arbitrary<List<List<@Nullable Integer>>> rows() {
        return Arbitraries.integers().between(-2, 2).injectNull(0.15).list().ofSize(3).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<List<Integer>>> bounds() {
        return Arbitraries.integers().between(-2, 2).list().ofSize(3).list().ofMinSize(1).ofMaxSize(3);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void tuplesAreComparedAsJavaDoes(
            @ForAll("rows") List<List<@Nullable Integer>> rows,
            @ForAll("bounds") List<List<Integer>> bounds,
            @ForAll @IntRange(min = 1, max = 3) int columns,
            @ForAll @IntRange(max = 4) int pageSize)
            throws Exception {
        List<Bound> after = bounds.stream().map(bound -> new Bound(bound.subList(0, columns).stream().map(String::valueOf).toList())).toList();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable Integer> key = rows.get(i).subList(0, columns);
            if (key.stream().allMatch(Objects::nonNull) && bounds.stream().anyMatch(bound -> compare(key, bound) > 0)) {
                expected.add(i);
            }
        }
        for (TestDatabase end : ENDS) {
            end.execute("DELETE FROM tuples");
            try (PreparedStatement insert = end.plain().prepareStatement("INSERT INTO tuples VALUES (?, ?, ?, ?)")) {
                for (int i = 0; i < rows.size(); i++) {
                    insert.setInt(1, i);
                    for (int c = 0; c < 3; c++) {
                        insert.setObject(c + 2, rows.get(i).get(c), Types.INTEGER);
                    }
                    insert.execute();
                }
            }
            assertThat(ids(end, "tuples", List.of("a", "b", "c").subList(0, columns), after, pageSize))
                    .as(end.dialect().kind().id())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static int compare(List<@Nullable Integer> key, List<Integer> bound) {
        for (int i = 0; i < key.size(); i++) {
            int difference = Integer.compare(Objects.requireNonNull(key.get(i)), bound.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.strings().withChars("aAbB_-' \"`\\%;$\t\n\r").withCharRange('\u0001', '\u007F').withCharRange('À', 'ſ').withCharRange('一', '丐').ofMaxLength(6);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void textsAreComparedByteByByte(@ForAll List<@From("text") String> texts, @ForAll("text") String bound) throws Exception {
        List<String> some = texts.subList(0, Math.min(10, texts.size()));
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            if (Arrays.compareUnsigned(some.get(i).getBytes(StandardCharsets.UTF_8), bound.getBytes(StandardCharsets.UTF_8)) > 0) {
                expected.add(i);
            }
        }
        for (TestDatabase end : ENDS) {
            end.execute("DELETE FROM texts");
            try (PreparedStatement insert = end.plain().prepareStatement("INSERT INTO texts VALUES (?, ?)")) {
                for (int i = 0; i < some.size(); i++) {
                    insert.setInt(1, i);
                    insert.setString(2, some.get(i));
                    insert.execute();
                }
            }
            assertThat(ids(end, "texts", List.of("k"), List.of(new Bound(List.of(bound))), 0))
                    .as(end.dialect().kind().id())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /// The neutral text of a value is a bound that leaves out just this value and what is smaller.
    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void neutralTextsBecomeTheSameValues(
            @ForAll long whole,
            @ForAll @BigRange(min = "-1000000000000000000000", max = "1000000000000000000000") @Scale(9) BigDecimal exact,
            @ForAll @DoubleRange(min = -1e307, max = 1e307) @Scale(12) double floating,
            @ForAll @LongRange(min = -30_000_000_000_000_000L, max = 250_000_000_000_000_000L) long micros)
            throws Exception {
        String moment = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC).format(NEUTRAL);
        for (TestDatabase end : ENDS) {
            end.execute("DELETE FROM numbers");
            try (PreparedStatement insert = end.plain().prepareStatement("INSERT INTO numbers VALUES (?, ?, ?, ?, '%s', '%s')".formatted(moment, moment))) {
                insert.setInt(1, 0);
                insert.setLong(2, whole);
                insert.setBigDecimal(3, exact);
                insert.setDouble(4, floating);
                insert.execute();
            }
            String row = read(end, "numbers", List.of(), List.of(), 0).getFirst();
            List<String> fields = Stream.of(row.strip().split("\t")).toList();
            List<String> columns = List.of("whole", "exact", "floating", "moment", "stamp");
            for (int i = 0; i < columns.size(); i++) {
                List<Bound> after = List.of(new Bound(List.of(fields.get(i + 1))));
                assertThat(ids(end, "numbers", List.of(columns.get(i)), after, 0)).as("%s %s", end.dialect().kind(), columns.get(i)).isEmpty();
            }
            assertThat(ids(end, "numbers", List.of("whole"), List.of(new Bound(List.of(Long.toString(whole == Long.MIN_VALUE ? whole : whole - 1)))), 0))
                    .hasSize(whole == Long.MIN_VALUE ? 0 : 1);
            BigDecimal below = exact.setScale(9).subtract(new BigDecimal("0.000000001"));
            assertThat(ids(end, "numbers", List.of("exact"), List.of(new Bound(List.of(below.toPlainString()))), 0)).hasSize(1);
            assertThat(ids(end, "numbers", List.of("floating"), List.of(new Bound(List.of(Double.toString(Math.nextDown(floating))))), 0)).hasSize(1);
        }
    }

    private static List<Integer> ids(TestDatabase end, String table, List<String> key, List<Bound> after, int pageSize) throws SQLException, IOException {
        return read(end, table, key, after, pageSize).stream().map(row -> Integer.valueOf(row.substring(0, row.indexOf('\t')))).toList();
    }

    private static List<String> read(TestDatabase end, String name, List<String> key, List<Bound> after, int pageSize) throws SQLException, IOException {
        TableName table = new TableName(end.schema(), name);
        TablePlan full = TablePlan.full(table, table);
        Extraction extraction = key.isEmpty() ? full.extraction() : new Extraction.Incremental(key, null, true);
        TablePlan policy = new TablePlan(table, table, full.fullMode(), full.fieldChanges(), extraction, List.of(), false, pageSize, full.values(), full.properties());
        List<String> rows = new ArrayList<>();
        Connection session = Objects.requireNonNull(SESSIONS.get(end));
        TableShape shape = LoadHarness.shape(end, session, table);
        ReadPlan plan = new ReadPlan(table, shape, policy, after, List.of(), pageSize);
        end.dialect().source().read(session, plan, (bytes, offset, length, _) -> rows.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        return rows;
    }
}
