package dev.syncline.dialect.doris;

import java.sql.SQLException;

import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.streamload.StreamLoadReplaceContract;

class DorisReplaceIT extends StreamLoadReplaceContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.doris();
    }
}
