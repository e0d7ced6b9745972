package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;

import dev.syncline.dialect.End;
import dev.syncline.dialect.GrantedEnd;

/// Loads as a user who has what is printed and no more.
class ClickHouseGrantedLoadIT extends ClickHouseLoadIT {

    @Override
    protected End open() throws SQLException {
        return GrantedEnd.clickHouse();
    }
}
