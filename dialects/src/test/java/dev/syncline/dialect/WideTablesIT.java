package dev.syncline.dialect;

import java.sql.SQLException;

import org.junit.jupiter.api.Nested;

class WideTablesIT {

    @Nested
    class MySql extends WideTablesContract {

        @Override
        TestDatabase open() throws SQLException {
            return TestDatabase.mySql();
        }

        /// InnoDB has 1,017 (Reference Manual 8.0, 15.22 "InnoDB Limits"), of which a load of several rows of one key takes one.
        @Override
        int mostColumns() {
            return 1_016;
        }
    }

    @Nested
    class PostgreSql extends WideTablesContract {

        @Override
        TestDatabase open() throws SQLException {
            return TestDatabase.postgreSql();
        }

        /// 1,600, less what does not fit into a row's page: 8 bytes each.
        @Override
        int mostColumns() {
            return 1_000;
        }
    }

    @Nested
    class ClickHouse extends WideTablesContract {

        @Override
        TestDatabase open() throws SQLException {
            return TestDatabase.clickHouse();
        }

        /// A statement of more than `max_query_size` and `max_ast_elements` of the server's own.
        @Override
        int mostColumns() {
            return 1_000;
        }
    }

    @Nested
    class Doris extends WideTablesContract {

        @Override
        TestDatabase open() throws SQLException {
            return TestDatabase.doris();
        }

        /// What the table behind the emulator has room for.
        @Override
        int mostColumns() {
            return 800;
        }
    }

    @Nested
    class StarRocks extends WideTablesContract {

        @Override
        TestDatabase open() throws SQLException {
            return TestDatabase.starRocks();
        }

        /// What the table behind the emulator has room for.
        @Override
        int mostColumns() {
            return 800;
        }
    }
}
