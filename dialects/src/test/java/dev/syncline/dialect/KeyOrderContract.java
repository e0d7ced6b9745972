package dev.syncline.dialect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.KeyOrder;
import dev.syncline.dialect.read.ReadPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every type that is accepted as an incremental key has the source's order in the target: each pair of values is loaded as two rows of one key field,
/// of which the one that comes later at the source has to stay, and the greatest of all has to be the one after which the source has nothing.
public abstract class KeyOrderContract extends TargetTable {

    private static final int MANY = 100;
    private static final String[] NUMBERS = {"9", "10", "11", "-1", "-10", "100", "0", "2"};
    private static final String[] DAYS = {"'2026-01-09'", "'2026-01-10'", "'1999-12-31'", "'2100-02-01'", "'1970-01-01'", "'1969-12-31'"};
    private static final String[] MOMENTS = {
        "'2026-01-09 10:00:00'", "'2026-01-10 09:00:00'", "'2026-01-09 09:59:59.9'", "'1971-12-31 00:00:00'", "'2037-02-01 00:00:00'", "'2026-01-09 10:00:00.000001'"
    };
    private static final String[] SECONDS = {
        "'2026-01-09 10:00:00'", "'2026-01-10 09:00:00'", "'2026-01-09 09:59:59'", "'1971-12-31 00:00:00'", "'2037-02-01 00:00:00'", "'2026-01-09 10:00:01'"
    };
    private static final String[] TEXTS = {"'9'", "'10'", "'11'", "'a'", "'B'", "'b'", "'A'", "'ä'", "'Z'", "'é'", "'_'", "'a b'", "'aB'"};

    private static TestDatabase mySql;
    private static TestDatabase postgreSql;

    /// @param type as the source declares it
    /// @param values of it, as literals, in no order
    public record KeyType(String type, String... values) {

        private String declaration() {
            return type.endsWith(" NULL") ? type : type + " NOT NULL";
        }

        @Override
        public String toString() {
            return type;
        }
    }

    @BeforeAll
    static void openSources() throws SQLException {
        mySql = TestDatabase.mySql();
        postgreSql = TestDatabase.postgreSql();
        postgreSql.execute("CREATE TYPE mood AS ENUM ('b', 'a', 'C', '10', '9')");
    }

    @AfterAll
    static void closeSources() throws SQLException {
        mySql.close();
        postgreSql.close();
    }

    static List<KeyType> ofMySql() {
        return List.of(
                new KeyType("TINYINT", "9", "10", "-1", "-128", "127"),
                new KeyType("SMALLINT UNSIGNED", "9", "10", "0", "65535"),
                new KeyType("MEDIUMINT", "9", "10", "-1", "-8388608", "8388607"),
                new KeyType("INT(7) UNSIGNED ZEROFILL", "9", "10", "0", "4294967295"),
                new KeyType("BIGINT", "9", "10", "-1", "-9223372036854775808", "9223372036854775807"),
                new KeyType("BIGINT UNSIGNED", "9", "10", "9223372036854775808", "18446744073709551615"),
                new KeyType("YEAR", "2026", "1999", "1901", "2155"),
                new KeyType("DECIMAL(10,2)", NUMBERS),
                new KeyType("DECIMAL(38,0)", NUMBERS),
                new KeyType("DECIMAL(40,2)", NUMBERS),
                new KeyType("DECIMAL(65,0)", NUMBERS),
                new KeyType("FLOAT", "9", "10", "-1.5", "0.1", "1e10", "1e-10"),
                new KeyType("DOUBLE", "9", "10", "-1.5", "0.1", "1e300", "1e-300"),
                new KeyType("DATE", DAYS),
                new KeyType("DATETIME", SECONDS),
                new KeyType("DATETIME(6)", MOMENTS),
                new KeyType("TIMESTAMP(3)", SECONDS),
                new KeyType("TIMESTAMP(3) NULL", SECONDS),
                new KeyType("VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci", TEXTS),
                new KeyType("VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin", TEXTS),
                new KeyType("CHAR(10) CHARACTER SET latin1 COLLATE latin1_swedish_ci", TEXTS),
                new KeyType("TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci", TEXTS),
                new KeyType("ENUM('b', 'a', 'C', '10', '9')", "'b'", "'a'", "'C'", "'10'", "'9'"),
                new KeyType("SET('b', 'a', 'C')", "'b'", "'a'", "'C'", "'a,C'"));
    }

