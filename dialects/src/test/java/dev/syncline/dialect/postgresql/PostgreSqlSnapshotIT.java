package dev.syncline.dialect.postgresql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.ReadPlans;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Rows that come from outside of the snapshot, here by way of the server itself.
class PostgreSqlSnapshotIT {

    private TestDatabase end;

    @BeforeEach
    void open() throws SQLException {
        end = TestDatabase.postgreSql();
        String port = Objects.requireNonNull(end.text("SHOW port"));
        end.execute("CREATE EXTENSION postgres_fdw");
        end.execute("CREATE EXTENSION dblink");
        end.execute("CREATE SERVER itself FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '%s', dbname '%s')"
                .formatted(port, end.settings().database()));
        end.execute("CREATE USER MAPPING FOR CURRENT_USER SERVER itself OPTIONS (user '%s', password '%s')"
                .formatted(end.settings().user(), end.settings().secret()));
        end.execute("CREATE TABLE t (id int PRIMARY KEY, name text)");
        end.execute("INSERT INTO t SELECT n, repeat('x', 16000) FROM generate_series(1, 300) n");
        end.execute("CREATE FOREIGN TABLE far (id int, name text) SERVER itself OPTIONS (table_name 't')");
        end.execute("CREATE VIEW far_view AS SELECT id, name FROM far");
        end.execute("CREATE VIEW far_view_of_view AS SELECT v.id, v.name FROM far_view v JOIN t USING (id)");
        end.execute("CREATE VIEW linked AS SELECT * FROM dblink('host=127.0.0.1 port=%s dbname=%s user=%s password=%s', 'SELECT id, name FROM t') AS l (id int, name text)"
                .formatted(port, end.settings().database(), end.settings().user(), end.settings().secret()));
        end.execute("CREATE TABLE parent (id int, name text)");
        end.execute("INSERT INTO parent SELECT n, 'here' FROM generate_series(1001, 1300) n");
        end.execute("CREATE FOREIGN TABLE child () INHERITS (parent) SERVER itself OPTIONS (table_name 't')");
        end.execute("CREATE VIEW near AS SELECT id, name, random() AS r FROM t");
    }

    @AfterEach
    void close() throws SQLException {
        end.close();
    }

    private TableName table(String name) {
        return new TableName(end.schema(), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"far", "far_view", "far_view_of_view", "linked", "parent"})
    void aWriterThatMovesRowsTakesNoneAway(String name) throws Exception {
        List<Integer> ids = new ArrayList<>();
        try (Connection session = end.session(Access.READ)) {
            ReadReport report = end.dialect().source().read(
                    session, new ReadPlans(table(name), LoadHarness.shape(end, session, table(name))).inPagesOf(20).build(), (bytes, offset, length, _) -> {
                        if (ids.size() == 30) {
                            moveRows();
                        }
                        String row = new String(bytes, offset, length, StandardCharsets.UTF_8);
                        ids.add(Integer.valueOf(row.substring(0, row.indexOf('\t'))));
                    });

            assertThat(ids).doesNotHaveDuplicates().hasSize(name.equals("parent") ? 600 : 300);
            assertThat(report.notes()).singleElement().asString().contains("outside of the database's snapshot", "one query");
        }
    }

    private void moveRows() {
        try {
            end.execute("UPDATE t SET id = -id WHERE id > 200");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isSaidBeforehand() throws Exception {
        try (Connection session = end.session(Access.READ)) {
            List<TableName> all = List.of("t", "far", "far_view", "far_view_of_view", "linked", "parent", "near").stream().map(this::table).toList();

            assertThat(end.dialect().source().cautions(session, all))
                    .containsOnlyKeys(all.subList(1, 6))
                    .hasEntrySatisfying(table("far_view_of_view"), caution -> assertThat(caution).contains("foreign table public.far"))
                    .hasEntrySatisfying(table("linked"), caution -> assertThat(caution).contains("function public.dblink"));
        }
    }
}
