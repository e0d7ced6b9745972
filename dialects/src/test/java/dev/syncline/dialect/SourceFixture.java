package dev.syncline.dialect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.ReadPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// A source on a real server, with what tests of it need.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SourceFixture {

    private TestDatabase end;
    private int tables;

    protected abstract TestDatabase open() throws SQLException;

    /// Makes a user who may log in and nothing else.
    protected abstract void createReader(String user, String password) throws SQLException;

    protected abstract void grantSelect(String columns, TableName table, String user) throws SQLException;

    protected TestDatabase end() {
        return end;
    }

    @BeforeAll
    void openEnd() throws SQLException {
        end = open();
    }

    @AfterAll
    void closeEnd() throws SQLException {
        end.close();
    }

    protected TableName table(String columns) throws SQLException {
        TableName table = new TableName(end.schema(), "source_" + ++tables);
        end.execute("CREATE TABLE %s (%s)".formatted(quoted(table), columns));
        return table;
    }

    protected void fill(TableName table, int rows) throws SQLException {
        StringBuilder values = new StringBuilder("(1, 'row 1')");
        for (int i = 2; i <= rows; i++) {
            values.append(", (").append(i).append(", 'row ").append(i).append("')");
        }
        end.execute("INSERT INTO %s VALUES %s".formatted(quoted(table), values));
    }

    protected String quoted(TableName table) {
        return end.dialect().quote(table.schema()) + '.' + end.dialect().quote(table.table());
    }

    protected SourceDialect source() {
        return end.dialect().source();
    }

    protected @Nullable FailureCode failureOf(TableName table, Connection session) throws SQLException {
        DiscoveredTable found = source().discover(session, List.of(table)).getFirst();
        return found.failure() == null ? null : found.failure().code();
    }

    protected static List<String> rows(SourceDialect source, Connection session, TableName table, TableShape shape) throws SQLException, IOException {
        List<String> rows = new ArrayList<>();
        source.read(session, ReadPlan.everything(table, shape), (bytes, offset, length, _) -> rows.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        return rows;
    }

    /// What a reading gave.
    public record Reading(List<String> rows, ReadReport report) {

        /// The first field of each row, in ascending order of their lengths and letters.
        public List<String> firsts() {
            return rows.stream().map(row -> row.substring(0, row.indexOf('\t'))).sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder())).toList();
        }
    }

    /// A plan that reads everything of a table as it is now.
    protected ReadPlans plan(TableName table) throws SQLException {
        try (Connection session = end.session(Access.READ)) {
            return new ReadPlans(table, LoadHarness.shape(end, session, table));
        }
    }

    protected Reading read(ReadPlan plan) throws SQLException, IOException {
        try (Connection session = end.session(Access.READ)) {
            return read(session, plan);
        }
    }

    protected Reading read(Connection session, ReadPlan plan) throws SQLException, IOException {
        List<String> rows = new ArrayList<>();
        ReadReport report = source().read(
                session, plan, (bytes, offset, length, _) -> rows.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        return new Reading(rows, report);
    }

    protected boolean isMySql() {
        return end.dialect().kind().id().equals("mysql");
    }
}
