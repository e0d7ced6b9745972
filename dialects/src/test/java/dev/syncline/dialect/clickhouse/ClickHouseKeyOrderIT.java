package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;
import java.util.Set;

import dev.syncline.dialect.KeyOrderContract;
import dev.syncline.dialect.TestDatabase;

class ClickHouseKeyOrderIT extends KeyOrderContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.clickHouse();
    }

    @Override
    protected Set<String> refused() {
        return Set.of("numeric", "numeric(80,0)");
    }
}
