package dev.syncline.dialect.greenplum;

import java.sql.SQLException;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.End;
import dev.syncline.dialect.TargetLoadContract;

class GreenplumLoadIT extends TargetLoadContract {

    @Override
    protected End open() throws SQLException {
        return End.greenplum(OnPostgreSql.dialect());
    }

    @Override
    protected String createDependent(TableName table) {
        return "CREATE TABLE dependent (id bigint PRIMARY KEY REFERENCES %s (id))".formatted(quoted(table));
    }
}
