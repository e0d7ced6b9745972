package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.IncrementalReadContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.read.Comparisons;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgreSqlIncrementalReadIT extends IncrementalReadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    @Override
    protected void createReader(String user, String password) throws SQLException {
        end().execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(user, password));
    }

    @Override
    protected void grantSelect(String columns, TableName table, String user) throws SQLException {
        end().execute("GRANT SELECT %s ON %s TO %s".formatted(columns, quoted(table), user));
    }

    @Override
    protected Comparisons comparisons() {
        return PostgreSqlComparisons.INSTANCE;
    }

    @Override
    protected String type(String neutral) {
        return switch (neutral) {
            case "int64" -> "bigint";
            case "int16" -> "smallint";
            case "decimal" -> "numeric(30,6)";
            case "double" -> "float8";
            case "float" -> "real";
            case "date" -> "date";
            case "timestamp" -> "timestamp";
            case "instant" -> "timestamptz";
            case "bool" -> "boolean";
            case "binary" -> "bytea";
            default -> throw new IllegalArgumentException(neutral);
        };
    }

    @Override
    protected String numbers() {
        return "SELECT n / 1000, n % 1000, n FROM generate_series(0, 99999) AS n";
    }

    /// S41: the row form is a condition of the index, not a filter behind it.
    @Test
    void aTupleIsFoundInTheKey() throws Exception {
        TableName table = large();
        end().execute("ANALYZE " + quoted(table));

        List<String> plan = end().texts("EXPLAIN SELECT * FROM %s WHERE %s".formatted(quoted(table), condition(table, "a", "b", "c").replace("'50'::bigint", "'99'::bigint")));

        assertThat(String.join("\n", plan)).contains("Index Cond: (ROW(a, b, c) >").doesNotContain("Filter");
    }

    /// A policy that lets numbers travel as texts changes their order in the target.
    @Test
    void aNumberThatTravelsAsTextIsNoKey() throws Exception {
        TableName table = table("id INT PRIMARY KEY, price float8");

        assertThatThrownBy(() -> read(plan(table).incrementalBy("price").with(ValueTrouble.NOT_A_NUMBER, ValueAction.TEXT, "mysql").after("9").build()))
                .hasMessageContaining("becomes a text by the project's policy");
    }

    @Test
    void typesOfPostgreSqlAloneAreCompared() throws Exception {
        growsBy("uuid", List.of("'00000000-0000-0000-0000-000000000001'", "'7fffffff-0000-0000-0000-000000000000'", "'80000000-0000-0000-0000-000000000000'"));
        growsBy("numeric", List.of("-1e40", "0.000000000000000000000000000000000001", "1e40"));
        growsBy("oid", List.of("0", "7", "4294967295"));
        growsBy("money", List.of("-1.25", "0", "10000.5"));
        growsBy("date", List.of("'4713-01-01 BC'", "'0001-01-01'", "'10000-01-01'", "'5874897-12-31'"));
        growsBy("timestamp", List.of("'0044-03-15 12:00:00 BC'", "'2026-01-01'", "'12026-01-01'"));
    }
}
