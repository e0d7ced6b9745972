package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.Set;

import dev.syncline.dialect.KeyOrderContract;
import dev.syncline.dialect.TestDatabase;

class PostgreSqlKeyOrderIT extends KeyOrderContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    @Override
    protected Set<String> refused() {
        return Set.of();
    }
}
