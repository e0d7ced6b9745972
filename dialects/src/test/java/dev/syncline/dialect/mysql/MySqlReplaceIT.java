package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.dialect.End;
import dev.syncline.dialect.TargetReplaceContract;


class MySqlReplaceIT extends TargetReplaceContract {

    @Override
    protected End open() throws SQLException {
        return End.mySql();
    }


}
