package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.PagedReadContract;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlPagedReadIT extends PagedReadContract {

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

    /// Computed at each reading.
    @Override
    protected String slowColumn() {
        return ", heavy LONGTEXT AS (REPEAT(name, 350000))";
    }

    /// MySQL has no such setting per user, but runs this at each login.
    @Override
    protected void limitQueries(String user, int millis) throws SQLException {
        end().execute("SET GLOBAL init_connect = \"SET max_execution_time = IF(USER() LIKE '%s@%%', %d, 0)\"".formatted(user, millis));
    }

    @AfterAll
    void unlimit() throws SQLException {
        end().execute("SET GLOBAL init_connect = ''");
        end().execute("DROP USER IF EXISTS hasty_reader");
    }

    static List<Arguments> keys() {
        return List.of(
                Arguments.of("BIGINT UNSIGNED", List.of("0", "9223372036854775808", "18446744073709551615", "7")),
                Arguments.of("INT(8) UNSIGNED ZEROFILL", List.of("3", "20", "100")),
                Arguments.of("DECIMAL(30,10)", List.of("-1.5", "0.0000000001", "10000000000000000000.5")),
                Arguments.of("FLOAT", List.of("1.1", "-2.7", "16777216", "3.4e38")),
                Arguments.of("DOUBLE", List.of("0.1", "0.30000000000000004", "1e300")),
                Arguments.of("BIT(12)", List.of("b'0'", "b'101'", "b'111111111111'")),
                Arguments.of("BIT(1)", List.of("b'0'", "b'1'")),
                Arguments.of("VARBINARY(10)", List.of("X''", "X'00'", "X'27'", "X'5C'", "X'FF00'")),
                Arguments.of("BINARY(3)", List.of("X'01'", "X'0100FF'", "X'FF'")),
                Arguments.of("DATE", List.of("'0000-00-00'", "'2026-02-28'", "'2026-00-15'", "'9999-12-31'")),
                Arguments.of("DATETIME(3)", List.of("'0000-00-00'", "'2026-02-28 01:02:03.004'", "'2026-02-28 01:02:03.005'")),
                Arguments.of("TIMESTAMP(6)", List.of("'2026-02-28 01:02:03.000004'", "'2026-02-28 01:02:03.000005'", "'1970-01-01 00:00:01'")),
                Arguments.of("TIME(2)", List.of("'-838:59:59'", "'00:00:00.01'", "'838:59:59'")),
                Arguments.of("YEAR", List.of("0", "1901", "2155")),
                Arguments.of("ENUM('z','a','m','it''s')", List.of("'z'", "'a'", "'m'", "'it''s'")),
                Arguments.of("SET('z','a','m')", List.of("'z'", "'a'", "'z,m'", "''")),
                Arguments.of("VARCHAR(20) CHARACTER SET latin1", List.of("'a'", "'B'", "'\u00e4'", "'\u00e9'", "'z'", "'o'")),
                Arguments.of("VARCHAR(20) CHARACTER SET utf16", List.of("'a'", "'B'", "'\u00f6'", "'\u6f22'", "'z'")),
                Arguments.of("VARCHAR(20) COLLATE utf8mb4_bin", List.of("'a'", "'A'", "'B'", "'\u00e4'", "'b'")),
                Arguments.of("CHAR(5) COLLATE utf8mb4_0900_as_cs", List.of("'a'", "'A'", "'B'", "'\u00e4'", "'b'")));
    }

    /// A21: the order of the key is the database's own, for each type that can be one.
    @ParameterizedTest
    @MethodSource("keys")
    void keysOfAllTypesArePaged(String type, List<String> literals) throws Exception {
        TableName table = table("id INT, k %s NOT NULL PRIMARY KEY".formatted(type));
        for (int i = 0; i < literals.size(); i++) {
            end().execute("INSERT INTO %s VALUES (%d, %s)".formatted(quoted(table), i, literals.get(i)));
        }
        for (int rows = 1; rows <= literals.size(); rows++) {
            assertThat(read(plan(table).inPagesOf(rows).build()).firsts()).as("pages of %d", rows).hasSize(literals.size()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aTableWithoutAKeyGetsANote() throws Exception {
        TableName table = table("id INT, name TEXT NOT NULL, UNIQUE (name(10))");
        end().execute("INSERT INTO %s VALUES (1, 'a'), (2, 'b')".formatted(quoted(table)));

        Reading reading = read(plan(table).inPagesOf(1).build());

        assertThat(reading.rows()).hasSize(2);
        assertThat(reading.report().notes()).singleElement().asString().contains("neither a primary key nor a unique index");
    }
}
