package dev.syncline.dialect.starrocks;

import java.sql.SQLException;

import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.streamload.StreamLoadReplaceContract;

class StarRocksReplaceIT extends StreamLoadReplaceContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.starRocks();
    }
}
