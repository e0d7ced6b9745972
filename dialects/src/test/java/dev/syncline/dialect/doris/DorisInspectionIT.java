package dev.syncline.dialect.doris;

import java.sql.SQLException;

import dev.syncline.dialect.End;
import dev.syncline.dialect.streamload.StreamLoadInspectionContract;

class DorisInspectionIT extends StreamLoadInspectionContract {

    @Override
    protected End open() throws SQLException {
        return End.doris();
    }
}
