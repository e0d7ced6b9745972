package dev.syncline.dialect.greenplum;

import java.sql.SQLException;
import java.util.Set;

import dev.syncline.dialect.KeyOrderContract;
import dev.syncline.dialect.TestDatabase;

class GreenplumKeyOrderIT extends KeyOrderContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.greenplum(OnPostgreSql.dialect());
    }

    @Override
    protected Set<String> refused() {
        return Set.of();
    }
}
