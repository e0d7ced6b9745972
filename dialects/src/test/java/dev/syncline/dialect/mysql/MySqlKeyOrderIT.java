package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.Set;

import dev.syncline.dialect.KeyOrderContract;
import dev.syncline.dialect.TestDatabase;

class MySqlKeyOrderIT extends KeyOrderContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.mySql();
    }

    @Override
    protected Set<String> refused() {
        return Set.of("numeric", "numeric(40,35)", "numeric(70,0)", "numeric(80,0)");
    }
}
