package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;

import dev.syncline.dialect.TestDatabase;

/// As a user whose profile has everything set otherwise.
class ClickHouseHostileMergeIT extends ClickHouseMergeIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return HostileClickHouse.end();
    }
}
