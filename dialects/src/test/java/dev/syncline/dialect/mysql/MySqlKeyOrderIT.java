package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.Set;

import dev.syncline.dialect.End;
import dev.syncline.dialect.KeyOrderContract;

class MySqlKeyOrderIT extends KeyOrderContract {

    @Override
    protected End open() throws SQLException {
        return End.mySql();
    }

    @Override
    protected Set<String> refused() {
        return Set.of("numeric", "numeric(40,35)", "numeric(70,0)", "numeric(80,0)");
    }
}
