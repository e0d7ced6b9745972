package dev.syncline.dialect;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.connect.Access;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every type of both sources into one target: each value arrives equal, or the table is refused with the column's name. Both ends are asked in
/// their own SQL by plain sessions; nothing of the product has a part in the answers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TargetRoundTripContract {

    private TestDatabase mySql;
    private TestDatabase postgreSql;
    private TestDatabase target;

    abstract TestDatabase open() throws SQLException;

    /// What the target is asked, in its own SQL, with `%s` for the column.
    abstract String atTarget(ColumnType type);

    /// Whether the target may refuse a value.
    ///
    /// @param shown by the source
    abstract boolean isBeyond(ColumnType type, String shown);

    /// Days of MySQL that the target cannot hold.
    abstract List<String> daysBeyond();

    abstract boolean holdsNul();

    abstract boolean holdsInfinity();

    TestDatabase target() {
        return target;
    }

    @BeforeAll
    void openAll() throws SQLException {
        mySql = TestDatabase.mySql();
        mySql.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
        postgreSql = TestDatabase.postgreSql();
        postgreSql.execute("SET IntervalStyle = 'iso_8601'");
        for (String definition : PostgreSqlTypes.definitions()) {
            postgreSql.execute(definition);
        }
        target = open();
    }

    @AfterAll
    void closeAll() throws SQLException {
        mySql.close();
        postgreSql.close();
        target.close();
    }

    abstract class Roads extends RoundTrips {

        @Override
        TestDatabase to() {
            return target;
        }

        abstract String atSource(ColumnType type, String declared);

        private static final int TOGETHER = 16;

        private final Map<TypeCase, Arrived> together = new HashMap<>();

        private record Arrived(TableName source, TableName copied, String column, ColumnType neutral) {}

        /// Copies tables of many types, which takes as long as one of a single type. Where the source does not make such a table, or the target does not take
        /// it, it is halved, and what is left alone is copied by its own test.
        void copyTogether(Stream<TypeCase> types) {
            List<TypeCase> all = types.toList();
            for (int i = 0; i < all.size(); i += TOGETHER) {
                copyTogether(all.subList(i, Math.min(all.size(), i + TOGETHER)));
            }
        }

        private void copyTogether(List<TypeCase> types) {
            if (types.size() < 2) {
                return;
            }
            try {
                TableName source = fill(types);
                TableName copied = copy(source);
                try (Connection session = from().session(Access.READ)) {
                    List<Column> columns = LoadHarness.shape(from(), session, source).columns();
                    for (int i = 0; i < types.size(); i++) {
                        together.put(types.get(i), new Arrived(source, copied, "c" + i, columns.get(i + 1).type()));
                    }
                }
            } catch (SQLException | SyncException | IOException _) {
                copyTogether(types.subList(0, types.size() / 2));
                copyTogether(types.subList(types.size() / 2, types.size()));
            }
        }

        /// With others, where they could be copied together.
        void arrivesWithOthers(TypeCase type) throws Exception {
            Arrived one = together.get(type);
            if (one == null) {
                arrives(type);
                return;
            }
            int rows = type.values().size();
            List<@Nullable String> expected = shown(from(), one.source, one.column, rows, atSource(one.neutral, type.type())).stream().map(text -> common(one.neutral, text)).toList();
            List<@Nullable String> found = shown(target, one.copied, one.column, rows, atTarget(one.neutral)).stream().map(text -> common(one.neutral, text)).toList();
            assertThat(found).as("%s, %s", type.type(), one.neutral).isEqualTo(expected).hasSize(rows);
        }

        void arrives(TypeCase type) throws Exception {
            TableName source = fill(type);
            ColumnType neutral;
            try (Connection session = from().session(Access.READ)) {
                neutral = LoadHarness.shape(from(), session, source).columns().getLast().type();
            }
            List<@Nullable String> shown = shown(from(), source, atSource(neutral, type.type()));
            if (shown.stream().anyMatch(value -> value != null && isBeyond(neutral, value))) {
                arrivesOrIsRefused(type, neutral);
            } else {
                assertSame(neutral, source, copy(source), type);
            }
        }

        private void arrivesOrIsRefused(TypeCase type, ColumnType neutral) throws Exception {
            for (TypeCase.Value value : type.values()) {
                TableName source = fill(new TypeCase(type.type(), List.of(value), type.show()));
                String shown = shown(from(), source, atSource(neutral, type.type())).getFirst();
                TableName copied;
                try {
                    copied = copy(source);
                } catch (SyncException e) {
                    assertThat(isBeyond(neutral, String.valueOf(shown))).as("%s is refused: %s", type.type(), e.getMessage()).isTrue();
                    assertRefusal(e, source, String.valueOf(shown));
                    continue;
                }
                assertSame(neutral, source, copied, type);
            }
        }

        void assertRefused(TableName source, String secret) {
            assertThatThrownBy(() -> copy(source)).isInstanceOfSatisfying(SyncException.class, e -> assertRefusal(e, source, secret));
        }

        private void assertRefusal(SyncException e, TableName source, String secret) {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(FailureCode.UNUSABLE_VALUE);
            assertThat(e.getMessage()).contains(source.table() + "_copy", "column \"c\"").doesNotContain(secret);
        }

        private void assertSame(ColumnType neutral, TableName source, TableName copied, TypeCase type) throws SQLException {
            List<@Nullable String> expected = shown(from(), source, atSource(neutral, type.type())).stream().map(text -> common(neutral, text)).toList();
            List<@Nullable String> found = shown(target, copied, atTarget(neutral)).stream().map(text -> common(neutral, text)).toList();
            assertThat(found).as("%s, %s", type.type(), neutral).isEqualTo(expected).hasSizeGreaterThan(0);
        }
    }

    /// The form that both systems share.
    @Nullable String common(ColumnType type, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (type) {
            case ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _ -> {
                if (text.matches("NaN|-?Infinity")) {
                    yield text;
                }
                BigDecimal number = new BigDecimal(text);
                yield number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            }
            case ColumnType.Floating(int bits) -> {
                double number = Double.parseDouble(text.replace("Infinity", "inf").replace("inf", "Infinity").replace("nan", "NaN"));
                yield bits == 32 ? Float.toString((float) number) : Double.toString(number);
            }
            case ColumnType.Timestamp _, ColumnType.Instant _ -> text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
            case ColumnType.Text _, ColumnType.Binary _ -> text.toUpperCase(Locale.ROOT);
            default -> text;
        };
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class FromMySql extends Roads {

        @Override
        TestDatabase from() {
            return mySql;
        }

        static Stream<TypeCase> types() {
            return MySqlTypes.all();
        }

        @BeforeAll
        void copyTogether() {
            copyTogether(types());
        }

        @ParameterizedTest
        @MethodSource("types")
        void each(TypeCase type) throws Exception {
            arrivesWithOthers(type);
        }

        @Override
        String atSource(ColumnType type, String declared) {
            return switch (type) {
                case ColumnType.Text _ -> "HEX(CONVERT(%s USING utf8mb4))";
                case ColumnType.Binary _ -> "HEX(%s)";
                case ColumnType.Floating _ -> "CAST(CAST(CAST(%s AS DOUBLE) AS JSON) AS CHAR)";
                case ColumnType.Bits _ -> "CAST(%s + 0 AS CHAR)";
                case ColumnType.Bool _ -> "ELT(%s + 1, 'false', 'true')";
                case ColumnType.Geometry _ -> "CONCAT(HEX(SUBSTRING(ST_AsBinary(%s, 'axis-order=long-lat'), 1, 4)), ' ', ST_SRID(%s), ' ',"
                        + " HEX(SUBSTRING(ST_AsBinary(%s, 'axis-order=long-lat'), 6)))";
                default -> "CAST(%s AS CHAR CHARACTER SET utf8mb4)";
            };
        }

        @Test
        void controlCharactersArrive() throws Exception {
            arrives(RoundTripIT.controlCharacters("TEXT", "CHAR"));
        }

        @Test
        void aNulArrivesOrIsRefused() throws Exception {
            TypeCase type = TypeCase.type("TEXT", "CONCAT('secret', CHAR(0), 'b')");
            if (holdsNul()) {
                arrives(type);
            } else {
                assertRefused(fill(type), "secret");
            }
        }

        @Test
        void aDayThatIsNoneOrOutOfRangeIsRefusedWithoutBeingQuoted() throws Exception {
            for (String day : List.of("0000-00-00", "2026-00-15", "2026-02-00", "2026-02-30")) {
                assertRefused(fill(TypeCase.type("DATE", "'%s'".formatted(day))), day);
                assertRefused(fill(TypeCase.type("DATETIME(6)", "'%s'".formatted(day))), day);
            }
            for (String day : daysBeyond()) {
                assertRefused(fill(TypeCase.type("DATE", "'%s'".formatted(day))), day);
            }
        }

        /// ClickHouse's String would take the mark of a null for the letter N.
        @Test
        void aNullInAKeyFieldIsRefused() throws Exception {
            TableName source = fill(TypeCase.type("VARCHAR(10)", "'a'"));
            List<LoadHarness.Batch> rows;
            TableShape keyed;
            try (Connection session = mySql.session(Access.READ)) {
                var shape = LoadHarness.shape(mySql, session, source);
                rows = LoadHarness.read(mySql, session, source, shape);
                keyed = new TableShape(
                        shape.origin(),
                        shape.columns().stream().map(column -> new Column(column.name(), column.type(), false, column.declaration())).toList(),
                        List.of("c"));
            }

            try (Connection session = target.session(Access.WRITE)) {
                assertThatThrownBy(() -> LoadHarness.load(target, session, new TableName(target.schema(), "nulls"), keyed, rows))
                        .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                        .hasMessageContaining("column \"c\": a null stands where none is allowed");
            }
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class FromPostgreSql extends Roads {

        @Override
        TestDatabase from() {
            return postgreSql;
        }

        static Stream<TypeCase> types() {
            return PostgreSqlTypes.all();
        }

        @BeforeAll
        void copyTogether() {
            copyTogether(types());
        }

        @ParameterizedTest
        @MethodSource("types")
        void each(TypeCase type) throws Exception {
            arrivesWithOthers(type);
        }

        @Override
        String atSource(ColumnType type, String declared) {
            return switch (type) {
                // A cast takes the blanks off a bpchar without a length and writes an address with its mask; as it is printed it has neither.
                case ColumnType.Text _ -> declared.equals("bpchar") || declared.equals("inet")
                        ? "CASE WHEN %s IS NOT NULL THEN encode(convert_to(concat(%s), 'UTF8'), 'hex') END"
                        : "encode(convert_to(%s::text, 'UTF8'), 'hex')";
                case ColumnType.Binary _ -> "encode(%s, 'hex')";
                case ColumnType.Floating _ -> "%s::float8::text";
                case ColumnType.Decimal _ -> "%s::numeric::text";
                case ColumnType.Instant _ -> "(%s AT TIME ZONE 'UTC')::text";
                default -> "%s::text";
            };
        }

        @Test
        void controlCharactersArrive() throws Exception {
            arrives(RoundTripIT.controlCharacters("text", "CHR"));
        }

        @Test
        void floatsThatAreNoNumbersArriveOrAreRefused() throws Exception {
            for (String type : List.of("real", "double precision")) {
                for (String number : List.of("NaN", "Infinity", "-Infinity")) {
                    TypeCase one = TypeCase.type(type, "'%s'".formatted(number));
                    if (holdsInfinity()) {
                        arrives(one);
                    } else {
                        assertRefused(fill(one), number);
                    }
                }
            }
        }

        static Stream<TypeCase> unusable() {
            List<TypeCase> cases = new ArrayList<>();
            for (String type : List.of("date", "timestamp", "timestamptz")) {
                for (String value : List.of("'infinity'", "'-infinity'", "'0044-03-15 BC'", "'10000-01-01'", "'294276-01-01'")) {
                    cases.add(TypeCase.type(type, value));
                }
            }
            cases.add(TypeCase.type("numeric(10,2)", "'NaN'"));
            cases.add(TypeCase.type("numeric(3,-2)", "'NaN'"));
            return cases.stream();
        }

        @ParameterizedTest
        @MethodSource("unusable")
        void whatCannotBeHeldIsRefusedWithoutBeingQuoted(TypeCase type) throws Exception {
            assertRefused(fill(type), String.valueOf(type.values().getFirst().shown()));
        }
    }
}
