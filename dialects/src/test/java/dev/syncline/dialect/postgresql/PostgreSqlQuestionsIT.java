package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.ReadPlans;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a session asks the catalogue for each of many tables, seen by the plans that the server keeps for it.
class PostgreSqlQuestionsIT {

    private TestDatabase end;

    @BeforeEach
    void open() throws SQLException {
        end = TestDatabase.postgreSql();
        end.execute("CREATE TABLE plain (id int PRIMARY KEY, name text)");
        end.execute("CREATE VIEW seen AS SELECT id, name FROM plain");
        end.execute("CREATE TABLE parent (id int, name text)");
        end.execute("CREATE TABLE child () INHERITS (parent)");
    }

    @AfterEach
    void close() throws SQLException {
        end.close();
    }

    @Test
    void whatIsAskedOfEachTableIsPlannedOnce() throws Exception {
        assertThat(keptAfterReading("plain")).anyMatch(statement -> statement.contains("pg_attribute"));
    }

    @Test
    void onlyOfWhatMayHaveOtherRowsItIsAskedWhoseTheyAre() throws Exception {
        assertThat(keptAfterReading("plain")).noneMatch(PostgreSqlQuestionsIT::asksWhoseRowsTheyAre);
        assertThat(keptAfterReading("seen")).anyMatch(PostgreSqlQuestionsIT::asksWhoseRowsTheyAre);
        assertThat(keptAfterReading("parent")).anyMatch(PostgreSqlQuestionsIT::asksWhoseRowsTheyAre);
    }

    @Test
    void whatIsMadeMeanwhileDoesNotMakeATargetForgetIt() throws Exception {
        TableName table = new TableName(end.schema(), "plain");
        try (Connection session = end.session(Access.WRITE); Statement statement = session.createStatement()) {
            TableShape shape = LoadHarness.shape(end, session, table);
            for (int i = 0; i < 6; i++) {
                end.dialect().target().inspect(session, table, shape, List.of());
                statement.execute("CREATE TABLE %s.made_%d (id int)".formatted(end.schema(), i));
            }

            assertThat(kept(session)).anyMatch(question -> question.contains("relkind"));
        }
    }

    private static boolean asksWhoseRowsTheyAre(String statement) {
        return statement.startsWith("WITH RECURSIVE used");
    }

    private List<String> keptAfterReading(String name) throws Exception {
        TableName table = new TableName(end.schema(), name);
        try (Connection session = end.session(Access.READ)) {
            for (int i = 0; i < 6; i++) {
                end.dialect().source().read(session, new ReadPlans(table, LoadHarness.shape(end, session, table)).build(), (_, _, _, _) -> { });
            }
            return kept(session);
        }
    }

    private static List<String> kept(Connection session) throws SQLException {
        List<String> kept = new ArrayList<>();
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery("SELECT statement FROM pg_prepared_statements")) {
            while (rows.next()) {
                kept.add(rows.getString(1).strip());
            }
        }
        return kept;
    }
}
