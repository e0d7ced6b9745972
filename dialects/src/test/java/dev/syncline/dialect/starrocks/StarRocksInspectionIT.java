package dev.syncline.dialect.starrocks;

import java.sql.SQLException;

import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.streamload.StreamLoadInspectionContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StarRocksInspectionIT extends StreamLoadInspectionContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.starRocks();
    }

    @Test
    void backEndsThatAreAllDeadAreToldBeforeALoad() throws Exception {
        server().backEndsAlive(0);
        try {
            assertThat(problems()).singleElement().asString().contains("back end");
        } finally {
            server().backEndsAlive(1);
        }
    }
}
