package dev.syncline.dialect.greenplum;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.dialect.DialectGoldenContract;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.PostgreSqlTypes;
import dev.syncline.dialect.TargetInspectionContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.TypeCase;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class GreenplumInspectionIT extends TargetInspectionContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.greenplum(OnPostgreSql.dialect());
    }

    /// From a PostgreSQL, since Greenplum is no source.
    @Override
    @Test
    protected void aTableThatWasJustMadeHasNotChanged() throws Exception {
        load(DialectGoldenContract.EVERYTHING, LoadRules.CREATE, "");
        assertThat(inspect(DialectGoldenContract.EVERYTHING).changes()).isEmpty();

        try (TestDatabase from = TestDatabase.postgreSql()) {
            for (String definition : PostgreSqlTypes.definitions()) {
                from.execute(definition);
            }
            for (TypeCase type : PostgreSqlTypes.all().toList()) {
                nextTable();
                TableName source = new TableName(from.schema(), table().table());
                from.execute("CREATE TABLE %s (id INT PRIMARY KEY, c %s NULL)".formatted(source.table(), type.type()));
                TableShape shape = LoadHarness.copy(from, source, end(), table());
                assertThat(inspect(shape).changes()).as(type.type()).isEmpty();
            }
        }
    }

    /// A connection of the wrong kind.
    @Test
    void aServerThatIsNoGreenplumIsAProblem() throws Exception {
        assumeTrue(System.getProperty("greenplum.host") == null);
        try (Connection session = end().session(Access.WRITE)) {
            List<String> problems = new GreenplumDialect().target().problems(session, List.of(table()));

            assertThat(problems).singleElement().asString().contains("no Greenplum but PostgreSQL 17");
        }
    }
}
