package dev.syncline.dialect;

import java.sql.SQLException;

class DorisRoundTripIT extends StreamLoadRoundTripContract {

    @Override
    End open() throws SQLException {
        return End.doris();
    }
}
