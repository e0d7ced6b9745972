package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;

import dev.syncline.dialect.GrantedEnd;
import dev.syncline.dialect.TestDatabase;

/// Merges, clears and de-duplicates as a user who has what is printed and no more.
class ClickHouseGrantedMergeIT extends ClickHouseMergeIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return GrantedEnd.clickHouse(oddNames().stream().map(name -> "odd" + name).toArray(String[]::new));
    }
}
