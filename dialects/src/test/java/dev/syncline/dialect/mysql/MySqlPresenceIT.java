package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.testsupport.Proves;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What MySQL says of tables that are gone, and of those that a user with few rights may not see.
class MySqlPresenceIT {

    private final String reader = "r" + UUID.randomUUID().toString().substring(0, 8);
    private TestDatabase end;

    @BeforeEach
    void open() throws SQLException {
        end = TestDatabase.mySql();
        end.execute("CREATE USER %s IDENTIFIED BY 'pw'".formatted(reader));
    }

    @AfterEach
    void close() throws SQLException {
        end.execute("DROP USER " + reader);
        end.execute("SET GLOBAL partial_revokes = OFF");
        end.close();
    }

    @Test
    @Proves("A14")
    void aMissingTableIsGoneForWhoMightReadIt() throws Exception {
        grant("SELECT ON %s.*".formatted(end.schema()));

        assertThat(code("missing")).isEqualTo(FailureCode.NOT_FOUND);
        assertThat(code(new TableName("no_such_schema", "missing"))).isEqualTo(FailureCode.PERMISSION_DENIED);
    }

    @Test
    void aMissingTableIsNotProvenGoneForWhoMayReadOthersOnly() throws Exception {
        end.execute("CREATE TABLE %s (id INT)".formatted(name("other")));
        grant("SELECT ON " + name("other"));
        grant("INSERT, UPDATE ON %s.*".formatted(end.schema()));

        Failure failure = failure(new TableName(end.schema(), "missing"));

        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(FailureCode.PERMISSION_DENIED);
        assertThat(failure.message()).contains("nor see whether it is there").contains("grant SELECT").contains("dropped");
    }

    @Test
    void knowsWhetherItSeesAllTables() throws Exception {
        end.execute("CREATE TABLE %s (id INT)".formatted(name("t")));
        grant("SELECT ON " + name("t"));
        try (Connection session = end.sessionAs(reader, "pw")) {
            assertThat(end.dialect().source().listsAll(session, end.schema())).isFalse();
        }
        grant("SELECT ON %s.*".formatted(end.schema()));
        try (Connection session = end.sessionAs(reader, "pw")) {
            assertThat(end.dialect().source().listsAll(session, end.schema())).isTrue();
        }
    }

    @Test
    void aDroppedDatabaseIsGoneForWhoHadARightOnIt() throws Exception {
        String other = end.schema() + "_2";
        end.execute("CREATE DATABASE " + other);
        grant("SELECT ON %s.*".formatted(other));
        end.execute("DROP DATABASE " + other);

        assertThat(code(new TableName(other, "t"))).isEqualTo(FailureCode.NOT_FOUND);
        end.execute("REVOKE SELECT ON %s.* FROM %s".formatted(other, reader));
        assertThat(code(new TableName(other, "t"))).isEqualTo(FailureCode.PERMISSION_DENIED);
    }

    @Test
    void aRoleThatIsNotActiveIsAMissingRight() throws Exception {
        end.execute("CREATE TABLE %s (id INT)".formatted(name("t")));
        String role = reader + "_role";
        end.execute("CREATE ROLE " + role);
        end.execute("GRANT SELECT ON %s TO %s".formatted(name("t"), role));
        end.execute("GRANT %s TO %s".formatted(role, reader));
        try {
            assertThat(code("t")).isEqualTo(FailureCode.PERMISSION_DENIED);
            end.execute("SET DEFAULT ROLE %s TO %s".formatted(role, reader));
            assertThat(code("t")).isNull();
        } finally {
            end.execute("DROP ROLE " + role);
        }
    }

    @Test
    void aPartialRevokeIsAMissingRight() throws Exception {
        end.execute("CREATE TABLE %s (id INT)".formatted(name("t")));
        end.execute("SET GLOBAL partial_revokes = ON");
        grant("SELECT ON *.*");
        assertThat(code("t")).isNull();
        assertThat(code("missing")).isEqualTo(FailureCode.NOT_FOUND);

        end.execute("REVOKE SELECT ON %s.* FROM %s".formatted(end.schema(), reader));

        assertThat(code("t")).isEqualTo(FailureCode.PERMISSION_DENIED);
        assertThat(code("missing")).isEqualTo(FailureCode.PERMISSION_DENIED);
    }

    @Test
    void aRightOnColumnsOnlyIsAMissingRight() throws Exception {
        end.execute("CREATE TABLE %s (id INT, secret INT)".formatted(name("t")));
        grant("SELECT (id) ON " + name("t"));

        assertThat(code("t")).isEqualTo(FailureCode.PERMISSION_DENIED);
        end.execute("ALTER TABLE %s DROP COLUMN secret".formatted(name("t")));
        assertThat(code("t")).isNull();
        end.execute("DROP TABLE " + name("t"));
        assertThat(code("t")).isEqualTo(FailureCode.NOT_FOUND);
    }

