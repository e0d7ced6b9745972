package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.dialect.TestDatabase;

/// Merges, clears and de-duplicates on a server that has everything set otherwise, with the documented rights only.
class MySqlHostileMergeIT extends MySqlMergeIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return HostileMySql.shared().end();
    }
}