    static List<KeyType> ofPostgreSql() {
        return List.of(
                new KeyType("smallint", "9", "10", "-1", "-32768", "32767"),
                new KeyType("integer", NUMBERS),
                new KeyType("bigint", "9", "10", "-1", "-9223372036854775808", "9223372036854775807"),
                new KeyType("oid", "9", "10", "0", "4294967295"),
                new KeyType("numeric(10,2)", NUMBERS),
                new KeyType("numeric(38,0)", NUMBERS),
                new KeyType("numeric(40,2)", NUMBERS),
                new KeyType("numeric(40,35)", NUMBERS),
                new KeyType("numeric(70,0)", NUMBERS),
                new KeyType("numeric(80,0)", NUMBERS),
                new KeyType("numeric(5,-2)", "900", "1000", "1100", "-100", "0"),
                new KeyType("numeric(2,4)", "0.0009", "0.0010", "-0.0001"),
                new KeyType("numeric", NUMBERS),
                new KeyType("money", "9", "10", "11", "-1", "0.5"),
                new KeyType("real", "9", "10", "-1.5", "0.1", "1e10", "1e-10"),
                new KeyType("double precision", "9", "10", "-1.5", "0.1", "1e300", "1e-300"),
                new KeyType("date", DAYS),
                new KeyType("timestamp", MOMENTS),
                new KeyType("timestamp(0)", SECONDS),
                new KeyType("timestamp with time zone", MOMENTS),
                new KeyType("uuid", "'00000000-0000-0000-0000-000000000009'", "'00000000-0000-0000-0000-000000000010'", "'10000000-0000-0000-0000-000000000000'",
                        "'f0000000-0000-0000-0000-000000000000'", "'00000000-0000-0000-a000-000000000000'", "'A0000000-0000-0000-0000-000000000001'"),
                new KeyType("text", TEXTS),
                new KeyType("varchar(20) COLLATE \"en-x-icu\"", TEXTS),
                new KeyType("char(5)", TEXTS),
                new KeyType("name", TEXTS),
                new KeyType("\"char\"", "'9'", "'a'", "'B'", "'_'"),
                new KeyType("mood", "'b'", "'a'", "'C'", "'10'", "'9'"),
                new KeyType("inet", "'9.0.0.1'", "'10.0.0.1'", "'10.0.0.0/8'", "'::1'"),
                new KeyType("pg_lsn", "'9/0'", "'10/0'", "'A/0'"),
                new KeyType("macaddr", "'08:00:2b:01:02:03'", "'a8:00:2b:01:02:03'"),
                new KeyType("integer[]", "'{9}'", "'{10}'", "'{10,1}'"));
    }

    /// The types whose values the target keeps as texts.
    protected abstract Set<String> refused();

    @ParameterizedTest
    @MethodSource("ofMySql")
    void keepsTheOrderOfMySql(KeyType type) throws Exception {
        keepsOrder(mySql, type);
    }

    @ParameterizedTest
    @MethodSource("ofPostgreSql")
    void keepsTheOrderOfPostgreSql(KeyType type) throws Exception {
        keepsOrder(postgreSql, type);
    }

    private void keepsOrder(TestDatabase source, KeyType type) throws SQLException, IOException {
        TableName from = pairs(source, type);
        Dialect dialect = end().dialect();
        TablePlan plan = plan(from);
        try (Connection session = source.session(Access.READ)) {
            TableShape shape = LoadHarness.shape(source, session, from);
            TableShape loaded = TableRules.loaded(plan, shape);
            List<String> flaws = KeyOrder.flaws(dialect.target(), loaded, List.of("k"));
            if (refused().contains(type.type())) {
                refuses(loaded, flaws);
                return;
            }
            assertThat(flaws).isEmpty();

            LoadHarness.Batch[] all = LoadHarness.read(source, session, from, shape).toArray(LoadHarness.Batch[]::new);
            load(LoadHarness.plan(UUID.randomUUID(), 1, table(), loaded, create(List.of("k"), true)), all);

            List<Integer> ordered = ordered(source, session, from, shape, type);
            List<Integer> expected = new ArrayList<>();
            for (int low = 0; low < type.values().length; low++) {
                for (int high = low + 1; high < type.values().length; high++) {
                    int last = ordered.indexOf(low) > ordered.indexOf(high) ? low : high;
                    expected.add((low * MANY + high) * MANY + last);
                }
            }
            List<Integer> kept = end().texts("SELECT pair * %d + place AS t FROM %s".formatted(MANY, quoted())).stream().map(Integer::valueOf).toList();
            assertThat(kept).as("which of two rows stays, as pair and place").containsExactlyInAnyOrderElementsOf(expected);
            TargetState state = inspect(loaded, "k");
            Bound greatest = Objects.requireNonNull(state.maximum());
            assertThat(read(source, session, from, shape, greatest)).as("what is greater than the target's greatest").isEmpty();
            LoadRules after = new LoadRules(new LoadMode.Merge(greatest), List.of("k"), true, null);
            LoadReport report = load(LoadHarness.plan(UUID.randomUUID(), 1, table(), loaded, after), all);
            assertThat(report.inserted() + report.updated()).as("rows put although none is greater than the bound").isZero();
        }
    }

