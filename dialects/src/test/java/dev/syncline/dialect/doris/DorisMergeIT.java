package dev.syncline.dialect.doris;

import java.sql.SQLException;

import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.streamload.StreamLoadMergeContract;

class DorisMergeIT extends StreamLoadMergeContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.doris();
    }
}
