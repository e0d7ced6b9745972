package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.dialect.End;

/// Merges, clears and de-duplicates on a server that has everything set otherwise, with the documented rights only.
class MySqlHostileMergeIT extends MySqlMergeIT {

    @Override
    protected End open() throws SQLException {
        return HostileMySql.shared().end();
    }
}
