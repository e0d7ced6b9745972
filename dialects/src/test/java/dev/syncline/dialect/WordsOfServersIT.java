package dev.syncline.dialect;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.ConnectionPools;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/// What the real servers answer, and what it is called: `INTERNAL` is for our own defects only.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WordsOfServersIT {

    private TestDatabase mySql;
    private TestDatabase postgreSql;
    private TestDatabase toMySql;
    private TestDatabase toPostgreSql;
    private TestDatabase toClickHouse;
    private TestDatabase toDoris;
    private TestDatabase toStarRocks;
    private int tables;

    @BeforeAll
    void open() throws SQLException {
        mySql = TestDatabase.mySql();
        postgreSql = TestDatabase.postgreSql();
        toMySql = TestDatabase.mySql();
        toPostgreSql = TestDatabase.postgreSql();
        toClickHouse = TestDatabase.clickHouse();
        toDoris = TestDatabase.doris();
        toStarRocks = TestDatabase.starRocks();
    }

    @AfterAll
    void close() throws SQLException {
        for (TestDatabase end : List.of(mySql, postgreSql, toMySql, toPostgreSql, toClickHouse, toDoris, toStarRocks)) {
            end.close();
        }
    }

    private TableName table(TestDatabase end, String columns, String... more) throws SQLException {
        TableName table = new TableName(end.schema(), "w" + ++tables);
        end.execute("CREATE TABLE %s (%s)".formatted(table.table(), columns));
        for (String statement : more) {
            end.execute(statement.replace("$t", table.table()));
        }
        return table;
    }

    /// What a reader makes of an error in the midst of the rows.
    private static SyncException failureOfRead(TestDatabase end, Connection session, TableName table, SourceDialect.RowSink sink) throws SQLException {
        TableShape shape = LoadHarness.shape(end, session, table);
        Throwable thrown = catchThrowable(() -> end.dialect().source().read(session, ReadPlan.everything(table, shape), sink));
        assertThat(thrown).isInstanceOfAny(SQLException.class, SyncException.class);
        return thrown instanceof SyncException known ? known : end.dialect().failure("read table " + table, (SQLException) thrown);
    }

    /// What a loader makes of rows that the target's table, which stays, does not take.
    private static SyncException failureOfLoad(TestDatabase from, TableName source, TestDatabase to, TableName target, LoadMode mode) throws SQLException, IOException {
        try (Connection in = from.session(Access.READ); Connection out = to.session(Access.WRITE)) {
            TableShape shape = LoadHarness.shape(from, in, source);
            LoadPlan plan = LoadHarness.plan(UUID.randomUUID(), 1, target, shape, new LoadRules(mode, List.of(), false, null));
            Throwable thrown = catchThrowable(() -> LoadHarness.load(to, out, plan, LoadHarness.read(from, in, source, shape)));
            assertThat(thrown).isInstanceOf(SyncException.class);
            return (SyncException) thrown;
        }
    }

    @Test
    void aMySqlThatBreaksInTheMidstOfTheRowsIsALostConnection() throws Exception {
        TableName table = table(mySql, "id INT PRIMARY KEY, pad LONGTEXT",
                "INSERT INTO $t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i, REPEAT('x', 100000) FROM n");
        Connection session = mySql.session(Access.READ);
        try {
            String id = textOf(session, "SELECT CONNECTION_ID()");
            boolean[] killed = new boolean[1];
            SyncException failure = failureOfRead(mySql, session, table, (_, _, _, _) -> {
                if (!killed[0]) {
                    killed[0] = true;
                    execute(mySql, "KILL " + id);
                }
            });

            assertThat(failure.code()).as(failure.getMessage()).isEqualTo(FailureCode.CONNECTION_LOST);
            assertThat(failure.getMessage()).contains("the connection to the server broke").doesNotContain("packet");
        } finally {
            session.abort(Runnable::run);
        }
    }

    @Test
    void aPostgreSqlThatBreaksInTheMidstOfTheRowsIsALostConnection() throws Exception {
        TableName table = table(postgreSql, "id int PRIMARY KEY, pad text", "INSERT INTO $t SELECT n, repeat(md5(n::text), 3000) FROM generate_series(1, 900) n");
        try (Connection session = postgreSql.session(Access.READ)) {
            String id = textOf(session, "SELECT pg_backend_pid()");
            boolean[] killed = new boolean[1];
            SyncException failure = failureOfRead(postgreSql, session, table, (_, _, _, _) -> {
                if (!killed[0]) {
                    killed[0] = true;
                    execute(postgreSql, "SELECT pg_terminate_backend(%s)".formatted(id));
                }
            });

            assertThat(failure.code()).as(failure.getMessage()).isEqualTo(FailureCode.CONNECTION_LOST);
        }
    }

    /// 25P04: the server says why, and then ends the session.
    @Test
    void aTransactionThatTakesTooLongIsNoBrokenConnection() throws Exception {
        TableName table = new TableName(postgreSql.schema(), "slow");
        postgreSql.execute("CREATE VIEW slow AS SELECT n, repeat('x', 10000) AS pad, CASE WHEN pg_sleep(0.02) IS NULL THEN n ELSE n END AS waited FROM generate_series(1, 1000) n");
        try (Connection session = postgreSql.session(Access.READ)) {
            session.createStatement().execute("SET transaction_timeout = '700ms'");
            SyncException failure = failureOfRead(postgreSql, session, table, (_, _, _, _) -> { });

            assertThat(failure.code()).as(failure.getMessage()).isEqualTo(FailureCode.TIMED_OUT);
            assertThat(failure.getMessage()).contains("transaction_timeout");
        }
    }

    @Test
    void aCheckIsAboutAValue() throws Exception {
        TableName source = table(mySql, "id INT PRIMARY KEY", "INSERT INTO $t VALUES (41414141)");
        try (TestDatabase to = TestDatabase.mySql(); TestDatabase other = TestDatabase.postgreSql(); TestDatabase house = TestDatabase.clickHouse()) {
            to.execute("CREATE TABLE held (id INT PRIMARY KEY, CONSTRAINT small CHECK (id < 10))");
            other.execute("CREATE TABLE held (id int PRIMARY KEY, CONSTRAINT small CHECK (id < 10))");
            house.execute("CREATE TABLE held (id Int32, CONSTRAINT small CHECK id < 10) ENGINE = MergeTree ORDER BY id");
            for (TestDatabase end : List.of(to, other, house)) {
                SyncException failure = failureOfLoad(mySql, source, end, new TableName(end.schema(), "held"), new LoadMode.Clear());

                assertThat(failure.code()).as(failure.getMessage()).isEqualTo(FailureCode.UNUSABLE_VALUE);
                assertThat(failure.getMessage()).containsAnyOf("heck constraint", "violates a constraint").doesNotContain("41414141");
            }
        }
    }

    /// A key field gets no null, though the source's column may have one: the message says that it is one. Without a question some of them would have been taken
    /// for an empty text, and kept as the first day or as 0 (ClickHouse 26.7, measured).
    @ParameterizedTest
    @ValueSource(strings = {
            "INT", "VARCHAR(10)", "DECIMAL(10, 2)", "DECIMAL(65, 30)", "DOUBLE", "DATE", "DATETIME(1)", "TIMESTAMP NULL", "TIME", "YEAR", "BIT(5)", "BINARY(4)", "ENUM('a', 'b')"})
    void aKeyFieldWithoutAValueIsCalledAKeyField(String type) throws Exception {
        TableName source = table(mySql, "k %s, `the note` VARCHAR(10)".formatted(type), "INSERT INTO $t VALUES (NULL, 'secret')");
        noTargetTakesTheNull(mySql, source);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "bigint", "text", "numeric(10, 2)", "numeric", "real", "boolean", "date", "timestamp(1)", "timestamptz", "time", "interval", "uuid", "bytea", "bit(5)", "varbit",
            "inet", "int4range", "box", "\"char\"", "money"})
    void aKeyFieldOfPostgreSqlWithoutAValueIsCalledAKeyField(String type) throws Exception {
        TableName source = table(postgreSql, "k %s, \"the note\" text".formatted(type), "INSERT INTO $t VALUES (NULL, 'secret')");
        noTargetTakesTheNull(postgreSql, source);
    }

    private void noTargetTakesTheNull(TestDatabase from, TableName source) throws SQLException {
        for (TestDatabase end : List.of(toMySql, toPostgreSql, toClickHouse, toDoris, toStarRocks)) {
            try (Connection in = from.session(Access.READ); Connection out = end.session(Access.WRITE)) {
                TableShape shape = LoadHarness.shape(from, in, source);
                TableShape keyed = new TableShape(
                        shape.origin(),
                        shape.columns().stream().map(column -> new Column(column.name(), column.type(), !column.name().equals("k"), column.declaration())).toList(),
                        List.of("k"));
                LoadPlan plan = LoadHarness.plan(
                        UUID.randomUUID(), 1, new TableName(end.schema(), source.table()), keyed, new LoadRules(new LoadMode.Create(false), List.of(), false, null));
                SyncException failure = (SyncException) catchThrowable(() -> LoadHarness.load(end, out, plan, LoadHarness.read(from, in, source, shape)));

                assertThat(failure).as(end.dialect().kind().id()).isNotNull();
                if (failure.code() != FailureCode.UNSUPPORTED_TYPE) { // no key can be of this type there
                    assertThat(failure.code()).as("%s: %s", end.dialect().kind().id(), failure.getMessage()).isEqualTo(FailureCode.UNUSABLE_VALUE);
                    assertThat(failure.getMessage()).as("%s: %s", end.dialect().kind().id(), failure.getCause())
                            .contains("\"k\" is a key field", "choose other keyFields").doesNotContain("secret");
                }
            }
        }
    }

    /// A TIMESTAMP without nulls makes the present time of one, in LOAD DATA always and in INSERT where `explicit_defaults_for_timestamp` is off.
    @ParameterizedTest
    @ValueSource(strings = {"ON", "OFF"})
    void aNullDoesNotBecomeThePresentTime(String explicit) throws Exception {
        mySql.execute("SET GLOBAL explicit_defaults_for_timestamp = " + explicit);
        TableName source = table(mySql, "id INT PRIMARY KEY, k TIMESTAMP NULL", "INSERT INTO $t VALUES (1, NULL)");
        try (TestDatabase end = TestDatabase.mySql()) {
            for (LoadMode mode : List.of(new LoadMode.Create(false), new LoadMode.Clear(), new LoadMode.Merge(null))) {
                end.execute("DROP TABLE IF EXISTS held");
                end.execute("CREATE TABLE held (id INT PRIMARY KEY, k TIMESTAMP NOT NULL)");
                try (Connection in = mySql.session(Access.READ); Connection out = end.session(Access.WRITE)) {
                    TableShape shape = LoadHarness.shape(mySql, in, source);
                    LoadPlan plan = LoadHarness.plan(UUID.randomUUID(), 1, new TableName(end.schema(), "held"), shape, new LoadRules(mode, List.of(), false, null));
                    LoadHarness.load(end, out, plan, LoadHarness.read(mySql, in, source, shape));
                }

                assertThat(end.text("SELECT COUNT(*) FROM held WHERE k IS NULL")).as("%s", mode).isEqualTo("1");
            }
            noTargetTakesTheNull(mySql, table(mySql, "k TIMESTAMP NULL, `the note` INT", "INSERT INTO $t VALUES (NULL, 1)"));
        } finally {
            mySql.execute("SET GLOBAL explicit_defaults_for_timestamp = ON");
        }
    }

    @Test
    void aRowThatFitsNoPartitionSaysSo() throws Exception {
        TableName source = table(mySql, "id INT PRIMARY KEY", "INSERT INTO $t VALUES (41414141)");
        try (TestDatabase to = TestDatabase.mySql(); TestDatabase other = TestDatabase.postgreSql()) {
            to.execute("CREATE TABLE held (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10))");
            other.execute("CREATE TABLE held (id int PRIMARY KEY) PARTITION BY RANGE (id)");
            other.execute("CREATE TABLE held_p0 PARTITION OF held FOR VALUES FROM (0) TO (10)");
            for (TestDatabase end : List.of(to, other)) {
                SyncException failure = failureOfLoad(mySql, source, end, new TableName(end.schema(), "held"), new LoadMode.Clear());

                assertThat(failure.code()).as(failure.getMessage()).isEqualTo(FailureCode.UNUSABLE_VALUE);
                assertThat(failure.getMessage()).contains("the table has no partition for a row").doesNotContain("41414141");
            }
        }
    }

    @Test
    void aTriggerThatRefusesARowIsAboutAValue() throws Exception {
        TableName source = table(mySql, "id INT PRIMARY KEY", "INSERT INTO $t VALUES (41414141)");
        try (TestDatabase to = TestDatabase.mySql(); TestDatabase other = TestDatabase.postgreSql()) {
            to.execute("CREATE TABLE held (id INT PRIMARY KEY)");
            to.execute("CREATE TRIGGER no BEFORE INSERT ON held FOR EACH ROW BEGIN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'secret 41414141'; END");
            other.execute("CREATE TABLE held (id int PRIMARY KEY)");
            other.execute("CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'secret %', NEW.id; END $$");
            other.execute("CREATE TRIGGER no BEFORE INSERT ON held FOR EACH ROW EXECUTE FUNCTION no()");
            for (TestDatabase end : List.of(to, other)) {
                SyncException failure = failureOfLoad(mySql, source, end, new TableName(end.schema(), "held"), new LoadMode.Clear());

                assertThat(failure.code()).as(failure.getMessage()).isEqualTo(FailureCode.UNUSABLE_VALUE);
                assertThat(failure.getMessage()).contains("a trigger of the table refuses a row").doesNotContain("secret");
            }
        }
    }

    /// `sql_big_selects` is off where an administrator has set the limit for all.
    @Test
    void aLimitOfJoinsStopsNobody() throws Exception {
        TableName table = table(mySql, "id INT PRIMARY KEY", "INSERT INTO $t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 200) SELECT i FROM n");
        mySql.execute("CREATE VIEW joined AS SELECT a.id * 1000 + b.id AS n FROM %1$s a JOIN %1$s b ON a.id <> b.id + 1".formatted(table.table()));
        String before = mySql.text("SELECT @@GLOBAL.max_join_size");
        mySql.execute("SET GLOBAL max_join_size = 100");
        try (Connection plain = mySql.anotherPlain(); Connection session = mySql.session(Access.READ)) {
            assertThatThrownBy(() -> textOf(plain, "SELECT COUNT(*) FROM joined"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(mySql.dialect().classify(e)).isEqualTo(FailureCode.MISCONFIGURED));
            TableName view = new TableName(mySql.schema(), "joined");

            assertThat(SourceFixture.rows(mySql.dialect().source(), session, view, LoadHarness.shape(mySql, session, view))).hasSizeGreaterThan(1000);
        } finally {
            mySql.execute("SET GLOBAL max_join_size = " + before);
        }
    }

    /// Others than administrators are told of it in the words of a login.
    @Test
    void aDefinerWhoIsGoneIsNoLoginThatIsRefused() throws Exception {
        TableName table = table(mySql, "id INT PRIMARY KEY", "INSERT INTO $t VALUES (1)");
        String owner = "owner" + UUID.randomUUID().toString().substring(0, 8);
        String reader = "reader" + UUID.randomUUID().toString().substring(0, 8);
        mySql.execute("CREATE USER %s IDENTIFIED BY 'p'".formatted(owner));
        mySql.execute("CREATE USER %s IDENTIFIED BY 'p'".formatted(reader));
        mySql.execute("GRANT SELECT, EXECUTE ON %s.* TO %s, %s".formatted(mySql.schema(), owner, reader));
        mySql.execute("SET GLOBAL log_bin_trust_function_creators = 1");
        mySql.execute("CREATE DEFINER = %s FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * (SELECT COUNT(*) + 1 FROM %s)".formatted(owner, table.table()));
        mySql.execute("CREATE SQL SECURITY INVOKER VIEW doubled AS SELECT twice(id) AS n FROM " + table.table());
        mySql.execute("CREATE DEFINER = %s VIEW owned AS SELECT id FROM %s".formatted(owner, table.table()));
        try (Connection session = mySql.sessionAs(reader, "p")) {
            TableName view = new TableName(mySql.schema(), "doubled");
            TableShape shape = LoadHarness.shape(mySql, session, view);
            mySql.execute("DROP USER " + owner);

            Throwable thrown = catchThrowable(() -> mySql.dialect().source().read(session, ReadPlan.everything(view, shape), (_, _, _, _) -> { }));
            SyncException failure = thrown instanceof SyncException known ? known : mySql.dialect().failure("read table doubled", (SQLException) thrown);
            assertThat(failure.code()).as(failure.getMessage()).isEqualTo(FailureCode.MISCONFIGURED);
            assertThat(failure.getMessage()).contains("who defined");

            session.abort(Runnable::run);
            try (Connection next = mySql.sessionAs(reader, "p")) {
                assertThatThrownBy(() -> textOf(next, "SELECT COUNT(*) FROM %s.owned".formatted(mySql.schema()))).isInstanceOfSatisfying(SQLException.class, e ->
                        assertThat(mySql.dialect().failure("read table owned", e).code()).as(e.getMessage()).isEqualTo(FailureCode.MISCONFIGURED));
            }
        } finally {
            mySql.execute("DROP USER " + reader);
        }
    }

    /// A database of the encoding SQL_ASCII holds any bytes; the server does not say where they stand.
    @Test
    void bytesThatAreNoCharactersNameTheirColumn() throws Exception {
        String name = "ascii_" + UUID.randomUUID().toString().substring(0, 8);
        postgreSql.execute("CREATE DATABASE %s ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0".formatted(name));
        ConnectionSettings one = postgreSql.settings();
        ConnectionSettings settings = new ConnectionSettings(
                one.id(), name, 1, one.kind(), one.host(), one.port(), name, one.user(), one.secret(), Map.of(), true);
        try (Connection session = postgreSql.dialect().dataSource(settings, TestDatabase.LOCAL, Access.READ).getConnection();
                Connection plain = DriverManager.getConnection("jdbc:postgresql://%s:%d/%s".formatted(one.host(), one.port(), name), one.user(), one.secret());
                Statement statement = plain.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, fine text, \"odd one\" varchar(10))");
            statement.execute("INSERT INTO t VALUES (1, 'a', 'b'), (2, 'a', convert_from('\\xe4ff'::bytea, 'SQL_ASCII'))");
            SyncException failure = failureOfRead(postgreSql, session, new TableName("public", "t"), (_, _, _, _) -> { });

            assertThat(failure.code()).isEqualTo(FailureCode.UNUSABLE_VALUE);
            assertThat(failure.getMessage()).contains("column \"odd one\"", "UTF-8");
        } finally {
            postgreSql.execute("DROP DATABASE %s WITH (FORCE)".formatted(name));
        }
    }

    /// Whatever their reason, nothing of these is a defect of ours: each as its server says it.
    @Test
    void whatOthersHaveMadeIsNoDefectOfOurs() throws Exception {
        TableName table = table(mySql, "id INT PRIMARY KEY", "INSERT INTO $t VALUES (1), (2)");
        mySql.execute("CREATE VIEW several AS SELECT (SELECT id FROM %s) AS n".formatted(table.table()));
        ConnectionSettings one = mySql.settings();
        ConnectionSettings without = new ConnectionSettings(one.id(), "bare", 1, one.kind(), one.host(), one.port(), null, one.user(), one.secret(), Map.of(), true);
        try (Connection session = mySql.session(Access.READ); Connection bare = mySql.dialect().dataSource(without, TestDatabase.LOCAL, Access.READ).getConnection()) {
            assertThat(answer(mySql, session, "SELECT * FROM %s.several".formatted(mySql.schema()))).isEqualTo(FailureCode.MISCONFIGURED);
            assertThat(answer(mySql, bare, "SELECT * FROM nowhere")).isEqualTo(FailureCode.MISCONFIGURED);
            assertThat(answer(mySql, session, "SET no_such_setting = 1")).isEqualTo(FailureCode.MISCONFIGURED);
        }
        TableName other = table(postgreSql, "id int PRIMARY KEY, n int", "INSERT INTO $t VALUES (1, 1), (2, 2)");
        postgreSql.execute("CREATE VIEW several AS SELECT (SELECT id FROM %s) AS n".formatted(other.table()));
        try (Connection session = postgreSql.session(Access.WRITE)) {
            session.setAutoCommit(true);
            assertThat(answer(postgreSql, session, "SELECT * FROM %s.several".formatted(postgreSql.schema()))).isEqualTo(FailureCode.MISCONFIGURED);
            assertThat(answer(postgreSql, session, "ALTER TABLE %s.%s ALTER COLUMN id TYPE bigint".formatted(postgreSql.schema(), other.table()))).isEqualTo(FailureCode.IN_USE);
            assertThat(answer(postgreSql, session, "SELECT no_such_function()")).isEqualTo(FailureCode.MISCONFIGURED);
        }
        try (TestDatabase house = TestDatabase.clickHouse(); Connection session = house.session(Access.WRITE)) {
            house.execute("CREATE TABLE held (id Int32, n Int32) ENGINE = MergeTree ORDER BY id");
            assertThat(answer(house, session, "ALTER TABLE %s.held MODIFY COLUMN id Int64".formatted(house.schema()))).isEqualTo(FailureCode.UNSUPPORTED_TYPE);
            assertThat(answer(house, session, "CREATE TABLE %s.other (id Int32) ENGINE = MergeTree ORDER BY id SETTINGS storage_policy = 'none'".formatted(house.schema())))
                    .isEqualTo(FailureCode.MISCONFIGURED);
            assertThat(answer(house, session, "SELECT number FROM numbers(100) SETTINGS max_rows_to_read = 10")).isEqualTo(FailureCode.EXHAUSTED);
        }
    }

    private static FailureCode answer(TestDatabase end, Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
            throw new AssertionError("No error: " + sql);
        } catch (SQLException e) {
            return end.dialect().classify(e);
        }
    }

    /// The key of a row is a value of it, which no message has: a query finds it.
    @Test
    void aDocumentThatIsRefusedSaysHowToFindItsRowAndTheWayOut() throws Exception {
        TableName source = table(mySql, "`the id` INT PRIMARY KEY, doc JSON",
                "INSERT INTO $t VALUES (4711, '{\"n\": 1.5}'), (4712, JSON_OBJECT('n', CAST('12345678901234567890.123456789' AS DECIMAL(65, 30))))");
        try (TestDatabase to = TestDatabase.mySql()) {
            assertThatThrownBy(() -> LoadHarness.copy(mySql, source, to, new TableName(to.schema(), "t"))).isInstanceOfSatisfying(SyncException.class, e -> {
                assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE);
                assertThat(e.getMessage()).contains("column 'doc'", "SELECT `the id`", "copy a view").doesNotContain("4712");
                String condition = e.getMessage().replaceAll("(?s).* WHERE (.*) shows the rows.*", "$1");
                assertThat(found(condition, source)).containsExactly("4712");
            });
        }
    }

    private List<String> found(String condition, TableName source) {
        try {
            return List.copyOf(mySql.texts("SELECT `the id` FROM %s WHERE %s".formatted(source.table(), condition)));
        } catch (SQLException e) {
            throw new AssertionError(condition, e);
        }
    }

    /// Of a server that accepts and says nothing it would be wrong to say that the sessions are in use.
    @Test
    void aServerThatDoesNotAnswerIsNotAWorkerWithoutSessions() throws Exception {
        try (FreshDatabase _ = SharedServers.postgreSql().freshDatabase("stalled");
                ServerSocket silent = new ServerSocket(0);
                ConnectionPools pools = new ConnectionPools(new NetworkPolicy(true, Duration.ofSeconds(2), Duration.ofSeconds(30)), 16, Duration.ofSeconds(10))) {
            ConnectionSettings one = postgreSql.settings();
            ConnectionSettings settings = new ConnectionSettings(
                    77, "silent", 1, one.kind(), "127.0.0.1", silent.getLocalPort(), one.database(), one.user(), one.secret(), Map.of(), true);

            assertThatThrownBy(() -> pools.borrow(settings, Access.WRITE)).isInstanceOfSatisfying(SyncException.class, e -> {
                assertThat(e.code()).isEqualTo(FailureCode.UNREACHABLE);
                assertThat(e.getMessage()).doesNotContain("in use", "disk");
            });
        }
    }

    @Test
    void sessionsThatAreAllInUseAreNoMatterOfTheDisk() throws Exception {
        try (ConnectionPools pools = new ConnectionPools(new NetworkPolicy(true, Duration.ofSeconds(2), Duration.ofSeconds(30)), 1, Duration.ofSeconds(10));
                Connection _ = pools.borrow(mySql.settings(), Access.WRITE)) {
            assertThatThrownBy(() -> pools.borrow(mySql.settings(), Access.WRITE)).isInstanceOfSatisfying(SyncException.class, e -> {
                assertThat(e.code()).isEqualTo(FailureCode.EXHAUSTED);
                assertThat(e.getMessage()).contains("all 1 sessions of this worker are in use", "wait for something").doesNotContain("disk");
            });
        }
    }

    private static String textOf(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(TestDatabase end, String sql) throws IOException {
        try {
            end.execute(sql);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
