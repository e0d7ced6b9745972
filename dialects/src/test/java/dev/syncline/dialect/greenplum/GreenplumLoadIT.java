package dev.syncline.dialect.greenplum;

import java.sql.SQLException;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.TargetLoadContract;
import dev.syncline.dialect.TestDatabase;

class GreenplumLoadIT extends TargetLoadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.greenplum(OnPostgreSql.dialect());
    }

    @Override
    protected String createDependent(TableName table) {
        return "CREATE TABLE dependent (id bigint PRIMARY KEY REFERENCES %s (id))".formatted(quoted(table));
    }
}
