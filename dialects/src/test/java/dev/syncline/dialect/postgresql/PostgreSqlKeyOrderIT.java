package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.Set;

import dev.syncline.dialect.End;
import dev.syncline.dialect.KeyOrderContract;

class PostgreSqlKeyOrderIT extends KeyOrderContract {

    @Override
    protected End open() throws SQLException {
        return End.postgreSql();
    }

    @Override
    protected Set<String> refused() {
        return Set.of();
    }
}
