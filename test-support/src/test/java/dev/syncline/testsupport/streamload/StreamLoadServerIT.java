package dev.syncline.testsupport.streamload;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/// What both products do alike: a table, a load, its label, a swap, the two hops and what goes wrong in them.
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
                    .containsExactly(tuple("l1", EmulatedLoadState.VISIBLE, 2L));
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

    @ParameterizedTest
    @EnumSource
    void theFrontEndWantsExpectAndSendsTheClientToTheBackEnd(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");

            try (RawHttp without = database.toFrontEnd().with("Content-Length", "5").sendHead("PUT", database.target("t"));
                    RawHttp with = database.toFrontEnd().with("Content-Length", "5").with("Expect", "100-continue").sendHead("PUT", database.target("t"))) {
                RawHttp.Reply refused = without.reply();
                assertThat(refused.status()).isEqualTo(200);
                assertThat(refused.text(product == Product.DORIS ? "msg" : "Message")).endsWith("There is no 100-continue header");
                assertThat(refused.text(product == Product.DORIS ? "status" : "Status")).isEqualTo("FAILED");

                RawHttp.Reply redirect = with.reply();
                String end = "127.0.0.1:%d%s".formatted(database.server().backEndPort(), database.target("t"));
                assertThat(redirect.status()).isEqualTo(307);
                assertThat(redirect.body()).isEmpty();
                assertThat(redirect.headers()).containsEntry("location",
                        product == Product.DORIS ? "http://root:syncline@%s?".formatted(end) : "http://" + end);
                assertThat(with.isAtEnd()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsRefusedInTheProductsWay(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product);
                RawHttp wrong = RawHttp.to(database.server().httpPort()).as("root", "wrong").with("Expect", "100-continue").sendHead("PUT", database.target("t"));
                RawHttp none = RawHttp.to(database.server().httpPort()).with("Expect", "100-continue").sendHead("PUT", database.target("t"))) {
            for (RawHttp.Reply reply : List.of(wrong.reply(), none.reply())) {
                assertThat(reply.status()).isEqualTo(product == Product.DORIS ? 200 : 401);
                if (product == Product.DORIS) {
                    assertThat(reply.text("code") + reply.text("msg")).isEqualTo("401Unauthorized");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownTableOrUserWithoutARightIsRefused(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            String user = "reader_" + product;
            database.server().behind().execute("", "CREATE USER IF NOT EXISTS %1$s@'%%' IDENTIFIED BY 'r'".formatted(user));
            database.server().behind().execute("", "GRANT SELECT ON `%s`.* TO %s@'%%'".formatted(database.name(), user));

            assertThat(database.load("nope", "l1", JSON, "").body()).contains(product == Product.DORIS ? "Unknown table 'nope'" : "unknown table \\\"%s.nope\\\"".formatted(database.name()));
            try (RawHttp reader = RawHttp.to(database.server().httpPort()).as(user, "r").with("Expect", "100-continue").sendHead("PUT", database.target("t"))) {
                RawHttp.Reply reply = reader.reply();
                assertThat(reply.body()).contains("Access denied");
                assertThat(reply.status()).isEqualTo(product == Product.DORIS ? 200 : 401);
            }
            try (Connection login = DriverManager.getConnection(
                    database.server().jdbcUrl(database.name()) + "&allowPublicKeyRetrieval=true", user, "r")) {
                assertThat(login.isValid(5)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBackEndSaysNoBeforeItReadsTheBody(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.load("t", "used", JSON, "{\"id\": 1}");

            assertThat(refusal(database.toBackEnd().with("label", "used").with("Content-Length", "9"), database)).isEqualTo("Label Already Exists");
            assertThat(refusal(database.toBackEnd().with("label", "a b").with("Content-Length", "9"), database)).contains("Label format error");
            assertThat(refusal(database.toBackEnd().with("label", "l2"), database)).contains("content-length");
            assertThat(refusal(database.toBackEnd().with("label", "l2").with("Content-Length", "9").with("Transfer-Encoding", "chunked"), database))
                    .contains("do not set both");
            assertThat(refusal(RawHttp.to(database.server().backEndPort()).with("Content-Length", "9"), database)).contains("no valid Basic authorization");
            if (product == Product.STARROCKS) {
                assertThat(refusal(database.toBackEnd().with("format", "json").with("Content-Length", "104857601"), database)).contains("ignore_json_size");
            }
        }
    }

    private static String refusal(RawHttp request, EmulatedDatabase database) throws IOException {
        try (request) {
            RawHttp.Reply reply = request.with("Expect", "100-continue").sendHead("PUT", database.target("t")).reply();
            assertThat(reply.status()).isEqualTo(200);
            return reply.text("Status").equals("Fail") ? reply.text("Message") : reply.text("Status");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLabelRunsWhileItsBodyIsOnItsWayAndIsFreeWhenTheClientGoesAway(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            try (RawHttp first = database.toBackEnd().with(JSON).with("label", "l1").with("Transfer-Encoding", "chunked").with("Expect", "100-continue")
                    .sendHead("PUT", database.target("t"))) {
                assertThat(first.reply().status()).isEqualTo(100);

                assertThat(database.load("t", "l1", JSON, "{\"id\": 1}").text("ExistingJobStatus")).isEqualTo("RUNNING");
                assertThat(database.state("l1")).isEqualTo("PREPARE");
            }

            await().until(() -> database.state("l1").equals("ABORTED"));
            assertThat(database.load("t", "l1", JSON, "{\"id\": 1}").text("Status")).isEqualTo("Success");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChunkedBodyIsTaken(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");

            try (RawHttp load = database.toBackEnd().with(JSON).with("Transfer-Encoding", "chunked").sendHead("PUT", database.target("t"))) {
                load.write("5\r\n{\"id\"\r\n4\r\n: 1}\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                assertThat(load.reply().text("Status")).isEqualTo("Success");
            }

            assertThat(database.rows("SELECT id FROM t")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplyMayBeLostAfterTheCommitOrTheLoadBeforeIt(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.server().nextLoad(Fault.REPLY_LOST_AFTER_COMMIT);
            database.server().nextLoad(Fault.RESET_BEFORE_COMMIT);

            assertThatThrownBy(() -> database.load("t", "l1", JSON, "{\"id\": 1}")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> database.load("t", "l2", JSON, "{\"id\": 2}")).isInstanceOf(IOException.class);

            assertThat(database.state("l1")).isEqualTo("VISIBLE");
            assertThat(database.state("l2")).isEqualTo("ABORTED");
            assertThat(database.rows("SELECT id FROM t")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreSeenSomeTimeAfterAPublishTimeout(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.server().nextLoad(Fault.PUBLISH_TIMEOUT, 2);
            database.server().nextLoad(Fault.PUBLISH_TIMEOUT_FOREVER);

            assertThat(database.load("t", "l1", JSON, "{\"id\": 1}").text("Status")).isEqualTo("Publish Timeout");
            assertThat(database.load("t", "l2", JSON, "{\"id\": 2}").text("Status")).isEqualTo("Publish Timeout");

            assertThat(database.load("t", "l1", JSON, "{\"id\": 1}").text("ExistingJobStatus")).isEqualTo("FINISHED");
            assertThat(database.state("l1")).isEqualTo("COMMITTED");
            assertThat(database.rows("SELECT id FROM t")).isEmpty();
            assertThat(database.state("l1")).isEqualTo("VISIBLE");
            assertThat(List.of(database.state("l2"), database.state("l2"), database.state("l2"))).containsOnly("COMMITTED");
            assertThat(database.rows("SELECT id FROM t")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLabelMayRunElsewhere(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.server().nextLoad(Fault.RUNNING_ELSEWHERE_THEN_COMMITTED, 2);
            database.server().nextLoad(Fault.RUNNING_ELSEWHERE_THEN_ABORTED, 1);

            assertThat(database.load("t", "l1", JSON, "{\"id\": 1}").text("ExistingJobStatus")).isEqualTo("RUNNING");
            assertThat(database.load("t", "l2", JSON, "{\"id\": 2}").text("ExistingJobStatus")).isEqualTo("RUNNING");

            assertThat(List.of(database.state("l1"), database.state("l1"))).containsExactly("PREPARE", "VISIBLE");
            assertThat(database.state("l2")).isEqualTo("ABORTED");
            assertThat(database.rows("SELECT id FROM t")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLoadMayFailWithAnAddressThatTellsWhy(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.server().nextLoad(Fault.FAIL_WITH_ERROR_URL);

            RawHttp.Reply reply = database.load("t", "l1", JSON, "{\"id\": 1}");

            assertThat(reply.text("Status")).isEqualTo("Fail");
            URI url = URI.create(reply.text("ErrorURL"));
            try (RawHttp log = RawHttp.to(url.getPort()).sendHead("GET", url.getPath() + "?" + url.getQuery())) {
                assertThat(log.reply().body()).startsWith("Reason: ");
            }
            assertThat(database.load("t", "l1", JSON, "{\"id\": 1}").text("Status")).isEqualTo("Success");
        }
    }

    @ParameterizedTest
    @EnumSource
    void repliesMayBeNoneOfTheProtocol(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.server().nextLoad(Fault.HTTP_500);
            database.server().nextLoad(Fault.TRUNCATED_JSON);

            assertThat(database.load("t", "l1", JSON, "{\"id\": 1}").status()).isEqualTo(500);
            RawHttp.Reply truncated = database.load("t", "l2", JSON, "{\"id\": 2}");

            assertThatThrownBy(truncated::json).isInstanceOf(JacksonException.class);
            assertThat(database.server().labels(database.name())).containsExactly(Map.entry("l1", EmulatedLoadState.ABORTED), Map.entry("l2", EmulatedLoadState.VISIBLE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBackEndMayBeUnknownOrDown(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.server().nextLoad(Fault.NO_BACK_END);
            database.server().nextLoad(Fault.BACK_END_DOWN);

            assertThat(database.load("t", "l1", JSON, "{\"id\": 1}").body()).contains("FAILED").contains("No backend alive");
            assertThatThrownBy(() -> database.load("t", "l1", JSON, "{\"id\": 1}")).isInstanceOf(ConnectException.class);
            assertThat(database.load("t", "l1", JSON, "{\"id\": 1}").text("Status")).isEqualTo("Success");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLoadMayHangUntilItIsReleased(Product product) throws Exception {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.createKeyed("u", "v INT");
            database.server().nextLoadOf(database.name(), "t", Fault.HANG, 0);
            CompletableFuture<String> status = new CompletableFuture<>();

            Thread.ofVirtual().start(() -> {
                try {
                    status.complete(database.load("t", "l1", JSON, "{\"id\": 1}").text("Status"));
                } catch (IOException e) {
                    status.completeExceptionally(e);
                }
            });

            assertThat(database.load("u", "l2", JSON, "{\"id\": 1}").text("Status")).isEqualTo("Success");
            await().until(() -> database.state("l1").equals("PREPARE"));
            assertThat(database.rows("SELECT id FROM t")).isEmpty();
            database.server().release();
            assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo("Success");
            assertThat(database.rows("SELECT id FROM t")).containsExactly("1");
        }
    }
}
