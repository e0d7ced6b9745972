package dev.syncline.dialect.starrocks;

import java.sql.SQLException;
import java.util.Set;

import dev.syncline.dialect.KeyOrderContract;
import dev.syncline.dialect.TestDatabase;

class StarRocksKeyOrderIT extends KeyOrderContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.starRocks();
    }

    @Override
    protected Set<String> refused() {
        return Set.of("DECIMAL(40,2)", "DECIMAL(65,0)", "numeric", "numeric(40,2)", "numeric(40,35)", "numeric(70,0)", "numeric(80,0)");
    }
}
