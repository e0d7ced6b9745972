package dev.syncline.testkit.streamload;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/// What both products do alike: a table, a load, its label, a swap.
class StreamLoadServerIT {

    private static final Map<String, String> JSON = Map.of("format", "json", "read_json_by_line", "true", "strict_mode", "true");

    @ParameterizedTest
    @EnumSource
    void aLoadedRowIsReadThroughTheDoorAndBehindIt(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("orders", "name VARCHAR(160) NULL, amount DECIMAL(20,4) NULL, big LARGEINT NULL, at DATETIME NULL, f FLOAT NULL, d DOUBLE NULL");

            RawHttp.Reply reply = database.load("orders", "l1", JSON, """
                    {"id": 1, "name": "Zoë 😀", "amount": "12345678901234.5678", "big": "-170141183460469231731687303715884105728", "at": "2026-03-29 01:59:59", "f": 16777216, "d": 1e-300}
                    {"id": 2, "name": null, "amount": "-0.0001", "big": null, "at": null, "f": 3.4028235e38, "d": null}
                    """);

            assertThat(reply.text("Status")).isEqualTo("Success");
            assertThat(reply.text("NumberLoadedRows")).isEqualTo("2");
            assertThat(database.rows("SELECT * FROM orders ORDER BY id")).containsExactly(
                    "1|Zoë 😀|12345678901234.5678|-170141183460469231731687303715884105728|2026-03-29 01:59:59|1.6777216E7|1.0E-300",
                    "2|null|-0.0001|null|null|3.4028235E38|null");
            assertThat(database.behind("SELECT id FROM orders ORDER BY id")).containsExactly("1", "2");
            assertThat(database.server().loads(database.name())).extracting(Load::label, Load::state, Load::rows)
                    .containsExactly(tuple("l1", LoadState.VISIBLE, 2L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLabelIsTakenOnce(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("orders", "v INT NULL");
            database.load("orders", "l1", JSON, "{\"id\": 1, \"v\": 1}");

            RawHttp.Reply again = database.load("orders", "l1", JSON, "{\"id\": 2, \"v\": 2}");

            assertThat(again.text("Status")).isEqualTo("Label Already Exists");
            assertThat(again.text("ExistingJobStatus")).isEqualTo("FINISHED");
            assertThat(database.state("l1")).isEqualTo("VISIBLE");
            assertThat(database.state("l2")).isEqualTo("UNKNOWN");
            assertThat(database.rows("SELECT id FROM orders")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoTablesChangePlaces(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT NULL");
            database.execute("CREATE TABLE n LIKE t");
            database.load("t", "old", JSON, "{\"id\": 1}");
            database.load("n", "new", JSON, "{\"id\": 2}");

            database.execute(product == Product.DORIS ? "ALTER TABLE t REPLACE WITH TABLE n PROPERTIES('swap' = 'true')" : "ALTER TABLE t SWAP WITH n");

            assertThat(database.rows("SELECT id FROM t")).containsExactly("2");
            assertThat(database.rows("SELECT id FROM n")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void descPrintsTheProductsTypes(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "a VARCHAR(160) NULL, b LARGEINT NULL, c DECIMAL(38,10) NOT NULL DEFAULT '0', d STRING NULL, e JSON NULL, f DATETIME NULL");

            List<String> rows = database.rows("DESC t");

            String no = product == Product.DORIS ? "No" : "NO";
            String yes = product == Product.DORIS ? "Yes" : "YES";
            assertThat(rows).extracting(row -> row.substring(0, row.lastIndexOf('|'))).containsExactly(
                    "id|int|" + no + "|true|null", "a|varchar(160)|" + yes + "|false|null", "b|largeint|" + yes + "|false|null",
                    "c|decimal(38,10)|" + no + "|false|0", "d|%s|%s|false|null".formatted(product == Product.DORIS ? "text" : "varchar(65533)", yes),
                    "e|json|" + yes + "|false|null", "f|datetime|" + yes + "|false|null");
        }
    }
}
