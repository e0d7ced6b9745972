package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.util.List;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.DialectGoldenContract;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;

class MySqlDialectTest extends DialectGoldenContract {

    private final MySqlDialect dialect = new MySqlDialect();

    @Override
    protected Dialect dialect() {
        return dialect;
    }

    @Override
    protected TableShape ownShape() {
        return new TableShape(
                MySqlDialect.KIND,
                List.of(
                        new Column("id", new ColumnType.Int(64, true), false, "bigint unsigned"),
                        new Column("filled", new ColumnType.Int(32, true), true, "int(8) unsigned zerofill"),
                        new Column("flag", new ColumnType.Bool(), true, "bit(1)"),
                        new Column("bits", new ColumnType.Bits(12, false), true, "bit(12)"),
                        new Column("price", new ColumnType.Decimal(10, 2), true, "decimal(10,2)"),
                        new Column("ratio", new ColumnType.Floating(32), true, "float"),
                        new Column("name", new ColumnType.Text(40, false), true, "varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"),
                        new Column("mood", new ColumnType.Text(4, false), true, "enum('it''s','a\\\\b','') CHARACTER SET latin1 COLLATE latin1_bin"),
                        new Column("photo", new ColumnType.Binary(65535), true, "blob"),
                        new Column("born", new ColumnType.Int(16, false), true, "year"),
                        new Column("span", new ColumnType.Duration(6), true, "time(6)"),
                        new Column("seen", new ColumnType.Instant(6), true, "timestamp(6)"),
                        new Column("doc", new ColumnType.Json(true), true, "json")),
                List.of("id"));
    }

    @Test
    void loadsEveryNeutralType() throws IOException {
        assertGolden("load-everything.sql", MySqlTarget.loadData(TABLE, EVERYTHING, null));
        assertGolden("load-own.sql", MySqlTarget.loadData(TABLE, ownShape(), null));
    }

    @Test
    void pinsItsSessions() throws IOException {
        assertGolden("pins-read.sql", MySqlSessions.pins(Access.READ));
        assertGolden("pins-write.sql", MySqlSessions.pins(Access.WRITE));
    }
}
