package dev.syncline.dialect;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Every type of both databases on all four roads: each value arrives equal, or the table is refused with the column's name (A9, pains 8 to 14).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripIT {

    /// As hexadecimal digits, so that nothing on the way to the test can change it; a FLOAT as the double it is.
    private static final String MYSQL_BYTES = "HEX(CAST(%s AS CHAR CHARACTER SET utf8mb4))";

    private static final String MYSQL_TEXT = "CAST(%s AS CHAR CHARACTER SET utf8mb4)";

    private TestDatabase mySql;
    private TestDatabase otherMySql;
    private TestDatabase postgreSql;
    private TestDatabase otherPostgreSql;

    @BeforeAll
    void open() throws SQLException {
        mySql = TestDatabase.mySql();
        otherMySql = TestDatabase.mySql();
        postgreSql = TestDatabase.postgreSql();
        otherPostgreSql = TestDatabase.postgreSql();
        for (String definition : PostgreSqlTypes.definitions()) {
            postgreSql.execute(definition);
        }
        mySql.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
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
        TestDatabase from() {
            return mySql;
        }

        @Override
        TestDatabase to() {
            return postgreSql;
        }

        static Stream<TypeCase> types() {
            return MySqlTypes.all();
        }

        @ParameterizedTest
        @MethodSource("types")
        void arrives(TypeCase type) throws Exception {
            arrivesAsSaid(type, MYSQL_TEXT, "%s::text");
        }

        @Test
        void controlCharactersArrive() throws Exception {
            arrivesAsSaid(controlCharacters("TEXT", "CHAR"), MYSQL_TEXT, "%s::text");
        }

        @ParameterizedTest
        @ValueSource(strings = {"'0000-00-00'", "'2026-00-15'", "'2026-02-00'", "'2026-02-30'", "'0000-01-01'"})
        void aDayThatIsNoneIsRefusedWithoutBeingQuoted(String day) throws Exception {
            TableName source = fill(TypeCase.type("DATE", day));

            assertThatThrownBy(() -> copy(source))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                    .hasMessageContaining(source.table() + "_copy")
                    .hasMessageContaining("\"c\"")
                    .hasMessageNotContaining(day);
        }

        static Stream<TypeCase> withoutCharacter() {
            return MySqlTypes.withoutCharacter();
        }

        @ParameterizedTest
        @MethodSource("withoutCharacter")
        void aCodeWithoutACharacterIsRefused(TypeCase type) throws Exception {
            refusesACodeWithoutACharacter(type);
        }

        @Test
        void generatedAndInvisibleColumnsArriveAsPlainOnes() throws Exception {
            mySql.execute("""
                    CREATE TABLE made (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, a INT, doubled INT AS (a * 2) STORED, tripled INT AS (a * 3) VIRTUAL,
                    hidden INT INVISIBLE DEFAULT 7)""");
            mySql.execute("INSERT INTO made (a) VALUES (5)");

            TableName target = copy(new TableName(mySql.schema(), "made"));

            assertThat(postgreSql.texts("SELECT concat_ws(',', id, a, doubled, tripled, hidden) FROM " + target.table())).containsExactly("1,5,10,15,7");
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
        TestDatabase from() {
            return mySql;
        }

        @Override
        TestDatabase to() {
            return otherMySql;
        }

        static Stream<TypeCase> types() {
            return Stream.concat(MySqlTypes.all(), MySqlTypes.onlyForMySql());
        }

        @ParameterizedTest
        @MethodSource("types")
        void arrives(TypeCase type) throws Exception {
            List<TableName> tables = arrivesUnchanged(type, switch (type.type().replaceAll("\\W.*", "")) {
                case "FLOAT", "DOUBLE" -> "CAST(CAST(CAST(%s AS DOUBLE) AS JSON) AS CHAR)";
                case "BIT", "BINARY", "VARBINARY", "TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB" -> "HEX(%s)";
                default -> MYSQL_BYTES;
            });

            assertThat(columnType(otherMySql, tables.getLast()))
                    .isEqualTo(type.type().contains("sjis") ? "varchar(40) utf8mb4_0900_bin " : columnType(mySql, tables.getFirst()));
        }

        private static String columnType(TestDatabase end, TableName table) throws SQLException {
            return String.valueOf(end.text("SELECT CONCAT(COLUMN_TYPE, ' ', COALESCE(COLLATION_NAME, ''), ' ', COALESCE(SRS_ID, '')) FROM information_schema.COLUMNS "
                    + "WHERE TABLE_SCHEMA = '%s' AND TABLE_NAME = '%s' AND COLUMN_NAME = 'c'".formatted(table.schema(), table.table())));
        }

        @Test
        void controlCharactersArrive() throws Exception {
            arrivesUnchanged(controlCharacters("TEXT", "CHAR").and("CHAR(0)", "\0"), MYSQL_BYTES);
        }

        static Stream<TypeCase> withoutCharacter() {
            return MySqlTypes.withoutCharacter();
        }

        @ParameterizedTest
        @MethodSource("withoutCharacter")
        void aCodeWithoutACharacterIsRefused(TypeCase type) throws Exception {
            refusesACodeWithoutACharacter(type);
        }

        @Test
        void anExactNumberInADocumentMayLoseZerosAtItsEnd() throws Exception {
            TableName target = copy(fill(TypeCase.type("JSON").alike("JSON_OBJECT('price', 12.50, 'whole', 3.00, 'text', '1.50')")));

            assertThat(shown(otherMySql, target, MYSQL_TEXT)).containsExactly(null, "{\"text\": \"1.50\", \"price\": 12.5, \"whole\": 3.0}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.23456789012345678901", "0.1000000000000000000000000001", "12345678901234567890123"})
        void aNumberInADocumentIsRefusedWhereItWouldBecomeAnother(String number) throws Exception {
            TableName source = fill(TypeCase.type("JSON").alike("JSON_OBJECT('n', CAST('%s' AS DECIMAL(65,30)))".formatted(number)));

            assertThatThrownBy(() -> copy(source))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                    .hasMessageContaining(source.table() + "_copy")
                    .hasMessageContaining("column 'c'")
                    .hasMessageContaining("would change")
                    .hasMessageNotContaining(number);
        }

        @Test
        void theErrorValueOfAnEnumIsRefused() throws Exception {
            mySql.execute("SET SESSION sql_mode = ''");
            TableName source = fill(TypeCase.type("ENUM('a', 'b')").alike("'neither'"));
            mySql.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");

            assertThatThrownBy(() -> copy(source))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                    .hasMessageContaining("column 'c'");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class PostgreSqlToMySql extends RoundTrips {

        @Override
        TestDatabase from() {
            return postgreSql;
        }

        @Override
        TestDatabase to() {
            return mySql;
        }

        static Stream<TypeCase> types() {
            return PostgreSqlTypes.all();
        }

        @ParameterizedTest
        @MethodSource("types")
        void arrives(TypeCase type) throws Exception {
            arrivesAsSaid(type, "%s::text", MYSQL_TEXT);
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
            arrivesAsSaid(controlCharacters("text", "CHR"), "%s", "%s");
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
                    TypeCase.type("timestamptz", "'10000-01-01 00:00:00+00'"),
                    TypeCase.type("double precision", "'-Infinity'"),
                    TypeCase.type("real", "'NaN'"),
                    TypeCase.type("numeric(3,-2)", "'NaN'"),
                    TypeCase.type("date", "'-infinity'"),
                    TypeCase.type("timestamptz", "'-infinity'"));
        }

        /// MySQL's first warning is about the blank before BC, and quotes the value in another way.
        @Test
        void aMomentBeforeTheYearOneIsRefusedWithoutBeingQuoted() throws Exception {
            TableName source = fill(TypeCase.type("timestamp", "'0044-03-15 00:00:00 BC'"));

            assertThatThrownBy(() -> copy(source))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                    .hasMessageContaining(source.table() + "_copy")
                    .hasMessageNotContaining("0044");
        }

        @Test
        void aRowOfWideColumnsFits() throws Exception {
            String columns = IntStream.range(0, 50).mapToObj(i -> "n%d numeric(1000,0), v%d varchar(500), b%d bit varying(2000)".formatted(i, i, i))
                    .collect(Collectors.joining(", "));
            postgreSql.execute("CREATE TABLE wide (id integer PRIMARY KEY, %s)".formatted(columns));
            postgreSql.execute("INSERT INTO wide (id, n49, v49, b49) VALUES (1, 10::numeric ^ 999, repeat('漢', 500), repeat('1', 2000)::varbit)");

            TableName target = copy(new TableName("public", "wide"));

            assertThat(mySql.texts("SELECT CONCAT_WS(',', LENGTH(n49), CHAR_LENGTH(v49), LENGTH(b49)) FROM " + target.table())).containsExactly("1000,500,2000");
        }

        @Test
        void identityAndGeneratedColumnsArriveAsPlainOnes() throws Exception {
            postgreSql.execute("CREATE TABLE made (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, s serial, a integer, doubled integer GENERATED ALWAYS AS (a * 2) STORED)");
            postgreSql.execute("INSERT INTO made (a) VALUES (5)");

            TableName target = copy(new TableName("public", "made"));

            assertThat(mySql.texts("SELECT CONCAT_WS(',', id, s, a, doubled) FROM " + target.table())).containsExactly("1,1,5,10");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class PostgreSqlToPostgreSql extends RoundTrips {

        @Override
        TestDatabase from() {
            return postgreSql;
        }

        @Override
        TestDatabase to() {
            return otherPostgreSql;
        }

        static Stream<TypeCase> types() {
            return Stream.concat(PostgreSqlTypes.all(), PostgreSqlTypes.onlyForPostgreSql());
        }

        @ParameterizedTest
        @MethodSource("types")
        void arrives(TypeCase type) throws Exception {
            // The target shows money as a plain number, and so does the source when asked to.
            List<TableName> tables = arrivesUnchanged(type, type.type().equals("money") ? "%s::numeric::text" : "%s::text");

            assertThat(declared(otherPostgreSql, tables.getLast())).isEqualTo(switch (type.type()) {
                case "mood" -> "character varying(63)";
                case "positive" -> "numeric(3,0)";
                case "flag" -> "boolean";
                case "code" -> "character(5)";
                case "numbers" -> "integer[]";
                case "money" -> "numeric(19,2)";
                case "pair", "nested", "spans", "pair[]", "mood[]", "positive[]", "citext", "hstore", "ltree", "cube", "regclass", "regtype", "regproc" -> "text";
                default -> declared(postgreSql, tables.getFirst());
            });
        }

        private static String declared(TestDatabase end, TableName table) throws SQLException {
            return String.valueOf(end.text("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '%s'::regclass AND attname = 'c'"
                    .formatted(table.table().toLowerCase(Locale.ROOT))));
        }

        @Test
        void controlCharactersArrive() throws Exception {
            arrivesUnchanged(controlCharacters("text", "CHR"), "convert_to(%s, 'UTF8')::text");
        }
    }
}
