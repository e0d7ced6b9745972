package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.dialect.End;
import dev.syncline.dialect.GrantedEnd;

/// Merges, clears and de-duplicates as a user who has what is printed and no more.
class MySqlGrantedMergeIT extends MySqlMergeIT {

    @Override
    protected End open() throws SQLException {
        return GrantedEnd.mySql(oddNames().stream().map(name -> "odd" + name).toArray(String[]::new));
    }
}
