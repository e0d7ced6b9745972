package dev.syncline.dialect.postgresql;

import java.sql.SQLException;

import dev.syncline.dialect.DividedLoadContract;
import dev.syncline.dialect.TestDatabase;

class PostgreSqlDividedLoadIT extends DividedLoadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }
}