    private void refuses(TableShape loaded, List<String> flaws) {
        assertThat(flaws).singleElement().asString().contains("\"k\"", "as a text", "choose another key");
        assertThatThrownBy(() -> inspect(loaded, "k"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                .hasMessage(flaws.getFirst());
        assertThatThrownBy(() -> load(LoadHarness.plan(UUID.randomUUID(), 1, table(), loaded, create(List.of("k"), true)))).hasMessage(flaws.getFirst());
    }

    /// A table with all pairs of values, of which now the one and now the other comes first.
    private TableName pairs(TestDatabase source, KeyType type) throws SQLException {
        TableName from = new TableName(source.schema(), table().table() + "_of_" + end().dialect().kind().id());
        source.execute("DROP TABLE IF EXISTS %s".formatted(source.dialect().quote(from.table())));
        source.execute("CREATE TABLE %s (pair INT NOT NULL, place INT NOT NULL, k %s)".formatted(source.dialect().quote(from.table()), type.declaration()));
        List<String> rows = new ArrayList<>();
        for (int low = 0; low < type.values().length; low++) {
            for (int high = low + 1; high < type.values().length; high++) {
                boolean turned = (low + high) % 2 == 0;
                for (int place : turned ? List.of(high, low) : List.of(low, high)) {
                    rows.add("(%d, %d, %s)".formatted(low * MANY + high, place, type.values()[place]));
                }
            }
        }
        source.execute("INSERT INTO %s VALUES %s".formatted(source.dialect().quote(from.table()), String.join(", ", rows)));
        return from;
    }

    private static TablePlan plan(TableName from) {
        TablePlan full = TablePlan.full(from, from);
        return new TablePlan(
                from, from, full.fullMode(), full.fieldChanges(), new Extraction.Incremental(List.of("k"), null, true), List.of("pair"), false, 0, full.values(), full.properties());
    }

    /// The places of the values in the order that the source's own comparison gives them: how many are greater than each.
    private static List<Integer> ordered(TestDatabase source, Connection session, TableName from, TableShape shape, KeyType type) throws SQLException, IOException {
        List<Integer> places = new ArrayList<>();
        List<Integer> greater = new ArrayList<>();
        for (int place = 0; place < type.values().length; place++) {
            places.add(place);
            String value = valueAt(source, session, from, shape, place);
            greater.add((int) read(source, session, from, shape, new Bound(List.of(value))).stream().map(row -> row[1]).distinct().count());
        }
        assertThat(greater).as("values that are all different").doesNotHaveDuplicates();
        places.sort((one, other) -> Integer.compare(greater.get(other), greater.get(one)));
        return places;
    }

    private static String valueAt(TestDatabase source, Connection session, TableName from, TableShape shape, int place) throws SQLException, IOException {
        return read(source, session, from, shape, null).stream().filter(row -> row[1].equals(Integer.toString(place))).findFirst().orElseThrow()[2];
    }

    private static List<String[]> read(TestDatabase source, Connection session, TableName from, TableShape shape, Bound after) throws SQLException, IOException {
        List<String[]> rows = new ArrayList<>();
        ReadPlan plan = new ReadPlan(from, shape, plan(from), after == null ? List.of() : List.of(after), List.of(), 0);
        source.dialect().source().read(session, plan, (bytes, offset, length, _) -> rows.add(new String(bytes, offset, length, StandardCharsets.UTF_8).strip().split("\t")));
        return rows;
    }
}
