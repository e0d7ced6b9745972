package dev.syncline.testsupport.streamload;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the real front ends were seen to accept and to refuse over SQL.
class StreamLoadDefinitionsIT {

    private static final String ONE_REPLICA = " PROPERTIES('replication_num'='1')";

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "(id BIGINT NOT NULL, d DECIMAL(38,10), t DATETIME(6), j JSON, v VARCHAR(65533)) UNIQUE KEY(id) DISTRIBUTED BY HASH(id) BUCKETS 10",
        "(id DECIMAL(20,0) NOT NULL, v INT) UNIQUE KEY(id) DISTRIBUTED BY HASH(id) BUCKETS AUTO",
        "(id INT, v INT) DISTRIBUTED BY HASH(id)",
        "(id INT, v STRING COMMENT 'what''s said') ENGINE=OLAP DUPLICATE KEY(id) COMMENT 'loads' DISTRIBUTED BY RANDOM BUCKETS 2",
        "(id INT, dt DATETIME NOT NULL) DUPLICATE KEY(id) AUTO PARTITION BY RANGE (date_trunc(dt, 'month')) () DISTRIBUTED BY HASH(id)"})
    void dorisAcceptsTheTable(String table) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.DORIS)) {
            database.execute("CREATE TABLE t " + table + ONE_REPLICA);

            assertThat(database.rows("SHOW CREATE TABLE t").getFirst()).startsWith("t|CREATE TABLE `t` (");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "(v INT, id INT) UNIQUE KEY(id) DISTRIBUTED BY HASH(id); ordered prefix of the schema",
        "(id INT, v INT) UNIQUE KEY(x) DISTRIBUTED BY HASH(id); doesn't exist",
        "(id INT, v INT) UNIQUE KEY(id) DISTRIBUTED BY HASH(v); is not key column",
        "(id STRING, v INT) UNIQUE KEY(id) DISTRIBUTED BY HASH(id); should not be used in key column",
        "(id DOUBLE, v INT) UNIQUE KEY(id) DISTRIBUTED BY HASH(id); should not be used in key column",
        "(id INT, v VARCHAR(65534)) UNIQUE KEY(id) DISTRIBUTED BY HASH(id); 65533",
        "(id INT, v DECIMAL(76,10)) UNIQUE KEY(id) DISTRIBUTED BY HASH(id); Decimal256 is not supported",
        "(id INT, v VARBINARY(10)) UNIQUE KEY(id) DISTRIBUTED BY HASH(id); VARBINARY",
        "(id INT, dt DATETIME NOT NULL) UNIQUE KEY(id) AUTO PARTITION BY RANGE (date_trunc(dt, 'month')) () DISTRIBUTED BY HASH(id); is not key column",
        "(id INT, v INT) UNIQUE KEY(id) DISTRIBUTED BY RANDOM; random distribution",
        "(id INT, dt DATETIME) DUPLICATE KEY(id) AUTO PARTITION BY RANGE (date_trunc(dt, 'month')) () DISTRIBUTED BY HASH(id); doesn't support NULL column",
        "(id INT, v STRING) DUPLICATE KEY(id) DISTRIBUTED BY HASH(v); should not be used in distribution column",
        "(id INT, v INT) PRIMARY KEY(id) DISTRIBUTED BY HASH(id); mismatched input"})
    void dorisRefusesTheTable(String table, String message) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.DORIS)) {
            refuses(database, "CREATE TABLE t " + table + ONE_REPLICA, message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "(id LARGEINT NOT NULL, v DECIMAL(76,10), w DECIMAL(40,2)) PRIMARY KEY(id) DISTRIBUTED BY HASH(id) BUCKETS 4 ORDER BY (v)",
        "(id INT, v VARBINARY) PRIMARY KEY(id) DISTRIBUTED BY HASH(id)",
        "(id INT, dt DATETIME, v VARCHAR(1048576)) DUPLICATE KEY(id) PARTITION BY date_trunc('month', dt) DISTRIBUTED BY RANDOM",
        "(`größe und mehr` INT, `select` INT) DUPLICATE KEY(`größe und mehr`) DISTRIBUTED BY HASH(`größe und mehr`)"})
    void starRocksAcceptsTheTable(String table) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.execute("CREATE TABLE `ein t` " + table + ONE_REPLICA);

            assertThat(database.rows("SHOW TABLES LIKE 'ein t'")).containsExactly("ein t");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "(v INT, id INT) PRIMARY KEY(id) DISTRIBUTED BY HASH(id); Key columns must be the first few columns of the schema",
        "(id INT, v INT) PRIMARY KEY(x) DISTRIBUTED BY HASH(id); Key column(x) doesn't exist",
        "(id INT, v INT) PRIMARY KEY(id) DISTRIBUTED BY HASH(v); Distribution column[v] is not key column",
        "(id DOUBLE, v INT) PRIMARY KEY(id) DISTRIBUTED BY HASH(id); primary key column type not supported",
        "(id DECIMAL(20,0), v INT) PRIMARY KEY(id) DISTRIBUTED BY HASH(id); primary key column type not supported",
        "(id INT, dt DATETIME) PRIMARY KEY(id) PARTITION BY date_trunc('month', dt) DISTRIBUTED BY HASH(id); is not key column",
        "(id INT UNSIGNED) DISTRIBUTED BY HASH(id); syntax error",
        "(id INT, v DATETIME(6)) DISTRIBUTED BY HASH(id); syntax error",
        "(id INT, v VARCHAR(1048577)) DISTRIBUTED BY HASH(id); 1048576",
        "(id INT, v INT DEFAULT 7) DISTRIBUTED BY HASH(id); syntax error",
        "(id INT, v DOUBLE) DISTRIBUTED BY HASH(v); should not be used in distribution column",
        "(id INT, v DOUBLE) PRIMARY KEY(id) DISTRIBUTED BY HASH(id) ORDER BY(v); Sort key",
        "(id INT, v DOUBLE) PARTITION BY (v) DISTRIBUTED BY HASH(id); not supported in list partition",
        "(id INT, v DECIMAL(5,1)) PARTITION BY (v) DISTRIBUTED BY HASH(id); not supported in list partition",
        "(id INT, v DATE) PARTITION BY date_trunc('hour', v) DISTRIBUTED BY HASH(id); not supported in date_trunc",
        "(id INT, __op INT) DISTRIBUTED BY HASH(id); system reserved name",
        "(id INT, __ROW INT) DISTRIBUTED BY HASH(id); system reserved name",
        "(id INT, ___count___ INT) DISTRIBUTED BY HASH(id); system reserved name",
        "(id INT, `a=b` INT) DISTRIBUTED BY HASH(id); Incorrect column name 'a=b'",
        "(id INT, `a*` INT) DISTRIBUTED BY HASH(id); Incorrect column name 'a*'",
        "(id INT, __starrocks_shadow_x INT) DISTRIBUTED BY HASH(id); Incorrect column name '__starrocks_shadow_x'"})
    void starRocksRefusesTheTable(String table, String message) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            refuses(database, "CREATE TABLE t " + table + ONE_REPLICA, message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatWantsMoreReplicasThanThereAreBackEndsIsRefused(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            String table = "CREATE TABLE t (id INT) DUPLICATE KEY(id) DISTRIBUTED BY HASH(id) BUCKETS 1";

            refuses(database, table, "num");
            refuses(database, table + " PROPERTIES('replication_num'='2')", "num");
            refuses(database, table + " PROPERTIES('replication_num'='1', 'colour'='red')", "Unknown properties");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPrimaryKeyOfStarRocksIsNotNullEvenIfNotDeclaredSo(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            String key = product == Product.DORIS ? "UNIQUE" : "PRIMARY";

            database.execute("CREATE TABLE t (id INT, v INT) %s KEY(id) DISTRIBUTED BY HASH(id)%s".formatted(key, ONE_REPLICA));

            assertThat(database.rows("SHOW FULL COLUMNS FROM t")).first().asString().startsWith("id|int||" + (product == Product.DORIS ? "YES" : "NO") + "|YES|");
        }
    }

    /// Seen: they are not refused, but there is another table afterwards.
    @Test
    void starRocksDropsBackQuotesInsideOfNames() throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.execute("CREATE TABLE `x``y` (`a``b` INT) DISTRIBUTED BY HASH(`a``b`)" + ONE_REPLICA);

            assertThat(database.rows("SHOW TABLES LIKE 'x%'")).containsExactly("xy");
            assertThat(database.rows("SHOW FULL COLUMNS FROM xy")).singleElement().asString().startsWith("ab|int");
            assertThat(database.rows("SELECT count(*) FROM `xy` WHERE `a``b` IS NULL")).containsExactly("0");
        }
    }

    @Test
    void dorisTakesTableNamesOfItsOwnPatternOnly() throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.DORIS)) {
            String rest = " (id INT) DISTRIBUTED BY HASH(id)" + ONE_REPLICA;

            database.execute("CREATE TABLE `a-b_1`" + rest);
            refuses(database, "CREATE TABLE `_a`" + rest, "Incorrect table name '_a'");
            refuses(database, "CREATE TABLE `größe`" + rest, "Table name regex is");
            refuses(database, "CREATE TABLE `%s`%s".formatted("a".repeat(65), rest), "table_name_length_limit");
            database.execute("SET enable_unicode_name_support = true");
            database.execute("CREATE TABLE `größe`" + rest);
        }
    }

    @ParameterizedTest
    @EnumSource
    void columnsAreAddedWhereTheyAreWanted(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT, w INT");
            database.execute("INSERT INTO t (id, v, w) VALUES (1, 2, 3)");

            database.execute("ALTER TABLE t ADD COLUMN c INT NULL AFTER v, ADD COLUMN s STRING NULL");
            database.execute("ALTER TABLE t ADD COLUMN at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP");

            assertThat(database.rows("SELECT id, v, c, w, s FROM t")).containsExactly("1|2|null|3|null");
            assertThat(database.rows("DESC t")).extracting(row -> row.split("\\|")[0]).containsExactly("id", "v", "c", "w", "s", "at");
            assertThat(database.rows("SHOW ALTER TABLE COLUMN FROM %s WHERE TableName = 't' ORDER BY CreateTime DESC LIMIT 1".formatted(database.name())))
                    .singleElement().asString().contains("|FINISHED|");
            refuses(database, "ALTER TABLE t ADD COLUMN n INT NOT NULL", "default value");
            refuses(database, "ALTER TABLE t ADD COLUMN IF NOT EXISTS c INT NULL", "mismatched input");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingElseHappensToATableWhileItsColumnIsModified(Product product) throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.server().nextSchemaChange(2);

            database.execute("ALTER TABLE t MODIFY COLUMN v BIGINT NULL");

            String inProgress = product == Product.DORIS ? "SCHEMA_CHANGE" : "A schema change operation is in progress";
            refuses(database, "ALTER TABLE t ADD COLUMN c INT NULL", inProgress);
            assertThat(database.load("t", "l1", Map.of("format", "json"), "{\"id\": 1}").text("Status")).isEqualTo(product == Product.DORIS ? "Fail" : "Success");
            String poll = "SHOW ALTER TABLE COLUMN FROM %s WHERE TableName = 't' ORDER BY CreateTime DESC LIMIT 1".formatted(database.name());
            assertThat(database.rows(poll)).singleElement().asString().contains("|RUNNING|");
            assertThat(database.rows("DESC t").get(1)).startsWith("v|int|");
            assertThat(database.rows(poll)).singleElement().asString().contains("|RUNNING|");
            assertThat(database.rows(poll)).singleElement().asString().contains("|FINISHED|");
            assertThat(database.rows("DESC t").get(1)).startsWith("v|bigint|");
            assertThat(database.load("t", "l2", Map.of("format", "json"), "{\"id\": 1, \"v\": 4294967296}").text("Status")).isEqualTo("Success");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaChangeMayBeCancelled(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.server().nextSchemaChangeFails(0, "no disk");

            database.execute("ALTER TABLE t MODIFY COLUMN v BIGINT NULL");

            assertThat(database.rows("SHOW ALTER TABLE COLUMN FROM " + database.name())).singleElement().asString().contains("|CANCELLED|no disk|");
            assertThat(database.rows("DESC t").get(1)).startsWith("v|int|");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesAreCopiedRenamedEmptiedAndDropped(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.execute("CREATE TABLE IF NOT EXISTS u LIKE t");
            database.execute("INSERT INTO u (id, v) VALUES (1, 1), (1, 2)");

            database.execute("ALTER TABLE u RENAME w");

            assertThat(database.rows("SELECT * FROM w")).containsExactly("1|2");
            database.execute("TRUNCATE TABLE w");
            assertThat(database.rows("SELECT * FROM w")).isEmpty();
            database.execute("DROP TABLE w FORCE");
            database.execute("DROP TABLE IF EXISTS w");
            refuses(database, "DESC w", "w");
            refuses(database, "SELECT * FROM w", product == Product.DORIS ? "Table [w] does not exist" : "Unknown table");
            refuses(database, "DROP TABLE w", product == Product.DORIS ? "Table [w] does not exist" : "Table w is not found");
        }
    }

    @Test
    void dorisMayDropTheTableThatIsReplaced() throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.DORIS)) {
            database.createKeyed("t", "v INT");
            database.createKeyed("n", "w INT");

            database.execute("ALTER TABLE t REPLACE WITH TABLE n PROPERTIES('swap' = 'false')");

            assertThat(database.rows("SHOW TABLES")).containsExactly("t");
            assertThat(database.rows("DESC t").get(1)).startsWith("w|int|");
            refuses(database, "ALTER TABLE t SWAP WITH n", "mismatched input");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLabelledInsertHappensOnce(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("s", "v INT");
            database.createKeyed("t", "v INT");
            database.execute("INSERT INTO s (id, v) VALUES (1, 1), (2, 2)");
            database.execute("INSERT INTO t VALUES (1, 0)");

            int rows = database.execute("INSERT INTO t WITH LABEL l1 (id, v) SELECT id, v FROM s");

            assertThat(rows).isEqualTo(2);
            assertThat(database.rows("SELECT * FROM t ORDER BY id")).containsExactly("1|1", "2|2");
            refuses(database, "INSERT INTO t WITH LABEL l1 (id, v) SELECT id, v FROM s",
                    product == Product.DORIS ? "errCode = 2, detailMessage = Label [l1] has already been used, relate to txn [" : "Label [l1] has already been used.");
            refuses(database, "INSERT INTO t WITH LABEL l2 (id) SELECT nope FROM s", "nope");
            assertThat(database.server().labels(database.name())).containsExactly(Map.entry("l1", EmulatedLoadState.VISIBLE), Map.entry("l2", EmulatedLoadState.ABORTED));
            refuses(database, "INSERT INTO t WITH LABEL `l.3` (id) SELECT id FROM s", "Label format error");
        }
    }

    @Test
    void anOlderRowDoesNotReplaceANewerOneInDorisSequenceTables() throws SQLException, IOException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.DORIS)) {
            database.execute("""
                    CREATE TABLE t (id INT NOT NULL, v INT, e BIGINT) UNIQUE KEY(id) DISTRIBUTED BY HASH(id)
                    PROPERTIES('replication_num'='1', 'function_column.sequence_col'='e')""");
            database.execute("INSERT INTO t VALUES (1, 10, 2), (2, 20, 2)");

            database.load("t", "l1", Map.of("format", "json"), "{\"id\": 1, \"v\": 11, \"e\": 1}\n{\"id\": 2, \"v\": 21, \"e\": 3}");

            assertThat(database.rows("SELECT * FROM t ORDER BY id")).containsExactly("1|10|2", "2|21|3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theProductSaysWhatItIs(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            assertThat(database.rows("SELECT @@version_comment")).containsExactly(product == Product.DORIS ? "Doris version doris-3.0.6" : "4.1.0-711c6c2");
            assertThat(database.connection().getMetaData().getDatabaseProductVersion()).isEqualTo(product == Product.DORIS ? "5.7.99" : "8.0.33");
            assertThat(database.rows("SHOW BACKENDS")).singleElement().asString().contains("|true|");
            assertThat(database.rows("SHOW VARIABLES LIKE 'version_comment'")).hasSize(1);
            database.execute("SET query_timeout = 600, time_zone = '+00:00'");
            assertThat(database.rows("SELECT @@query_timeout, CAST(CAST('7' AS BIGINT) AS STRING)")).containsExactly("600|7");
            refuses(database, "SHOW ENGINES", "mismatched input");
            refuses(database, "CREATE VIEW v AS SELECT 1", "mismatched input");
            refuses(database, "ADMIN SHOW FRONTEND CONFIG", "mismatched input");
        }
    }

    @Test
    void starRocksTellsTheIdOfATable() throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.createKeyed("t", "v INT");
            database.createKeyed("n", "v INT");
            String id = "SELECT TABLE_ID FROM information_schema.tables_config WHERE TABLE_SCHEMA = '%s' AND TABLE_NAME = '%s'";
            String before = database.rows(id.formatted(database.name(), "n")).getFirst();

            database.execute("ALTER TABLE t SWAP WITH n");

            assertThat(database.rows(id.formatted(database.name(), "t"))).containsExactly(before);
            assertThat(database.rows("SELECT current_version()")).containsExactly("4.1.0-711c6c2");
        }
    }

    /// Of an ADD and a MODIFY of one second, the time gives the ADD, and the number of the job the MODIFY.
    @Test
    void starRocksTellsTheLastChangeByItsNumberOnly() throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.createKeyed("t", "v INT");
            String last = "SHOW ALTER TABLE COLUMN FROM %s WHERE TableName = 't' ORDER BY %s DESC LIMIT 1";
            // They may fall into two seconds.
            for (int i = 0; i < 3; i++) {
                database.execute("ALTER TABLE t ADD COLUMN a%d INT NULL".formatted(i));
                database.server().nextSchemaChange(9);
                database.execute("ALTER TABLE t MODIFY COLUMN a%d BIGINT NULL".formatted(i));
                if (database.rows(last.formatted(database.name(), "CreateTime")).getFirst().contains("|FINISHED|")) {
                    assertThat(database.rows(last.formatted(database.name(), "JobId"))).singleElement().asString().contains("|RUNNING|");
                    return;
                }
                while (database.rows(last.formatted(database.name(), "JobId")).getFirst().contains("|RUNNING|")) {
                    continue;
                }
            }
            throw new AssertionError("No two changes came within one second");
        }
    }

    @Test
    void starRocksOverwritesTheRowsOfATableThatStaysTheOneItIs() throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.createKeyed("s", "v INT");
            database.createKeyed("t", "v INT");
            database.execute("INSERT INTO s (id, v) VALUES (1, 1), (2, 2)");
            database.execute("INSERT INTO t VALUES (7, 7)");
            String id = "SELECT TABLE_ID FROM information_schema.tables_config WHERE TABLE_SCHEMA = '%s' AND TABLE_NAME = 't'".formatted(database.name());
            List<String> before = database.rows(id);

            assertThat(database.execute("INSERT OVERWRITE t WITH LABEL l1 (id, v) SELECT id, v FROM s")).isEqualTo(2);

            assertThat(database.rows("SELECT * FROM t ORDER BY id")).containsExactly("1|1", "2|2");
            assertThat(database.rows(id)).isEqualTo(before);
            assertThat(database.rows("SHOW TABLES")).containsExactly("s", "t");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "v DECIMAL(12,2) NULL; Can not change INT to DECIMAL(12,2)",
        "b TINYINT NULL; Can not change BOOLEAN to TINYINT",
        "id BIGINT NOT NULL; Can not modify key column",
        "s BIGINT NULL; Can not modify sort column"})
    void starRocksNeverMakesTheseOther(String column, String refusal) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.execute("CREATE TABLE t (id INT, v INT, b BOOLEAN, s INT) PRIMARY KEY(id) DISTRIBUTED BY HASH(id) ORDER BY(s)" + ONE_REPLICA);

            refuses(database, "ALTER TABLE t MODIFY COLUMN " + column, refusal);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDistributionColumnIsNeverMadeOther(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.execute("CREATE TABLE t (id INT, v INT) DUPLICATE KEY(id) DISTRIBUTED BY HASH(v)" + ONE_REPLICA);

            refuses(database, "ALTER TABLE t MODIFY COLUMN v BIGINT NULL", "Can not modify distribution column");
        }
    }

    @Test
    void aViewThatNobodyMaySeeHoldsItsName() throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.createKeyed("t", "v INT");
            database.server().hiddenView(database.name(), "w", true);

            assertThat(database.rows("SELECT TABLE_NAME FROM information_schema.tables WHERE TABLE_SCHEMA = '%s'".formatted(database.name()))).containsExactly("t");
            refuses(database, "DESC w", "Access denied");
            refuses(database, "ALTER TABLE t RENAME w", "Table name[w] is already used");
        }
    }

    @Test
    void withNoBackEndDorisAnswersNoSelect() throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.DORIS)) {
            database.server().backEndsAlive(0);

            refuses(database, "SELECT 1", "No backend available");
            assertThat(database.rows("SHOW BACKENDS")).singleElement().asString().contains("|false|false|");
        }
    }

    @Test
    void withNoBackEndStarRocksCreatesNoTable() throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(Product.STARROCKS)) {
            database.server().backEndsAlive(0);

            refuses(database, "CREATE TABLE t (id INT) DISTRIBUTED BY HASH(id)" + ONE_REPLICA, "Cluster has no available capacity");
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverPreparedStatementsAndDeletesOfAllRowsAreRefused(Product product) throws SQLException {
        try (EmulatedDatabase database = EmulatedDatabase.of(product)) {
            database.createKeyed("t", "v INT");
            database.execute("INSERT INTO t (id) VALUES (1), (2)");

            database.execute("DELETE FROM t WHERE id = 1");

            assertThat(database.rows("SELECT id FROM t")).containsExactly("2");
            refuses(database, "DELETE FROM t", "where");
            refuses(database, "UPDATE t SET v = 1 WHERE id = 1", "mismatched input");
            try (Connection prepares = DriverManager.getConnection(database.server().jdbcUrl(database.name()) + "&useServerPrepStmts=true&emulateUnsupportedPstmts=false",
                    database.server().user(), database.server().password())) {
                assertThatThrownBy(() -> prepares.prepareStatement("SELECT id FROM t WHERE id = ?")).hasMessageContaining("not supported");
            }
        }
    }

    private static int ofStarRocks(String message) {
        return message.startsWith("Incorrect column name") ? 1166 : message.startsWith("Access denied") ? 5203 : message.startsWith("Unknown table") ? 5502 : 1064;
    }

    private static void refuses(EmulatedDatabase database, String statement, String message) throws SQLException {
        Product product = database.server().product();
        try (Statement sql = database.connection().createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement)).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getErrorCode()).isEqualTo(product == Product.DORIS ? 1105 : ofStarRocks(message));
                // Connector/J has a state of its own for the numbers that MySQL has, too.
                assertThat(e.getSQLState()).isEqualTo(product == Product.DORIS || ofStarRocks(message) > 5000 ? "HY000" : "42000");
                assertThat(e.getMessage()).contains(message);
                assertThat(e.getMessage().startsWith("errCode = 2, detailMessage = ")).isEqualTo(product == Product.DORIS);
            });
        }
    }
}
