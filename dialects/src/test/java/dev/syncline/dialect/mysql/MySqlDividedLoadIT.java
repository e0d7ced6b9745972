package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.dialect.DividedLoadContract;
import dev.syncline.dialect.TestDatabase;

class MySqlDividedLoadIT extends DividedLoadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.mySql();
    }
}
