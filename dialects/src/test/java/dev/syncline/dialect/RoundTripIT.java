package dev.syncline.dialect;

import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every ordinary type of both databases on all four roads.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripIT {

    /// As hexadecimal digits, so that nothing on the way to the test can change it; a FLOAT as the double it is.
    private static final String MYSQL_BYTES = "HEX(CAST(%s AS CHAR CHARACTER SET utf8mb4))";

    private End mySql;
    private End otherMySql;
    private End postgreSql;
    private End otherPostgreSql;

    @BeforeAll
    void open() throws SQLException {
        mySql = End.mySql();
        otherMySql = End.mySql();
        postgreSql = End.postgreSql();
        otherPostgreSql = End.postgreSql();
        for (String definition : PostgreSqlTypes.definitions()) {
            postgreSql.execute(definition);
        }
    }

    @AfterAll
    void close() throws SQLException {
        mySql.close();
        otherMySql.close();
        postgreSql.close();
        otherPostgreSql.close();
    }

    /// Characters 1 to 31 and 127, each alone and between others.
    static TypeCase controlCharacters(String type, String function) {
        TypeCase all = TypeCase.type(type);
        for (int c = 1; c <= 127; c = c == 31 ? 127 : c + 1) {
            String character = Character.toString(c);
            all.and("%s(%d)".formatted(function, c), character);
            all.and("CONCAT('a', %s(%d), 'b\\\\')".formatted(function, c).replace("\\\\", function.equals("CHR") ? "\\" : "\\\\"), "a" + character + "b\\");
        }
        return all;
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class MySqlToPostgreSql extends RoundTrips {

        @Override
        End from() {
            return mySql;
        }

        @Override
        End to() {
            return postgreSql;
        }

        static Stream<TypeCase> types() {
            return MySqlTypes.all();
        }

        @ParameterizedTest
        @MethodSource("types")
        void arrives(TypeCase type) throws Exception {
            arrivesAsSaid(type, "%s::text");
        }

        @Test
        void controlCharactersArrive() throws Exception {
            arrivesAsSaid(controlCharacters("TEXT", "CHAR"), "%s::text");
        }

        @Test
        void aZeroDateIsRefusedWithoutBeingQuoted() throws Exception {
            TableName source = fill(TypeCase.type("DATE", "'0000-00-00'"));

            assertThatThrownBy(() -> copy(source))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                    .hasMessageContaining(source.table() + "_copy")
                    .hasMessageContaining("\"c\"")
                    .hasMessageNotContaining("0000-00-00");
        }

        @Test
        void aNulIsRefused() throws Exception {
            TableName source = fill(TypeCase.type("TEXT", "CONCAT('secret', CHAR(0))"));

            assertThatThrownBy(() -> copy(source))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                    .hasMessageNotContaining("secret");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class MySqlToMySql extends RoundTrips {

        @Override
        End from() {
            return mySql;
        }

        @Override
        End to() {
            return otherMySql;
        }

        static Stream<TypeCase> types() {
            return Stream.concat(MySqlTypes.all(), MySqlTypes.onlyForMySql());
        }

        @ParameterizedTest
        @MethodSource("types")
        void arrives(TypeCase type) throws Exception {
            arrivesUnchanged(type, switch (type.type().replaceAll("\\W.*", "")) {
                case "FLOAT", "DOUBLE" -> "CAST(CAST(%s AS DOUBLE) AS CHAR)";
                case "BIT", "BINARY", "VARBINARY", "BLOB", "LONGBLOB" -> "HEX(%s)";
                default -> MYSQL_BYTES;
            });
        }

        @ParameterizedTest
        @MethodSource("types")
        void keepsItsType(TypeCase type) throws Exception {
            TableName source = fill(type);

            TableName target = copy(source);

            assertThat(columnType(otherMySql, target)).isEqualTo(columnType(mySql, source));
        }

        private static String columnType(End end, TableName table) throws SQLException {
            return String.valueOf(end.text("SELECT CONCAT(COLUMN_TYPE, ' ', COALESCE(COLLATION_NAME, '')) FROM information_schema.COLUMNS "
                    + "WHERE TABLE_SCHEMA = '%s' AND TABLE_NAME = '%s' AND COLUMN_NAME = 'c'".formatted(table.schema(), table.table())));
        }

        @Test
        void controlCharactersArrive() throws Exception {
            arrivesUnchanged(controlCharacters("TEXT", "CHAR").and("CHAR(0)", "\0"), MYSQL_BYTES);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class PostgreSqlToMySql extends RoundTrips {

        @Override
        End from() {
            return postgreSql;
        }

        @Override
        End to() {
            return mySql;
        }

        static Stream<TypeCase> types() {
            return PostgreSqlTypes.all();
        }

        @ParameterizedTest
        @MethodSource("types")
        void arrives(TypeCase type) throws Exception {
            arrivesAsSaid(type, switch (type.type()) {
                case "bytea" -> "HEX(%s)";
                case "bit(8)", "bit(64)" -> "CAST(%s AS UNSIGNED)";
                default -> "CAST(%s AS CHAR CHARACTER SET utf8mb4)";
            });
        }

        @Test
        void realsArriveToTheLastBit() throws Exception {
            TypeCase reals = TypeCase.type("real", "3.4028235e38", "16777217", "1.17549435e-38", "0.1");

            TableName target = copy(fill(reals));

            assertThat(shown(mySql, target, "CAST(CAST(%s AS DOUBLE) AS CHAR)"))
                    .containsExactly("3.4028234663852886e38", "16777216", "1.1754943508222875e-38", "0.10000000149011612", null);
        }

        @Test
        void controlCharactersArrive() throws Exception {
            arrivesAsSaid(controlCharacters("text", "CHR"), "%s");
        }

        @ParameterizedTest
        @MethodSource("unusable")
        void whatMySqlCannotHoldIsRefusedWithoutBeingQuoted(TypeCase type) throws Exception {
            TableName source = fill(type);

            assertThatThrownBy(() -> copy(source))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                    .hasMessageContaining(source.table() + "_copy")
                    .hasMessageContaining("column 'c'")
                    .hasMessageNotContaining(String.valueOf(type.values().getFirst().shown()));
        }

        static Stream<TypeCase> unusable() {
            return Stream.of(
                    TypeCase.type("double precision", "'NaN'"),
                    TypeCase.type("real", "'Infinity'"),
                    TypeCase.type("numeric(10,2)", "'NaN'"),
                    TypeCase.type("date", "'infinity'"),
                    TypeCase.type("date", "'0044-03-15 BC'"),
                    TypeCase.type("date", "'10000-01-01'"),
                    TypeCase.type("timestamp", "'infinity'"),
                    TypeCase.type("timestamptz", "'10000-01-01 00:00:00+00'"));
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class PostgreSqlToPostgreSql extends RoundTrips {

        @Override
        End from() {
            return postgreSql;
        }

        @Override
        End to() {
            return otherPostgreSql;
        }

        static Stream<TypeCase> types() {
            return Stream.concat(PostgreSqlTypes.all(), PostgreSqlTypes.onlyForPostgreSql());
        }

        @ParameterizedTest
        @MethodSource("types")
        void arrives(TypeCase type) throws Exception {
            // The target shows money as a plain number, and so does the source when asked to.
            arrivesUnchanged(type, type.type().equals("money") ? "%s::numeric::text" : "%s::text");
        }

        @ParameterizedTest
        @MethodSource("types")
        void keepsItsTypeWhereEveryPostgreSqlHasIt(TypeCase type) throws Exception {
            TableName source = fill(type);

            TableName target = copy(source);

            String expected = switch (type.type()) {
                case "mood" -> "character varying(63)";
                case "positive" -> "numeric(3,0)";
                case "flag" -> "boolean";
                case "money" -> "numeric(19,2)";
                case "pair", "regclass" -> "text";
                default -> declared(postgreSql, source);
            };
            assertThat(declared(otherPostgreSql, target)).isEqualTo(expected);
        }

        private static String declared(End end, TableName table) throws SQLException {
            return String.valueOf(end.text("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '%s'::regclass AND attname = 'c'"
                    .formatted(table.table().toLowerCase(Locale.ROOT))));
        }

        @Test
        void controlCharactersArrive() throws Exception {
            arrivesUnchanged(controlCharacters("text", "CHR"), "convert_to(%s, 'UTF8')::text");
        }
    }
}