    /// A view of nothing is still a view: it is not skipped as if it were gone.
    @Test
    void aViewWhoseTableIsGoneIsNotGone() throws Exception {
        end.execute("CREATE TABLE %s (id INT, name INT)".formatted(name("base")));
        end.execute("CREATE VIEW %s AS SELECT id, name FROM %s".formatted(name("v"), name("base")));
        end.execute("CREATE VIEW %s AS SELECT id FROM %s".formatted(name("vv"), name("v")));
        grant("SELECT ON %s.*".formatted(end.schema()));
        assertThat(code("vv")).isNull();

        end.execute("ALTER TABLE %s DROP COLUMN name".formatted(name("base")));
        assertThat(code("v")).isEqualTo(FailureCode.MISCONFIGURED);
        end.execute("DROP TABLE " + name("base"));

        assertThat(code("v")).isEqualTo(FailureCode.MISCONFIGURED);
        assertThat(failure(new TableName(end.schema(), "vv")))
                .satisfies(failure -> assertThat(failure.message()).contains("is there and cannot be read").contains("mend the view"));
        end.execute("DROP VIEW " + name("vv"));
        assertThat(code("vv")).isEqualTo(FailureCode.NOT_FOUND);
    }

    /// The server says "Access denied for user" here, as at a wrong password.
    @Test
    void aViewWhoseDefinerIsGoneOrMayNotReadIsNotGone() throws Exception {
        String definer = reader + "d";
        end.execute("CREATE TABLE %s (id INT)".formatted(name("base")));
        end.execute("CREATE USER %s IDENTIFIED BY 'pw'".formatted(definer));
        end.execute("CREATE DEFINER = %s VIEW %s AS SELECT id FROM %s".formatted(definer, name("v"), name("base")));
        grant("SELECT ON %s.*".formatted(end.schema()));

        assertThat(code("v")).as("the definer may not read").isEqualTo(FailureCode.MISCONFIGURED);
        end.execute("GRANT SELECT ON %s TO %s".formatted(name("base"), definer));
        assertThat(code("v")).isNull();
        TableShape shape;
        try (Connection session = end.session(Access.READ)) {
            shape = LoadHarness.shape(end, session, new TableName(end.schema(), "v"));
        }
        end.execute("DROP USER " + definer);

        assertThat(code("v")).isEqualTo(FailureCode.MISCONFIGURED);
        try (Connection session = end.sessionAs(reader, "pw")) {
            ReadPlan plan = ReadPlan.everything(new TableName(end.schema(), "v"), shape);
            assertThatThrownBy(() -> end.dialect().source().read(session, plan, (_, _, _, _) -> {}))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                    .hasMessageContaining("defined it");
            assertThat(session.getAutoCommit()).isTrue();
        }
    }

    /// Rights that come by a role are not looked through one by one, so the table itself is asked for.
    @Test
    void aTargetThatIsHiddenIsNotTakenForAbsent() throws Exception {
        end.execute("CREATE TABLE %s (id INT)".formatted(name("t")));
        end.execute("CREATE TABLE %s (id INT)".formatted(name("other")));
        String role = reader + "_role";
        end.execute("CREATE ROLE " + role);
        end.execute("GRANT ALL ON %s TO %s".formatted(name("other"), role));
        end.execute("GRANT %s TO %s".formatted(role, reader));
        end.execute("SET DEFAULT ROLE %s TO %s".formatted(role, reader));
        TableName hidden = new TableName(end.schema(), "t");
        TableShape shape;
        try (Connection session = end.session(Access.READ)) {
            shape = LoadHarness.shape(end, session, hidden);
        }
        try (Connection session = end.sessionAs(reader, "pw")) {
            assertThat(end.dialect().target().problems(session, List.of(hidden))).singleElement().asString().contains("may not see");
            assertThatThrownBy(() -> end.dialect().target().inspect(session, hidden, shape, List.of("id")))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.PERMISSION_DENIED));
        } finally {
            end.execute("DROP ROLE " + role);
        }
    }

    private void grant(String right) throws SQLException {
        end.execute("GRANT %s TO %s".formatted(right, reader));
    }

    private String name(String table) {
        return end.dialect().quote(end.schema()) + '.' + end.dialect().quote(table);
    }

    private @Nullable FailureCode code(String table) throws SQLException {
        return code(new TableName(end.schema(), table));
    }

    private @Nullable FailureCode code(TableName table) throws SQLException {
        Failure failure = failure(table);
        return failure == null ? null : failure.code();
    }

    private @Nullable Failure failure(TableName table) throws SQLException {
        try (Connection session = end.sessionAs(reader, "pw")) {
            return end.dialect().source().discover(session, List.of(table)).getFirst().failure();
        }
    }
}
