package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.SourceContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.ReadPlan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlSourceIT extends SourceContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.mySql();
    }

    @Override
    protected void createReader(String user, String password) throws SQLException {
        end().execute("CREATE USER %s IDENTIFIED BY '%s'".formatted(user, password));
    }

    @Override
    protected void grantSelect(String columns, TableName table, String user) throws SQLException {
        end().execute("GRANT SELECT %s ON %s TO %s".formatted(columns, quoted(table), user));
    }

    @Test
    void invisibleAndGeneratedColumnsArePlain() throws Exception {
        TableName table = table("id INT PRIMARY KEY, hidden INT INVISIBLE DEFAULT 5, twice INT AS (id * 2) STORED, thrice INT AS (id * 3)");
        end().execute("INSERT INTO %s (id) VALUES (1)".formatted(quoted(table)));
        try (Connection session = end().session(Access.READ)) {
            TableShape shape = LoadHarness.shape(end(), session, table);

            assertThat(shape.columns()).extracting(Column::name).containsExactly("id", "hidden", "twice", "thrice");
            assertThat(shape.columns()).extracting(Column::declaration).containsOnly("int");
            assertThat(rows(source(), session, table, shape)).containsExactly("1\t5\t2\t3\n");
        }
    }

    @Test
    void aKeyOnTheBeginningOfAColumnIsNone() throws Exception {
        TableName table = table("name TEXT NOT NULL, PRIMARY KEY (name(10))");
        try (Connection session = end().session(Access.READ)) {
            assertThat(LoadHarness.shape(end(), session, table).primaryKey()).isEmpty();
        }
    }

    @Test
    void aRightOnAColumnByARoleDoesNotHideTheOthers() throws Exception {
        TableName table = table("id INT, name VARCHAR(20)");
        createReader("role_reader", "pw");
        end().execute("CREATE ROLE narrow_role");
        end().execute("GRANT SELECT (id) ON %s TO narrow_role".formatted(quoted(table)));
        end().execute("GRANT narrow_role TO role_reader");
        end().execute("SET DEFAULT ROLE narrow_role TO role_reader");
        try (Connection session = end().sessionAs("role_reader", "pw")) {
            assertThat(failureOf(table, session)).isEqualTo(FailureCode.PERMISSION_DENIED);
        }
    }

    /// HEX in the server would be NULL here: twice 40 MiB is more than max_allowed_packet, 64 MiB.
    @Test
    void readsBytesThatHexInTheServerWouldLose() throws Exception {
        TableName table = table("id INT PRIMARY KEY, photo LONGBLOB");
        end().execute("INSERT INTO %s VALUES (1, repeat('x', %d))".formatted(quoted(table), 40 << 20));
        try (Connection session = end().session(Access.READ)) {
            long[] length = new long[1];
            source().read(session, ReadPlan.everything(table, LoadHarness.shape(end(), session, table)), (_, _, bytes, _) -> length[0] = bytes);

            assertThat(length[0]).isEqualTo(2 + 3 + 2L * (40 << 20) + 1);
        }
    }

    @Test
    void partitionedTablesAreTablesAndArePaged() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name VARCHAR(20)) PARTITION BY HASH (id");
        end().execute("ALTER TABLE %s ADD PARTITION PARTITIONS 2".formatted(quoted(table)));
        fill(table, 20);
        try (Connection session = end().session(Access.READ)) {
            assertThat(source().tables(session, end().schema())).filteredOn(found -> found.name().equals(table)).singleElement().matches(found -> found.isTable());
        }
        assertThat(read(plan(table).inPagesOf(6).build()).rows()).hasSize(20).doesNotHaveDuplicates();
    }

    /// A generated column that nobody sees can be a key.
    @Test
    void invisibleAndGeneratedColumnsCanBeKeys() throws Exception {
        TableName table = table("id INT, hidden INT AS (id * 2) STORED INVISIBLE PRIMARY KEY");
        end().execute("INSERT INTO %s (id) VALUES (1), (2), (3)".formatted(quoted(table)));

        assertThat(read(plan(table).incrementalBy("hidden").after("2").inPagesOf(1).build()).rows()).containsExactly("2\t4\n", "3\t6\n");
    }
}
