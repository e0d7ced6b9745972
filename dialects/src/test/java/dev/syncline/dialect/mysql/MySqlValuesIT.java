package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.ReadReport.TouchedCells;
import dev.syncline.dialect.SourceFixture;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.read.ReadPlan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of MySQL's values that PostgreSQL cannot hold.
class MySqlValuesIT extends SourceFixture {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.mySql();
    }

    @Override
    protected void createReader(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void grantSelect(String columns, TableName table, String user) {
        throw new UnsupportedOperationException();
    }

    private TableName dates() throws SQLException {
        TableName table = table("id INT PRIMARY KEY, day DATE NOT NULL, moment DATETIME(3), stamp TIMESTAMP(2) NULL");
        end().execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
        end().execute("""
                INSERT INTO %s VALUES
                    (1, '0000-00-00', '0000-00-00', '0000-00-00'),
                    (2, '2026-00-15', '2026-00-00 12:30:00.125', '2026-01-02 03:04:05.67'),
                    (3, '2026-02-30', '2026-02-31 12:30:00', '1970-01-01 00:00:01'),
                    (4, '2026-02-28', '2026-02-28 23:59:59.999', NULL),
                    (5, '0000-05-10', NULL, NULL),
                    (6, '2024-02-29', '9999-12-31 23:59:59.999', NULL)""".formatted(quoted(table)));
        return table;
    }

    private List<TouchedCells> touched(long days, long moments, long stamps) {
        return List.of(
                new TouchedCells("day", ValueTrouble.ZERO_DATE, days),
                new TouchedCells("moment", ValueTrouble.ZERO_DATE, moments),
                new TouchedCells("stamp", ValueTrouble.ZERO_DATE, stamps));
    }

    @Test
    void zeroDatesBecomeNull() throws Exception {
        Reading reading = read(plan(dates()).with(ValueTrouble.ZERO_DATE, ValueAction.NULL, "postgresql", "mysql").build());

        assertThat(reading.rows()).containsExactly(
                "1\t\\N\t\\N\t\\N\n",
                "2\t\\N\t\\N\t2026-01-02 03:04:05.67\n",
                "3\t\\N\t\\N\t1970-01-01 00:00:01.00\n",
                "4\t2026-02-28\t2026-02-28 23:59:59.999\t\\N\n",
                "5\t\\N\t\\N\t\\N\n",
                "6\t2024-02-29\t9999-12-31 23:59:59.999\t\\N\n");
        assertThat(reading.report().touched()).isEqualTo(touched(4, 3, 1));
    }

    @Test
    void zeroDatesBecomeTheNearestDay() throws Exception {
        Reading reading = read(plan(dates()).with(ValueTrouble.ZERO_DATE, ValueAction.CLAMP, "postgresql").inPagesOf(2).build());

        assertThat(reading.rows()).containsExactly(
                "1\t0001-01-01\t0001-01-01 00:00:00.000\t1970-01-01 00:00:01\n",
                "2\t2026-01-15\t2026-01-01 12:30:00.125\t2026-01-02 03:04:05.67\n",
                "3\t2026-02-28\t2026-02-28 12:30:00.000\t1970-01-01 00:00:01.00\n",
                "4\t2026-02-28\t2026-02-28 23:59:59.999\t\\N\n",
                "5\t0001-01-01\t\\N\t\\N\n",
                "6\t2024-02-29\t9999-12-31 23:59:59.999\t\\N\n");
        assertThat(reading.report().touched()).isEqualTo(touched(4, 3, 1));
    }

    /// For a target that keeps fewer days; a day that is none is another trouble.
    @Test
    void daysBeyondATargetsBecomeItsFirstOrLast() throws Exception {
        TableName table = table("id INT PRIMARY KEY, day DATE, moment DATETIME(3), stamp TIMESTAMP NULL");
        end().execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
        end().execute("""
                INSERT INTO %s VALUES
                    (1, '1000-01-01', '1899-12-31 23:59:59.999', NULL),
                    (2, '9999-12-31', '9999-12-31 23:59:59.999', NULL),
                    (3, '1900-01-01', '2299-12-31 23:59:59.999', '2026-01-02 03:04:05'),
                    (4, '0000-00-00', '2026-02-30 12:30:00', NULL)""".formatted(quoted(table)));

        Reading clamped = read(plan(table).with(ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.CLAMP, "clickhouse").build());
        Reading nulled = read(plan(table).with(ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.NULL, "postgresql", "clickhouse").build());
        Reading zeros = read(plan(table).with(ValueTrouble.ZERO_DATE, ValueAction.CLAMP, "clickhouse").build());

        assertThat(clamped.rows()).containsExactly(
                "1\t1900-01-01\t1900-01-01 00:00:00.000\t\\N\n",
                "2\t2299-12-31\t2299-12-31 23:59:59.999\t\\N\n",
                "3\t1900-01-01\t2299-12-31 23:59:59.999\t2026-01-02 03:04:05\n",
                "4\t0000-00-00\t2026-02-30 12:30:00.000\t\\N\n");
        assertThat(nulled.rows()).contains("1\t\\N\t\\N\t\\N\n", "2\t\\N\t\\N\t\\N\n", "4\t0000-00-00\t2026-02-30 12:30:00.000\t\\N\n");
        assertThat(zeros.rows()).contains("2\t9999-12-31\t9999-12-31 23:59:59.999\t\\N\n", "4\t1900-01-01\t2026-02-28 12:30:00.000\t\\N\n");
        assertThat(clamped.report().touched()).isEqualTo(List.of(
                new TouchedCells("day", ValueTrouble.DATE_OUT_OF_RANGE, 2), new TouchedCells("moment", ValueTrouble.DATE_OUT_OF_RANGE, 2)));
        assertThat(nulled.report().touched()).isEqualTo(clamped.report().touched());
    }

    @Test
    void zeroDatesBecomeTexts() throws Exception {
        ReadPlan plan = plan(dates()).with(ValueTrouble.ZERO_DATE, ValueAction.TEXT, "postgresql").build();

        assertThat(read(plan).rows()).contains("1\t0000-00-00\t0000-00-00 00:00:00.000\t0000-00-00 00:00:00.00\n", "3\t2026-02-30\t2026-02-31 12:30:00.000\t1970-01-01 00:00:01.00\n");
        assertThat(read(plan).report().touched()).isEmpty();
    }

    /// Where no target has the trouble, or the project has not answered, values travel as they are.
    @Test
    void zeroDatesArriveAtMySqlAsTheyAre() throws Exception {
        assertThat(read(plan(dates()).with(ValueTrouble.ZERO_DATE, ValueAction.NULL, "mysql").build()).rows()).contains("5\t0000-05-10\t\\N\t\\N\n");
        assertThat(read(plan(dates()).with(ValueTrouble.ZERO_DATE, ValueAction.FAIL, "postgresql").build()).rows()).contains("5\t0000-05-10\t\\N\t\\N\n");
    }

    @Test
    void nulCharactersAreTakenOutOrMakeTheCellNull() throws Exception {
        TableName table = table("id INT PRIMARY KEY, a TEXT, b VARCHAR(20) CHARACTER SET utf16, c VARCHAR(20) CHARACTER SET latin1, d JSON");
        end().execute("""
                INSERT INTO %s VALUES
                    (1, CONCAT('x', CHAR(0), 'y', CHAR(0)), CONCAT('漢', CHAR(0 USING utf16), 'a'), CONCAT('é', CHAR(0 USING utf8mb4)), '{"a": "\\\\u0000"}'),
                    (2, 'xy', '漢a', 'é', NULL),
                    (3, CHAR(0 USING utf8mb4), NULL, '', NULL)""".formatted(quoted(table)));

        Reading clamped = read(plan(table).with(ValueTrouble.NUL_CHARACTER, ValueAction.CLAMP, "postgresql").build());
        Reading nulled = read(plan(table).with(ValueTrouble.NUL_CHARACTER, ValueAction.NULL, "postgresql").build());

        assertThat(clamped.rows()).containsExactly("1\txy\t漢a\té\t{\"a\": \"\\\\u0000\"}\n", "2\txy\t漢a\té\t\\N\n", "3\t\t\\N\t\t\\N\n");
        assertThat(nulled.rows()).containsExactly("1\t\\N\t\\N\t\\N\t{\"a\": \"\\\\u0000\"}\n", "2\txy\t漢a\té\t\\N\n", "3\t\\N\t\\N\t\t\\N\n");
        assertThat(clamped.report().touched()).extracting(TouchedCells::cells).containsExactly(2L, 1L, 1L);
        assertThat(nulled.report().touched()).isEqualTo(clamped.report().touched());
    }

    /// Only the rows that are read are counted.
    @Test
    void onlyRowsOfTheExtractionAreCounted() throws Exception {
        Reading reading = read(plan(dates()).with(ValueTrouble.ZERO_DATE, ValueAction.NULL, "postgresql").incrementalBy("id").after("2").build());

        assertThat(reading.rows()).hasSize(4);
        assertThat(reading.report().touched()).isEqualTo(List.of(
                new TouchedCells("day", ValueTrouble.ZERO_DATE, 2), new TouchedCells("moment", ValueTrouble.ZERO_DATE, 1)));
    }
}
