package dev.syncline.dialect.postgresql;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.DialectGoldenContract;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgreSqlDialectTest extends DialectGoldenContract {

    private final PostgreSqlDialect dialect = new PostgreSqlDialect();

    @Override
    protected Dialect dialect() {
        return dialect;
    }

    @Override
    protected TableShape ownShape() {
        return new TableShape(
                PostgreSqlDialect.KIND,
                List.of(
                        new Column("id", new ColumnType.Int(64, false), false, "bigint"),
                        new Column("flag", new ColumnType.Bool(), true, "boolean"),
                        new Column("name", new ColumnType.Text(40, false), true, "character varying(40)"),
                        new Column("code", new ColumnType.Text(8, true), true, "character(8)"),
                        new Column("one", new ColumnType.Text(0, false), true, "\"char\""),
                        new Column("hundreds", new ColumnType.Decimal(3, -2), true, "numeric(3,-2)"),
                        new Column("cash", new ColumnType.Decimal(19, 2), true, null),
                        new Column("ratio", new ColumnType.Floating(32), true, "real"),
                        new Column("seen", new ColumnType.Instant(3), true, "timestamp(3) with time zone"),
                        new Column("span", new ColumnType.Interval(), true, "interval day to second(3)"),
                        new Column("tags", new ColumnType.Text(0, false), true, "character varying(10)[]"),
                        new Column("mood", new ColumnType.Text(63, false), true, null),
                        new Column("photo", new ColumnType.Binary(0), true, "bytea")),
                List.of("id"));
    }

    @Test
    void pinsItsSessions() throws IOException {
        assertGolden("pins-read.sql", PostgreSqlSessions.pins(Access.READ));
        assertGolden("pins-write.sql", PostgreSqlSessions.pins(Access.WRITE));
    }

    /// What Greenplum 6 can execute, and no test of ours.
    @Test
    void statementsOfASegmentedDatabaseNeedNoNewKernel() throws IOException {
        TableShape shape = new TableShape(ownShape().origin(), ownShape().columns().subList(0, 3), List.of("id"));
        PostgreSqlRows rows = new PostgreSqlRows(
                TABLE, new TableName("sales", "staging"), shape, PostgreSqlKey.of(shape, List.of("name")), new Bound(List.of("x")));
        TableName ledger = new TableName("sales", "ledger");

        assertGolden("segmented.sql", String.join(";\n\n", List.of(
                PostgreSqlSessions.pins(Access.WRITE),
                PostgreSqlLedger.create(ledger),
                PostgreSqlLedger.insertOwn(ledger, new UUID(0, 1)),
                PostgreSqlLedger.claimOwn(ledger),
                rows.deleteOlder(List.of("tableoid", "gp_segment_id", "ctid::text")),
                rows.countEqualKeys(),
                rows.countPresent(),
                rows.deletePresent(),
                rows.insertAll(false),
                rows.insertMissing(false))));
    }

    @Test
    void suffixesFitIntoNames() {
        assertThat(PostgreSqlNames.withSuffix("orders", "_pkey")).isEqualTo("orders_pkey");
        assertThat(PostgreSqlNames.withSuffix("n".repeat(63), "_pkey")).isEqualTo("n".repeat(58) + "_pkey");
        assertThat(PostgreSqlNames.withSuffix("漢".repeat(21), "_pkey")).isEqualTo("漢".repeat(19) + "_pkey");
    }
}
