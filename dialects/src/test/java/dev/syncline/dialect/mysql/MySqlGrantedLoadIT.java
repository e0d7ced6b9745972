package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.dialect.End;
import dev.syncline.dialect.GrantedEnd;

/// Loads as a user who has what is printed and no more.
class MySqlGrantedLoadIT extends MySqlLoadIT {

    @Override
    protected End open() throws SQLException {
        return GrantedEnd.mySql();
    }
}
