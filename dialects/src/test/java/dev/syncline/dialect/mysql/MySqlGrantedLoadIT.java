package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.dialect.GrantedEnd;
import dev.syncline.dialect.TestDatabase;

/// Loads as a user who has what is printed and no more.
class MySqlGrantedLoadIT extends MySqlLoadIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return GrantedEnd.mySql();
    }
}
