package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.StreamedReadContract;
import dev.syncline.dialect.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlStreamedReadIT extends StreamedReadContract {

    private @Nullable TableName digits;

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.mySql();
    }

    @Override
    protected void createReader(String user, String password) throws SQLException {
        end().execute("CREATE USER %s IDENTIFIED BY '%s'".formatted(user, password));
    }

    @Override
    protected void grantSelect(String columns, TableName table, String user) throws SQLException {
        end().execute("GRANT SELECT %s ON %s TO %s".formatted(columns, quoted(table), user));
    }

    @Override
    protected String rewrite(TableName table) {
        return "ALTER TABLE %s ENGINE = InnoDB".formatted(quoted(table));
    }

    /// Nobody waits for rows that are being read, and a lock that cannot be had in time is done without.
    @Test
    void aTransactionThatStaysOpenLeavesOneSession() throws Exception {
        TableName table = large();
        try (Connection writer = end().anotherPlain()) {
            writer.setAutoCommit(false);
            try (var statement = writer.createStatement()) {
                statement.executeUpdate("UPDATE %s SET name = 'changed' WHERE id = 10".formatted(quoted(table)));
            }

            Streamed streamed = streamed(plan(table).build(), 3);

            assertThat(streamed.helpers()).isZero();
            assertThat(streamed.rows()).hasSize(ROWS).doesNotContain("10\tchanged\n");
            assertThat(streamed.report().notes()).singleElement().asString().contains("did not end in time");
            writer.rollback();
        }
    }

    /// A key's declaration, what it is of the number `id`, and the key's columns where it has further ones.
    private record Key(String declaration, String of, String columns) {
        Key(String declaration, String of) {
            this(declaration, of, "k");
        }
    }

    /// S51: each row is in exactly one part, whatever the key is and however its texts are compared.
    @ParameterizedTest
    @MethodSource("keys")
    void eachRowIsInOnePartAlongAnyKey(Key key) throws Exception {
        TableName table = table(key, "");

        Streamed streamed = streamed(plan(table).build(), 3);

        assertThat(streamed.report().notes()).singleElement().asString().contains("4 sessions at once");
        assertThat(streamed.helpers()).isPositive();
        assertThat(sorted(streamed.rows())).hasSize(ROWS).isEqualTo(sorted(read(plan(table).build()).rows()));
    }

    private TableName table(Key key, String partitions) throws SQLException {
        digits = digits == null ? large() : digits;
        TableName table = table("k %s NOT NULL, n INT NOT NULL, name VARCHAR(200), PRIMARY KEY (%s)".formatted(key.declaration(), key.columns()));
        end().execute("ALTER TABLE %s %s".formatted(quoted(table), partitions));
        end().execute("INSERT INTO %s SELECT %s, id, name FROM %s".formatted(quoted(table), key.of(), quoted(digits)));
        return table;
    }

    /// Each part would be looked for in all rows: measured on 8.0.33.
    @Test
    void keysOfWhichTheServerFindsNoRangesAreReadByOne() throws Exception {
        for (Key key : List.of(new Key("ENUM('b', 'a', '')", "1 + id % 3", "k, n"), new Key("SET('b', 'a')", "id % 4", "k, n"))) {
            Streamed streamed = streamed(plan(table(key, "")).build(), 3);

            assertThat(streamed.helpers()).isZero();
            assertThat(streamed.rows()).hasSize(ROWS);
            assertThat(streamed.report().notes()).singleElement().asString().contains("does not find a part of it");
        }
    }

    /// A part goes through all partitions that may have rows of it.
    @Test
    void partitionsAreReadAlongTheKeyOfAll() throws Exception {
        Key number = new Key("INT", "id", "k, n");
        Key day = new Key("DATE", "DATE_ADD('1970-01-01', INTERVAL id % 9000 DIV 10 DAY)", "k, n");
        Key text = new Key("VARCHAR(20) COLLATE utf8mb4_0900_ai_ci", "CONCAT(ELT(1 + id % 20 DIV 10, 'É', 'e'), id)");
        List<TableName> tables = List.of(
                table(number, "PARTITION BY HASH (n DIV 7) PARTITIONS 5"),
                table(number, "PARTITION BY RANGE (k) (PARTITION few VALUES LESS THAN (50), PARTITION no VALUES LESS THAN (51), PARTITION most VALUES LESS THAN MAXVALUE)"),
                table(day, "PARTITION BY RANGE COLUMNS (k) (PARTITION a VALUES LESS THAN ('1970-05-01'), PARTITION b VALUES LESS THAN ('1971-05-01'), PARTITION c VALUES LESS THAN (MAXVALUE))"),
                table(text, "PARTITION BY KEY (k) PARTITIONS 7"));
        for (TableName table : tables) {
            Streamed streamed = streamed(plan(table).build(), 3);

            assertThat(streamed.helpers()).isPositive();
            assertThat(sorted(streamed.rows())).hasSize(ROWS).isEqualTo(sorted(read(plan(table).build()).rows()));
        }
    }

    static List<Key> keys() {
        return List.of(
                new Key("BIGINT UNSIGNED", "18446744073709551615 - id"),
                new Key("BIGINT", "id - 100000"),
                new Key("INT(8) UNSIGNED ZEROFILL", "id"),
                new Key("MEDIUMINT", "id"),
                new Key("INT", "IF(id % 20 = 0, id DIV 20, 7)", "k, n"),
                new Key("TINYINT", "1", "k, n"),
                // É = e, ß = ss
                new Key("VARCHAR(40) COLLATE utf8mb4_0900_ai_ci", "CONCAT(ELT(1 + id % 50 DIV 10, 'É', 'e', 'ß', 'S', '😀'), 'X', id)"),
                new Key("VARCHAR(40) COLLATE utf8mb4_0900_as_cs", "CONCAT(id DIV 20, IF(id % 20, ' ', ''))"),
                new Key("VARCHAR(40) COLLATE utf8mb4_0900_bin", "CONCAT(id DIV 20, IF(id % 20, ' ', ''))"),
                new Key("VARCHAR(40) COLLATE utf8mb4_bin", "CONCAT(id, REPEAT(' ', id % 30 DIV 10))"),
                new Key("VARCHAR(40) COLLATE utf8mb4_general_ci", "CONCAT(ELT(1 + id % 30 DIV 10, 'ä', 'A', 'b'), id, REPEAT(' ', id % 30 DIV 10))"),
                new Key("VARCHAR(40) CHARACTER SET latin1", "CONCAT(ELT(1 + id % 30 DIV 10, 'ä', 'A', 'ö'), id, ' ')"),
                new Key("CHAR(20) CHARACTER SET latin1 COLLATE latin1_general_cs", "CONCAT(ELT(1 + id % 30 DIV 10, 'ä', 'A', '\t'), id)"),
                new Key("CHAR(20) COLLATE utf8mb4_0900_as_ci", "CONCAT(IF(id % 20, '\\'', '\\\\'), id)"),
                new Key("VARBINARY(20)", "CONCAT(UNHEX(LPAD(HEX(id DIV 20), 8, '0')), IF(id % 20, X'00', ''))"),
                new Key("VARBINARY(40)", "CONCAT(REPEAT('p', 20), UNHEX(LPAD(HEX(id), 8, '0')))"),
                new Key("BINARY(5)", "UNHEX(LPAD(HEX(id * 9), 8, '0'))"),
                new Key("BINARY(16)", "UNHEX(MD5(id))"),
                new Key("DATE", "DATE_ADD('1400-01-01', INTERVAL id DIV 10 DAY)"),
                new Key("DATE", "DATE_SUB('9999-12-31', INTERVAL id DIV 10 DAY)"),
                new Key("DATETIME", "IF(id = 0, '0000-00-00', DATE_ADD('2020-01-01', INTERVAL id SECOND))"),
                new Key("DATE", "IF(id % 20, '2026-01-01', DATE_ADD('2026-01-02', INTERVAL id DIV 10 DAY))", "k, n"),
                new Key("DATETIME(6)", "DATE_ADD('1999-12-31', INTERVAL id * 1234567 MICROSECOND)"),
                new Key("TIMESTAMP(3)", "DATE_ADD('1999-12-31', INTERVAL id * 1234000 MICROSECOND)"),
                new Key("TIME(6)", "SEC_TO_TIME((id - 100000) * 1.000001)"),
                new Key("DECIMAL(40, 20)", "id * -0.00000000000000000001"),
                new Key("DOUBLE", "SQRT(id)"),
                new Key("FLOAT", "id / 8"),
                new Key("BIT(40)", "id"),
                new Key("YEAR", "1970 + id % 70", "k, n"),
                new Key("VARCHAR(10) COLLATE utf8mb4_0900_ai_ci", "ELT(1 + id % 30 DIV 10, 'É', 'e', 'E')", "k, n"));
    }

    private static List<String> sorted(Collection<String> rows) {
        return rows.stream().sorted().toList();
    }

    /// S53
    @Test
    void alongATextAllSessionsSeeOneMoment() throws Exception {
        LongFunction<String> key = id -> (id % 3 == 0 ? "É" : "e") + Long.toHexString(id);
        expectOneMoment(filled(table("id VARCHAR(40) COLLATE utf8mb4_0900_ai_ci PRIMARY KEY, name VARCHAR(200)"), key), key);
    }

    @Test
    void aUniqueKeyIsWalkedAlongWhereRowsLieInItsOrder() throws Exception {
        TableName digits = large();
        TableName one = table("id BIGINT, code VARCHAR(20) NOT NULL UNIQUE, name VARCHAR(200)");
        TableName two = table("id BIGINT NOT NULL UNIQUE, code VARCHAR(20) NOT NULL UNIQUE, name VARCHAR(200)");
        for (TableName table : new TableName[] {one, two}) {
            end().execute("INSERT INTO %s SELECT id, CONCAT('c', id), name FROM %s".formatted(quoted(table), quoted(digits)));
        }

        assertThat(streamed(plan(one).build(), 3).helpers()).isPositive();
        Streamed alone = streamed(plan(two).build(), 3);
        assertThat(alone.helpers()).isZero();
        assertThat(alone.rows()).hasSize(ROWS);
    }

    @Test
    void withoutAKeyOrAnEngineWithSnapshotsItIsOneSession() throws Exception {
        TableName digits = large();
        TableName keyless = table("id BIGINT, name VARCHAR(200)");
        TableName myIsam = new TableName(digits.schema(), digits.table() + "_myisam");
        end().execute("CREATE TABLE %s (id BIGINT PRIMARY KEY, name VARCHAR(200)) ENGINE = MyISAM".formatted(quoted(myIsam)));
        for (TableName table : new TableName[] {keyless, myIsam}) {
            end().execute("INSERT INTO %s SELECT * FROM %s".formatted(quoted(table), quoted(digits)));

            Streamed streamed = streamed(plan(table).build(), 3);

            assertThat(streamed.helpers()).isZero();
            assertThat(streamed.rows()).hasSize(ROWS);
            assertThat(streamed.report().notes()).singleElement().asString().containsAnyOf("no primary key", "no snapshot");
        }
    }

    @Test
    void withoutTheRightToLockItIsOneSession() throws Exception {
        TableName table = large();
        createReader("no_locker", "n0-locker");
        grantSelect("", table, "no_locker");
        try (Connection session = end().sessionAs("no_locker", "n0-locker")) {
            Streamed streamed = streamed(session, plan(table).build(), 3, () -> end().sessionAs("no_locker", "n0-locker"), _ -> { });
            assertThat(streamed.helpers()).isZero();
            assertThat(streamed.rows()).hasSize(ROWS);
            assertThat(streamed.report().notes()).singleElement().asString().contains("needs the right LOCK TABLES");
        } finally {
            end().execute("DROP USER no_locker");
        }
    }
}
