package dev.syncline.dialect;

import java.sql.SQLException;

class DorisRoundTripIT extends StreamLoadRoundTripContract {

    @Override
    TestDatabase open() throws SQLException {
        return TestDatabase.doris();
    }
}
