package dev.syncline.dialect.postgresql;

import java.sql.SQLException;

import dev.syncline.dialect.GrantedEnd;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.Test;

/// Loads as a user who has what is printed and no more.
class PostgreSqlGrantedLoadIT extends PostgreSqlLoadIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return GrantedEnd.postgreSql();
    }

    /// The test itself makes a role.
    @Override
    @Test
    void rightsOfOthersStay() throws Exception {
        end().execute("RESET ROLE");
        try {
            super.rightsOfOthersStay();
        } finally {
            end().execute("SET ROLE " + end().settings().user());
        }
    }
}
