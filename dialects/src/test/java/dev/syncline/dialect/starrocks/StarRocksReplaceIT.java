package dev.syncline.dialect.starrocks;

import java.sql.SQLException;

import dev.syncline.dialect.End;
import dev.syncline.dialect.streamload.StreamLoadReplaceContract;

class StarRocksReplaceIT extends StreamLoadReplaceContract {

    @Override
    protected End open() throws SQLException {
        return End.starRocks();
    }
}
