package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.dialect.GrantedEnd;
import dev.syncline.dialect.TestDatabase;

/// Merges, clears and de-duplicates as a user who has what is printed and no more.
class MySqlGrantedMergeIT extends MySqlMergeIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return GrantedEnd.mySql(oddNames().stream().map(name -> "odd" + name).toArray(String[]::new));
    }
}
