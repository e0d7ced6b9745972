package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;

import dev.syncline.dialect.End;

/// As a user whose profile has everything set otherwise.
class ClickHouseHostileMergeIT extends ClickHouseMergeIT {

    @Override
    protected End open() throws SQLException {
        return HostileClickHouse.end();
    }
}
