package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;

import dev.syncline.dialect.GrantedEnd;
import dev.syncline.dialect.TestDatabase;

/// Loads as a user who has what is printed and no more.
class ClickHouseGrantedLoadIT extends ClickHouseLoadIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return GrantedEnd.clickHouse();
    }
}
