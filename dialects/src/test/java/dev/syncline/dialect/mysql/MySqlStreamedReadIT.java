package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.StreamedReadContract;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlStreamedReadIT extends StreamedReadContract {

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

    @Override
    protected String rewrite(TableName table) {
        return "ALTER TABLE %s ENGINE = InnoDB".formatted(quoted(table));
    }

    /// Nobody waits for rows that are being read, and a lock that cannot be had in time is done without.
    @Test
    void aTransactionThatStaysOpenLeavesOneSession() throws Exception {
        TableName table = large();
        try (Connection writer = end().anotherPlain()) {
            writer.setAutoCommit(false);
            try (var statement = writer.createStatement()) {
                statement.executeUpdate("UPDATE %s SET name = 'changed' WHERE id = 10".formatted(quoted(table)));
            }

            Streamed streamed = streamed(plan(table).build(), 3);

            assertThat(streamed.helpers()).isZero();
            assertThat(streamed.rows()).hasSize(ROWS).doesNotContain("10\tchanged\n");
            assertThat(streamed.report().notes()).singleElement().asString().contains("did not end in time");
            writer.rollback();
        }
    }

    @Test
    void keysOfManyKindsAreDivided() throws Exception {
        for (String key : new String[] {"BIGINT UNSIGNED", "INT(8) UNSIGNED ZEROFILL", "MEDIUMINT"}) {
            TableName table = table("k %s NOT NULL, name VARCHAR(50), n INT, PRIMARY KEY (k, n)".formatted(key));
            TableName digits = large();
            end().execute("INSERT INTO %s SELECT id, name, 1 FROM %s".formatted(quoted(table), quoted(digits)));
            if (key.equals("BIGINT UNSIGNED")) {
                end().execute("INSERT INTO %s VALUES (18446744073709551615, 'last', 2)".formatted(quoted(table)));
            }

            Streamed streamed = streamed(plan(table).build(), 3);

            assertThat(streamed.helpers()).as(key).isPositive();
            assertThat(streamed.rows()).as(key).containsExactlyInAnyOrderElementsOf(read(plan(table).build()).rows());
        }
    }

    @Test
    void withoutAKeyOrAnEngineWithSnapshotsItIsOneSession() throws Exception {
        TableName digits = large();
        TableName keyless = table("id BIGINT, name VARCHAR(200)");
        TableName myIsam = new TableName(digits.schema(), digits.table() + "_myisam");
        end().execute("CREATE TABLE %s (id BIGINT PRIMARY KEY, name VARCHAR(200)) ENGINE = MyISAM".formatted(quoted(myIsam)));
        for (TableName table : new TableName[] {keyless, myIsam}) {
            end().execute("INSERT INTO %s SELECT * FROM %s".formatted(quoted(table), quoted(digits)));

            Streamed streamed = streamed(plan(table).build(), 3);

            assertThat(streamed.helpers()).isZero();
            assertThat(streamed.rows()).hasSize(ROWS);
            assertThat(streamed.report().notes()).singleElement().asString().containsAnyOf("no key that begins with a whole number", "no snapshot");
        }
    }

    @Test
    void withoutTheRightToLockItIsOneSession() throws Exception {
        TableName table = large();
        createReader("no_locker", "n0-locker");
        grantSelect("", table, "no_locker");
        try (Connection session = end().sessionAs("no_locker", "n0-locker")) {
            Streamed streamed = streamed(session, plan(table).build(), 3, () -> end().sessionAs("no_locker", "n0-locker"), _ -> { });
            assertThat(streamed.helpers()).isZero();
            assertThat(streamed.rows()).hasSize(ROWS);
            assertThat(streamed.report().notes()).singleElement().asString().contains("needs the right LOCK TABLES");
        } finally {
            end().execute("DROP USER no_locker");
        }
    }
}
