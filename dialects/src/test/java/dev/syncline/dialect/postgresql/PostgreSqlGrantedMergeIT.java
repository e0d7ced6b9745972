package dev.syncline.dialect.postgresql;

import java.sql.SQLException;

import dev.syncline.dialect.GrantedEnd;
import dev.syncline.dialect.TestDatabase;

/// Merges, clears and de-duplicates as a user who has what is printed and no more.
class PostgreSqlGrantedMergeIT extends PostgreSqlMergeIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return GrantedEnd.postgreSql(oddNames().stream().map(name -> "odd" + name).toArray(String[]::new));
    }
}
