package dev.syncline.dialect.doris;

import java.sql.SQLException;

import dev.syncline.dialect.End;
import dev.syncline.dialect.streamload.StreamLoadMergeContract;

class DorisMergeIT extends StreamLoadMergeContract {

    @Override
    protected End open() throws SQLException {
        return End.doris();
    }
}
