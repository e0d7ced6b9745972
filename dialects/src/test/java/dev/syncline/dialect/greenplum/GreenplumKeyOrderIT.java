package dev.syncline.dialect.greenplum;

import java.sql.SQLException;
import java.util.Set;

import dev.syncline.dialect.End;
import dev.syncline.dialect.KeyOrderContract;

class GreenplumKeyOrderIT extends KeyOrderContract {

    @Override
    protected End open() throws SQLException {
        return End.greenplum(OnPostgreSql.dialect());
    }

    @Override
    protected Set<String> refused() {
        return Set.of();
    }
}
