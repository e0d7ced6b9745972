package dev.syncline.testsupport.streamload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of the bytes of a body: the rules by which real loaders lose data.
class StreamLoadDataIT {

    private static final Map<String, String> STRICT = Map.of("strict_mode", "true");
    private static final Map<String, String> JSON = Map.of("format", "json", "strict_mode", "true");

    @ParameterizedTest
    @EnumSource
    void nullInCsvIsABackslashAndAnNAndAnEmptyFieldIsEmpty(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a STRING, b STRING");

            database.load("t", "l1", with(STRICT, "enclose", "\""), "1\t\\N\t\n2\t\"\\N\"\t\"a\tb\"\n");

            assertThat(database.rows("SELECT * FROM t ORDER BY id")).containsExactly("1|null|", "2|null|a\tb");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongNumberOfFieldsFiltersTheRow(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a STRING");

            RawHttp.Reply strict = database.load("t", "l1", STRICT, "1\ta\n2\ta\tb\n");
            RawHttp.Reply lenient = database.load("t", "l1", with(STRICT, "max_filter_ratio", "0.5"), "1\ta\n2\ta\tb\n");

            assertThat(strict.text("Status")).isEqualTo("Fail");
            assertThat(strict.text("Message")).contains("too many filtered rows");
            assertThat(strict.text("ErrorURL")).startsWith("http://127.0.0.1:");
            assertThat(strict.text("NumberLoadedRows")).isEqualTo(product == Product.DORIS ? "0" : "1");
            assertThat(lenient.text("Status")).isEqualTo("Success");
            assertThat(lenient.text("NumberFilteredRows")).isEqualTo("1");
            assertThat(database.rows("SELECT * FROM t")).containsExactly("1|a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void starRocksLosesBlankRows(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createPlain("t", "a VARCHAR(10)");

            database.load("t", "l1", STRICT, "x\n\ny\n");

            assertThat(database.rows("SELECT a FROM t ORDER BY a")).hasSize(product == Product.DORIS ? 3 : 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatAreNotUtf8AreFiltered(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a STRING");

            RawHttp.Reply reply = database.load("t", "l1", with(STRICT, "max_filter_ratio", "1"), "1\tä\n2\tb\n".getBytes(StandardCharsets.ISO_8859_1));

            assertThat(reply.text("NumberFilteredRows")).isEqualTo("1");
            assertThat(database.rows("SELECT * FROM t")).containsExactly("2|b");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeConvertedIsSilentlyNullUnlessStrict(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a INT");

            RawHttp.Reply lenient = database.load("t", "l1", Map.of(), "1\tabc\n");
            RawHttp.Reply strict = database.load("t", "l2", STRICT, "2\tabc\n");

            assertThat(lenient.text("Status")).isEqualTo("Success");
            assertThat(strict.text("Status")).isEqualTo("Fail");
            assertThat(database.rows("SELECT * FROM t")).containsExactly("1|null");
        }
    }

    @ParameterizedTest
    @CsvSource({"TINYINT,128", "SMALLINT,-32769", "INT,2147483648", "BIGINT,9223372036854775808", "LARGEINT,170141183460469231731687303715884105728",
        "'DECIMAL(5,2)',1000", "FLOAT,1e39", "DATE,2025-02-29", "DATETIME,2025-01-01 24:00:00", "VARCHAR(4),grüß", "INT,1.5", "BOOLEAN,yes"})
    void strictModeFiltersWhatTheTypeDoesNotHold(String type, String value) throws SQLException, IOException {
        for (Product product : Product.values()) {
            try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
                database.createKeyed("t", "a " + type);

                RawHttp.Reply reply = database.load("t", "l1", JSON, "{\"id\": 1, \"a\": \"%s\"}".formatted(value));

                assertThat(reply.text("Status")).isEqualTo("Fail");
                assertThat(reply.text("NumberFilteredRows")).isEqualTo("1");
                assertThat(database.rows("SELECT * FROM t")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TINYINT,-128", "LARGEINT,-170141183460469231731687303715884105728", "'DECIMAL(38,10)',9999999999999999999999999999.0123456789",
        "DATE,0001-01-01", "VARCHAR(6),grüß", "BOOLEAN,1", "DATE,9999-12-31"})
    void theLastValueOfATypeIsKept(String type, String value) throws SQLException, IOException {
        for (Product product : Product.values()) {
            try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
                database.createKeyed("t", "a " + type);

                database.load("t", "l1", JSON, "{\"id\": 1, \"a\": \"%s\"}".formatted(value));

                assertThat(database.rows("SELECT CAST(a AS VARCHAR) FROM t")).containsExactly(value);
            }
        }
    }

    @Test
    void dorisRoundsAFractionToTheDeclaredPlaces() throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.DORIS)) {
            database.createKeyed("t", "a DATETIME, b DATETIME(6)");

            database.load("t", "l1", JSON, "{\"id\": 1, \"a\": \"2025-12-31 23:59:59.6\", \"b\": \"2025-12-31 23:59:59.123456\"}");

            assertThat(database.rows("SELECT CAST(a AS STRING), CAST(b AS STRING) FROM t")).containsExactly("2026-01-01 00:00:00|2025-12-31 23:59:59.123456");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNumberOfJsonPassesThroughADoubleAndAStringDoesNot(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a DECIMAL(38,10), b DECIMAL(38,10)");

            database.load("t", "l1", JSON, "{\"id\": 1, \"a\": 1234567890123456789.0123456789, \"b\": \"1234567890123456789.0123456789\"}");

            assertThat(database.rows("SELECT a, b FROM t")).containsExactly("1234567890123456800.0000000000|1234567890123456789.0123456789");
        }
    }

    @ParameterizedTest
    @EnumSource
    void jsonComesByLineOrInAnArray(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a STRING NOT NULL DEFAULT 'none', j JSON");

            database.load("t", "l1", with(JSON, "read_json_by_line", "true"), "{\"id\": 1, \"a\": \"x\\n\\u0000y\", \"other\": 7}\n{\"id\": 2}\n");
            RawHttp.Reply array = database.load("t", "l2", with(JSON, "strip_outer_array", "true"), "[{\"id\": 3, \"a\": \"\", \"j\": {\"k\": [1, null]}}]");

            assertThat(array.text("Status")).isEqualTo("Success");
            assertThat(database.rows("SELECT id, HEX(a), j FROM t ORDER BY id")).containsExactly("1|780A0079|null", "2|6E6F6E65|null", "3||{\"k\":[1,null]}");
        }
    }

    @Test
    void starRocksRefusesAnArrayThatIsNotAnnounced() throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.createKeyed("t", "a INT");

            RawHttp.Reply reply = database.load("t", "l1", JSON, "[{\"id\": 3}]");

            assertThat(reply.text("Status")).isEqualTo("Fail");
            assertThat(reply.text("Message")).contains("strip_outer_array");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fieldsWithoutAColumnAreDroppedAndColumnsWithoutADefaultMissed(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a INT NULL, b INT NOT NULL DEFAULT '5'");
            database.createKeyed("n", "a INT NOT NULL");

            RawHttp.Reply dropped = database.load("t", "l1", with(STRICT, "columns", "id, nope"), "1\t2\n");
            RawHttp.Reply missed = database.load("n", "l2", with(STRICT, "columns", "id, nope"), "1\t2\n");

            assertThat(dropped.text("Status")).isEqualTo("Success");
            assertThat(database.rows("SELECT * FROM t")).containsExactly("1|null|5");
            assertThat(missed.text("Status")).isEqualTo("Fail");
            assertThat(missed.text("Message")).contains("Column has no default value");
            assertThat(database.state("l2")).isEqualTo("ABORTED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLastRowOfAKeyWinsAndAllAreCounted(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a INT");

            RawHttp.Reply reply = database.load("t", "l1", JSON, "{\"id\": 1, \"a\": 1}\n{\"id\": 1, \"a\": 2}\n");
            database.load("t", "l2", JSON, "{\"id\": 1, \"a\": 3}\n");

            assertThat(reply.text("NumberLoadedRows")).isEqualTo("2");
            assertThat(database.rows("SELECT * FROM t")).containsExactly("1|3");
        }
    }

