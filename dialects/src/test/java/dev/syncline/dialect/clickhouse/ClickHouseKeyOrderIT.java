package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;
import java.util.Set;

import dev.syncline.dialect.End;
import dev.syncline.dialect.KeyOrderContract;

class ClickHouseKeyOrderIT extends KeyOrderContract {

    @Override
    protected End open() throws SQLException {
        return End.clickHouse();
    }

    @Override
    protected Set<String> refused() {
        return Set.of("numeric", "numeric(80,0)");
    }
}
