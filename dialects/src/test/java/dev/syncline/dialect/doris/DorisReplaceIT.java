package dev.syncline.dialect.doris;

import java.sql.SQLException;

import dev.syncline.dialect.End;
import dev.syncline.dialect.streamload.StreamLoadReplaceContract;

class DorisReplaceIT extends StreamLoadReplaceContract {

    @Override
    protected End open() throws SQLException {
        return End.doris();
    }
}
