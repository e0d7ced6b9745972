package dev.syncline.dialect;

import java.sql.SQLException;

class StarRocksRoundTripIT extends StreamLoadRoundTripContract {

    @Override
    End open() throws SQLException {
        return End.starRocks();
    }
}
