package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.dialect.End;
import dev.syncline.dialect.TargetReplaceContract;
import org.junit.jupiter.api.Test;

class MySqlReplaceIT extends TargetReplaceContract {

    @Override
    protected End open() throws SQLException {
        return End.mySql();
    }

    @Test
    void computedColumnsTakeNoValues() throws Exception {
        expectThatComputedColumnsTakeNoValues("varchar(40) GENERATED ALWAYS AS ('x') STORED");
    }
}
