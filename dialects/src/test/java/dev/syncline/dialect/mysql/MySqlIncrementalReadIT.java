package dev.syncline.dialect.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.IncrementalReadContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.read.Comparisons;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlIncrementalReadIT extends IncrementalReadContract {

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
    protected Comparisons comparisons() {
        return MySqlComparisons.INSTANCE;
    }

    @Override
    protected String type(String neutral) {
        return switch (neutral) {
            case "int64" -> "BIGINT";
            case "int16" -> "SMALLINT";
            case "decimal" -> "DECIMAL(30,6)";
            case "double" -> "DOUBLE";
            case "float" -> "FLOAT";
            case "date" -> "DATE";
            case "timestamp" -> "DATETIME(6)";
            case "instant" -> "TIMESTAMP(6) NULL";
            case "bool" -> "BIT(1)";
            case "binary" -> "VARBINARY(10)";
            default -> throw new IllegalArgumentException(neutral);
        };
    }

    @Override
    protected String numbers() {
        String digits = "(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS ";
        String from = String.join(", ", List.of(digits + "a", digits + "b", digits + "c", digits + "d", digits + "e"));
        return "SELECT n DIV 1000, n MOD 1000, n FROM (SELECT a.n + b.n * 10 + c.n * 100 + d.n * 1000 + e.n * 10000 AS n FROM %s) AS numbers".formatted(from);
    }

    /// S41: the form with OR is a range of the key.
    @Test
    void aTupleIsFoundInTheKey() throws Exception {
        TableName table = large();
        String explain = "EXPLAIN SELECT * FROM %s WHERE %s".formatted(quoted(table), condition(table, "a", "b", "c"));
        try (Statement statement = end().plain().createStatement(); ResultSet plan = statement.executeQuery(explain)) {
            plan.next();
            assertThat(plan.getString("type")).isEqualTo("range");
            assertThat(plan.getString("key")).isEqualTo("PRIMARY");
        }
    }

    @Test
    void unsignedNumbersYearsAndZerofillAreCompared() throws Exception {
        growsBy("BIGINT UNSIGNED", List.of("0", "1", "9223372036854775808", "18446744073709551615"));
        growsBy("INT(8) UNSIGNED ZEROFILL", List.of("0", "7", "4294967295"));
        growsBy("YEAR", List.of("1901", "2026", "2155"));
        growsBy("DOUBLE(10,2)", List.of("-1.25", "0.5", "7.75"));
    }
}
