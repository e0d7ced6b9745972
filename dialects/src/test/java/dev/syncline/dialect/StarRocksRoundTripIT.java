package dev.syncline.dialect;

import java.sql.SQLException;

class StarRocksRoundTripIT extends StreamLoadRoundTripContract {

    @Override
    TestDatabase open() throws SQLException {
        return TestDatabase.starRocks();
    }
}
