package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.ReadReport.TouchedCells;
import dev.syncline.dialect.SourceFixture;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of PostgreSQL's values that MySQL cannot hold.
class PostgreSqlValuesIT extends SourceFixture {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
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
        TableName table = table("id INT PRIMARY KEY, day DATE NOT NULL, moment TIMESTAMP(3), stamp TIMESTAMPTZ(0)");
        end().execute("""
                INSERT INTO %s VALUES
                    (1, 'infinity', 'infinity', 'infinity'),
                    (2, '-infinity', '-infinity', '-infinity'),
                    (3, '0044-03-15 BC', '10000-01-01', '12026-01-01Z'),
                    (4, '0001-01-01', '9999-12-31 23:59:59.999', '9999-12-31 23:59:59Z'),
                    (5, '2026-03-29', NULL, '2026-03-29 01:30:00+02')""".formatted(quoted(table)));
        return table;
    }

    private static List<TouchedCells> touched() {
        return List.of(
                new TouchedCells("day", ValueTrouble.DATE_OUT_OF_RANGE, 3),
                new TouchedCells("moment", ValueTrouble.DATE_OUT_OF_RANGE, 3),
                new TouchedCells("stamp", ValueTrouble.DATE_OUT_OF_RANGE, 3));
    }

    @Test
    void datesOutOfRangeBecomeNull() throws Exception {
        Reading reading = read(plan(dates()).with(ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.NULL, "mysql", "postgresql").build());

        assertThat(reading.rows()).containsExactly(
                "1\t\\N\t\\N\t\\N\n",
                "2\t\\N\t\\N\t\\N\n",
                "3\t\\N\t\\N\t\\N\n",
                "4\t0001-01-01\t9999-12-31 23:59:59.999\t9999-12-31 23:59:59\n",
                "5\t2026-03-29\t\\N\t2026-03-28 23:30:00\n");
        assertThat(reading.report().touched()).isEqualTo(touched());
    }

    @Test
    void datesOutOfRangeBecomeTheFirstOrTheLast() throws Exception {
        Reading reading = read(plan(dates()).with(ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.CLAMP, "mysql").inPagesOf(2).build());

        assertThat(reading.rows()).containsExactly(
                "1\t9999-12-31\t9999-12-31 23:59:59.999\t9999-12-31 23:59:59\n",
                "2\t0001-01-01\t0001-01-01 00:00:00\t0001-01-01 00:00:00\n",
                "3\t0001-01-01\t9999-12-31 23:59:59.999\t9999-12-31 23:59:59\n",
                "4\t0001-01-01\t9999-12-31 23:59:59.999\t9999-12-31 23:59:59\n",
                "5\t2026-03-29\t\\N\t2026-03-28 23:30:00\n");
        assertThat(reading.report().touched()).isEqualTo(touched());
    }

    /// A target may keep fewer days.
    @Test
    void datesOutOfRangeBecomeTheFirstOrTheLastOfTheTarget() throws Exception {
        Reading reading = read(plan(dates()).with(ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.CLAMP, "mysql", "clickhouse").build());

        assertThat(reading.rows()).containsExactly(
                "1\t2299-12-31\t2299-12-31 23:59:59.999\t2299-12-31 23:59:59\n",
                "2\t1900-01-01\t1900-01-01 00:00:00\t1900-01-01 00:00:00\n",
                "3\t1900-01-01\t2299-12-31 23:59:59.999\t2299-12-31 23:59:59\n",
                "4\t1900-01-01\t2299-12-31 23:59:59.999\t2299-12-31 23:59:59\n",
                "5\t2026-03-29\t\\N\t2026-03-28 23:30:00\n");
        assertThat(reading.report().touched()).extracting(TouchedCells::cells).containsExactly(4L, 4L, 4L);
    }

    @Test
    void datesOutOfRangeBecomeTexts() throws Exception {
        Reading reading = read(plan(dates()).with(ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.TEXT, "mysql").build());

        assertThat(reading.rows()).contains("1\tinfinity\tinfinity\tinfinity\n", "3\t0044-03-15 BC\t10000-01-01 00:00:00\t12026-01-01 00:00:00\n");
        assertThat(reading.report().touched()).isEmpty();
    }

    private TableName numbers() throws SQLException {
        TableName table = table("id INT PRIMARY KEY, f REAL, d FLOAT8 NOT NULL, n NUMERIC, p NUMERIC(5,2)");
        end().execute("""
                INSERT INTO %s VALUES
                    (1, 'NaN', 'NaN', 'NaN', 'NaN'),
                    (2, 'Infinity', 'Infinity', 'Infinity', NULL),
                    (3, '-Infinity', '-Infinity', '-Infinity', 1.5),
                    (4, 1.5, 2.5, 3.5, -4.5)""".formatted(quoted(table)));
        return table;
    }

    /// A `numeric` without a precision is a text in MySQL, which holds NaN and infinity as they are.
    @Test
    void whatIsNoNumberBecomesNull() throws Exception {
        Reading reading = read(plan(numbers()).with(ValueTrouble.NOT_A_NUMBER, ValueAction.NULL, "mysql").build());

        assertThat(reading.rows()).containsExactly(
                "1\t\\N\t\\N\tNaN\t\\N\n", "2\t\\N\t\\N\tInfinity\t\\N\n", "3\t\\N\t\\N\t-Infinity\t1.50\n", "4\t1.5\t2.5\t3.5\t-4.50\n");
        assertThat(reading.report().touched()).extracting(TouchedCells::cells).containsExactly(3L, 3L, 1L);
    }

    @Test
    void infinityBecomesTheLargestNumber() throws Exception {
        Reading reading = read(plan(numbers()).with(ValueTrouble.NOT_A_NUMBER, ValueAction.CLAMP, "mysql").build());

        assertThat(reading.rows()).containsExactly(
                "1\t\\N\t\\N\tNaN\t\\N\n",
                "2\t3.4028234663852886e+38\t1.7976931348623157e+308\tInfinity\t\\N\n",
                "3\t-3.4028234663852886e+38\t-1.7976931348623157e+308\t-Infinity\t1.50\n",
                "4\t1.5\t2.5\t3.5\t-4.50\n");
        assertThat(reading.report().touched()).extracting(TouchedCells::cells).containsExactly(3L, 3L, 1L);
    }

    @Test
    void whatIsNoNumberBecomesAText() throws Exception {
        Reading reading = read(plan(numbers()).with(ValueTrouble.NOT_A_NUMBER, ValueAction.TEXT, "mysql").build());

        assertThat(reading.rows()).contains("1\tNaN\tNaN\tNaN\tNaN\n", "3\t-Infinity\t-Infinity\t-Infinity\t1.50\n");
    }
}
