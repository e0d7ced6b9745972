package dev.syncline.dialect.postgresql;

import java.sql.SQLException;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.StreamedReadContract;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgreSqlStreamedReadIT extends StreamedReadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    @Override
    protected void createReader(String user, String password) throws SQLException {
        end().execute("CREATE USER %s PASSWORD '%s'".formatted(user, password));
    }

    @Override
    protected void grantSelect(String columns, TableName table, String user) throws SQLException {
        end().execute("GRANT SELECT %s ON %s TO %s".formatted(columns, quoted(table), user));
    }

    @Override
    protected String rewrite(TableName table) {
        return "VACUUM FULL " + quoted(table);
    }

    @Test
    void aTableWithoutAKeyIsDividedByItsBlocks() throws Exception {
        TableName digits = large();
        TableName keyless = table("id BIGINT, name VARCHAR(200)");
        end().execute("INSERT INTO %s SELECT * FROM %s".formatted(quoted(keyless), quoted(digits)));

        Streamed streamed = streamed(plan(keyless).build(), 3);

        assertThat(streamed.helpers()).isPositive();
        assertThat(streamed.rows()).hasSize(ROWS);
    }

    @Test
    void partitionsHeirsAndMaterializedViewsAreReadByOne() throws Exception {
        TableName digits = large();
        TableName parted = new TableName(digits.schema(), digits.table() + "_parted");
        end().execute("CREATE TABLE %s (id BIGINT, name VARCHAR(200)) PARTITION BY HASH (id)".formatted(quoted(parted)));
        end().execute("CREATE TABLE %s_0 PARTITION OF %s FOR VALUES WITH (MODULUS 1, REMAINDER 0)".formatted(parted, quoted(parted)));
        end().execute("INSERT INTO %s SELECT * FROM %s".formatted(quoted(parted), quoted(digits)));
        TableName stored = new TableName(digits.schema(), digits.table() + "_stored");
        end().execute("CREATE MATERIALIZED VIEW %s AS SELECT * FROM %s".formatted(quoted(stored), quoted(digits)));
        TableName inherited = large();
        end().execute("CREATE TABLE %s_heir () INHERITS (%s)".formatted(inherited, quoted(inherited)));
        for (TableName table : new TableName[] {parted, stored, inherited}) {
            Streamed streamed = streamed(plan(table).build(), 3);

            assertThat(streamed.helpers()).isZero();
            assertThat(streamed.rows()).hasSize(ROWS);
        }
    }
}