    @Test
    void keysOfDorisAreEqualIfBothAreNullAndDifferByCase() throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.DORIS)) {
            database.execute("CREATE TABLE t (k VARCHAR(65533) NULL, a INT) UNIQUE KEY(k) DISTRIBUTED BY HASH(k) PROPERTIES('replication_num'='1')");

            database.load("t", "l1", JSON, "{\"k\": null, \"a\": 1}\n{\"k\": null, \"a\": 2}\n{\"k\": \"a\", \"a\": 3}\n{\"k\": \"A\", \"a\": 4}\n{\"k\": \"a \", \"a\": 5}\n");

            assertThat(database.rows("SELECT a FROM t ORDER BY a")).containsExactly("2", "3", "4", "5");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDuplicateTableKeepsAllRows(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createPlain("t", "a INT");

            database.load("t", "l1", STRICT, "1\n1\n");
            RawHttp.Reply partial = database.load("t", "l2", with(STRICT, product == Product.DORIS ? "partial_columns" : "partial_update", "true"), "1\n");

            assertThat(database.rows("SELECT a FROM t")).containsExactly("1", "1");
            assertThat(partial.text("Status")).isEqualTo("Fail");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCarriageReturnBeforeTheDefaultDelimiterIsLostInDoris(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a STRING");

            database.load("t", "l1", STRICT, "1\ta\r\n");

            assertThat(database.rows("SELECT HEX(a) FROM t")).containsExactly(product == Product.DORIS ? "61" : "610D");
        }
    }

    @ParameterizedTest
    @EnumSource
    void headersOfTheOtherProductAreNotLookedAt(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a STRING");
            String own = product == Product.DORIS ? "line_delimiter" : "row_delimiter";
            String other = product == Product.DORIS ? "row_delimiter" : "line_delimiter";

            RawHttp.Reply ignored = database.load("t", "l1", with(with(STRICT, other, "\\x02"), "column_separator", "\\x01"), "1\u0001a\u00022\u0001b\u0002");
            database.load("t", "l2", with(with(STRICT, own, "\\x02"), "column_separator", "\\x01"), "1\u0001a\u00022\u0001b\u0002");

            assertThat(ignored.text("Status")).isEqualTo("Fail");
            assertThat(database.rows("SELECT * FROM t ORDER BY id")).containsExactly("1|a", "2|b");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreDeletedByKey(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a INT");
            database.load("t", "l1", STRICT, "1\t1\n2\t2\n");

            Map<String, String> delete = product == Product.DORIS ? with(STRICT, "merge_type", "DELETE") : with(STRICT, "columns", "id, a, __op");
            database.load("t", "l2", delete, product == Product.DORIS ? "1\t1\n" : "1\t1\t1\n3\t3\t0\n");

            assertThat(database.rows("SELECT id FROM t ORDER BY id")).containsExactly(product == Product.DORIS ? new String[] {"2"} : new String[] {"2", "3"});
        }
    }

    @Test
    void starRocksTakesBytesInHexadecimal() throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.createKeyed("t", "a VARBINARY");

            database.load("t", "l1", STRICT, "1\t00FFab\n");

            assertThat(database.rows("SELECT HEX(a) FROM t")).containsExactly("00FFAB");
        }
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return all;
    }
}
