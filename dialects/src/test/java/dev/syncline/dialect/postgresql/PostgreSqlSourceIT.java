package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.SourceContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgreSqlSourceIT extends SourceContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    @Override
    protected void createReader(String user, String password) throws SQLException {
        end().execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(user, password));
    }

    @Override
    protected void grantSelect(String columns, TableName table, String user) throws SQLException {
        end().execute("GRANT SELECT %s ON %s TO %s".formatted(columns, quoted(table), user));
    }

    @AfterAll
    void dropReaders() throws SQLException {
        for (String role : end().texts("SELECT rolname FROM pg_roles WHERE rolname LIKE '%reader'")) {
            end().execute("DROP OWNED BY " + role);
            end().execute("DROP ROLE " + role);
        }
    }

    /// The values of its key may stand in a child again.
    @Test
    void aParentsKeyIsNotThatOfTheWhole() throws Exception {
        TableName parent = table("id INT PRIMARY KEY, name TEXT");
        end().execute("CREATE TABLE heir () INHERITS (%s)".formatted(quoted(parent)));
        end().execute("INSERT INTO %s VALUES (1, 'own')".formatted(quoted(parent)));
        end().execute("INSERT INTO heir VALUES (1, 'inherited')");
        TableName partitioned = new TableName(end().schema(), "in_parts");
        end().execute("CREATE TABLE in_parts (id INT PRIMARY KEY) PARTITION BY RANGE (id)");
        end().execute("CREATE TABLE in_parts_1 PARTITION OF in_parts FOR VALUES FROM (0) TO (10)");

        try (Connection session = end().session(Access.READ)) {
            assertThat(LoadHarness.shape(end(), session, parent).primaryKey()).isEmpty();
            assertThat(LoadHarness.shape(end(), session, partitioned).primaryKey()).containsExactly("id");
        }
    }

    @Test
    void rowsThatAPolicyHidesAreAFailure() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name TEXT");
        fill(table, 3);
        createReader("policy_reader", "pw");
        grantSelect("", table, "policy_reader");
        end().execute("ALTER TABLE %s ENABLE ROW LEVEL SECURITY".formatted(quoted(table)));
        try (Connection session = end().sessionAs("policy_reader", "pw")) {
            assertThat(failureOf(table, session)).isEqualTo(FailureCode.PERMISSION_DENIED);
            assertThat(source().discover(session, List.of(table)).getFirst().failure().message()).contains("Row-level security");
        }
    }

    @Test
    void partitionsAreReadThroughTheirTable() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name TEXT) PARTITION BY RANGE (id");
        end().execute("CREATE TABLE %s_low PARTITION OF %s FOR VALUES FROM (0) TO (10)".formatted(table.table(), quoted(table)));
        end().execute("CREATE TABLE %s_high PARTITION OF %s FOR VALUES FROM (10) TO (20)".formatted(table.table(), quoted(table)));
        end().execute("INSERT INTO %s VALUES (1, 'a'), (11, 'b')".formatted(quoted(table)));
        try (Connection session = end().session(Access.READ)) {
            assertThat(source().tables(session, "public")).extracting(found -> found.name().table()).contains(table.table()).doesNotContain(table.table() + "_low");
            assertThat(rows(source(), session, table, LoadHarness.shape(end(), session, table))).containsExactlyInAnyOrder("1\ta\n", "11\tb\n");
        }
    }

    @Test
    void materializedViewsAreReadThoughTheyCannotBeLocked() throws Exception {
        TableName view = new TableName("public", "kept");
        end().execute("CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one, 'x'::text AS name");
        try (Connection session = end().session(Access.READ)) {
            assertThat(rows(source(), session, view, LoadHarness.shape(end(), session, view))).containsExactly("1\tx\n");
        }
    }

    @Test
    void droppedAndGeneratedColumnsAndIdentities() throws Exception {
        TableName table = table("id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, gone INT, twice INT GENERATED ALWAYS AS (4) STORED, name TEXT");
        end().execute("ALTER TABLE %s DROP COLUMN gone".formatted(quoted(table)));
        end().execute("INSERT INTO %s (name) VALUES ('x')".formatted(quoted(table)));
        try (Connection session = end().session(Access.READ)) {
            TableShape shape = LoadHarness.shape(end(), session, table);

            assertThat(shape.columns()).extracting(Column::name).containsExactly("id", "twice", "name");
            assertThat(rows(source(), session, table, shape)).containsExactly("1\t4\tx\n");
        }
    }

    /// As many columns as a table can have.
    @Test
    void readsATableOf1600Columns() throws Exception {
        String columns = IntStream.rangeClosed(1, 1600).mapToObj(i -> "c%d %s".formatted(i, i == 1 ? "INT PRIMARY KEY" : "boolean")).collect(Collectors.joining(", "));
        TableName table = table(columns);
        end().execute("INSERT INTO %s (c1, c1600) VALUES (1, true), (2, false), (3, NULL)".formatted(quoted(table)));

        List<String> rows = read(plan(table).incrementalBy("c1").after("1").inPagesOf(1).build()).rows();

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().split("\t")).hasSize(1600).startsWith("2").endsWith("false\n");
    }

    @Test
    void aTableWithoutColumnsIsRefusedInPlainWords() throws Exception {
        TableName table = table("");
        try (Connection session = end().session(Access.READ)) {
            assertThat(source().discover(session, List.of(table)).getFirst().failure()).satisfies(failure -> {
                assertThat(failure.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE);
                assertThat(failure.message()).contains(table.toString()).contains("no columns").contains("leave it out");
            });
        }
    }

    @Test
    void foreignAndMaterializedAndPlainViewsAreNoTables() throws Exception {
        table("id INT");
        end().execute("CREATE VIEW seen AS SELECT 1 AS one");
        end().execute("CREATE MATERIALIZED VIEW stored AS SELECT 1 AS one");
        try (Connection session = end().session(Access.READ)) {
            assertThat(source().tables(session, "public")).filteredOn(found -> !found.isTable()).extracting(found -> found.name().table()).contains("seen", "stored");
        }
    }

    /// A column that is dropped leaves a gap in the numbers that indexes and keys refer to.
    @Test
    void keysBehindDroppedColumnsAreFound() throws Exception {
        TableName table = table("gone INT, a INT, gone_too INT, b INT, PRIMARY KEY (b, a)");
        end().execute("ALTER TABLE %s DROP COLUMN gone, DROP COLUMN gone_too".formatted(quoted(table)));
        end().execute("INSERT INTO %s SELECT n %% 3, n FROM generate_series(1, 10) AS n".formatted(quoted(table)));

        Reading reading = read(plan(table).incrementalBy("b").after("2").inPagesOf(3).build());

        assertThat(reading.rows()).hasSize(8);
        assertThat(reading.report().notes()).isEmpty();
    }
}
