package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TargetLoadContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgreSqlLoadIT extends TargetLoadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    @Override
    protected String createDependent(TableName table) {
        return "CREATE TABLE dependent (id bigint PRIMARY KEY REFERENCES %s (id))".formatted(quoted(table));
    }

    private void replace() throws SQLException {
        try (Connection session = end().session(Access.WRITE)) {
            LoadHarness.load(end(), session, table(), SHAPE, List.of(rows(1, 3)));
        }
    }

    @Test
    void theKeyGetsTheTablesName() throws Exception {
        replace();
        replace();

        assertThat(end().texts("SELECT conname FROM pg_constraint WHERE conrelid = '%s'::regclass".formatted(table().table())))
                .containsExactly(table().table() + "_pkey");
    }

    @Test
    void rightsOfOthersStay() throws Exception {
        replace();
        String reader = "reader_" + UUID.randomUUID().toString().substring(0, 8);
        end().execute("CREATE ROLE " + reader);
        try {
            end().execute("GRANT SELECT ON %s TO %s WITH GRANT OPTION".formatted(quoted(table()), reader));
            end().execute("GRANT INSERT ON %s TO PUBLIC".formatted(quoted(table())));

            replace();

            assertThat(end().texts("SELECT concat_ws(' ', grantee, privilege_type, is_grantable) FROM information_schema.role_table_grants "
                            + "WHERE table_name = '%s' AND grantee IN ('PUBLIC', '%s') ORDER BY 1".formatted(table().table(), reader)))
                    .containsExactlyInAnyOrder("PUBLIC INSERT NO", reader + " SELECT YES");
        } finally {
            end().execute("DROP OWNED BY " + reader);
            end().execute("DROP ROLE " + reader);
        }
    }

    @Test
    void aTriggerOrPolicyIsNotLostSilently() throws Exception {
        replace();
        end().execute("CREATE POLICY dependent_policy ON %s USING (true)".formatted(quoted(table())));

        assertThatThrownBy(this::replace)
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("policy dependent_policy");
    }

    @Test
    void aPartitionIsNotTornOut() throws Exception {
        end().execute("CREATE TABLE %s_parent (id bigint NOT NULL, name text) PARTITION BY RANGE (id)".formatted(table().table()));
        end().execute("CREATE TABLE %1$s PARTITION OF %1$s_parent FOR VALUES FROM (1) TO (100)".formatted(table().table()));

        assertThatThrownBy(this::replace)
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("_parent");
    }
}
