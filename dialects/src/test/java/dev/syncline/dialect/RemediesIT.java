package dev.syncline.dialect;

import java.sql.SQLException;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.greenplum.OnPostgreSql;
import dev.syncline.testsupport.Proves;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A failure that a project's policy cures names the line to write, whichever target refuses.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemediesIT {

    private static final String ZERO = "policy.values: {\"zero-date\": \"null\"}";
    private static final String RANGE = "policy.values: {\"date-out-of-range\": \"null\"}";
    private static final String NUMBER = "policy.values: {\"not-a-number\": \"null\"}";
    private static final String NUL = "policy.values: {\"nul-character\": \"null\"}";

    enum Target { MYSQL, POSTGRESQL, GREENPLUM, CLICKHOUSE, DORIS, STARROCKS }

    private TestDatabase mySql;
    private TestDatabase postgreSql;
    private int tables;

    @BeforeAll
    void open() throws SQLException {
        mySql = TestDatabase.mySql();
        mySql.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
        postgreSql = TestDatabase.postgreSql();
    }

    @AfterAll
    void close() throws SQLException {
        mySql.close();
        postgreSql.close();
    }

    private static TestDatabase open(Target target) throws SQLException {
        return switch (target) {
            case MYSQL -> TestDatabase.mySql();
            case POSTGRESQL -> TestDatabase.postgreSql();
            case GREENPLUM -> TestDatabase.greenplum(OnPostgreSql.dialect());
            case CLICKHOUSE -> TestDatabase.clickHouse();
            case DORIS -> TestDatabase.doris();
            case STARROCKS -> TestDatabase.starRocks();
        };
    }

    private String refusal(TestDatabase from, Target target, String columns, String row) throws Exception {
        TableName table = new TableName(from.schema(), "t" + ++tables);
        from.execute("CREATE TABLE %s (%s)".formatted(table.table(), columns));
        from.execute("INSERT INTO %s VALUES (%s)".formatted(table.table(), row));
        try (TestDatabase to = open(target)) {
            String[] message = new String[1];
            assertThatThrownBy(() -> LoadHarness.copy(from, table, to, new TableName(to.schema(), table.table()))).isInstanceOfSatisfying(SyncException.class, e -> {
                assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE);
                message[0] = e.failure().message();
            });
            return message[0];
        }
    }

    @ParameterizedTest
    @EnumSource(value = Target.class, names = "MYSQL", mode = EnumSource.Mode.EXCLUDE)
    @Proves("A9")
    void aZeroDateNamesItsPolicy(Target target) throws Exception {
        assertThat(refusal(mySql, target, "id INT PRIMARY KEY, note VARCHAR(10), day DATE", "1, 'x', '0000-00-00'"))
                .contains("\"day\"", ZERO, "\"text\"", "\"clamp\"")
                .doesNotContain("nul-character", "0000");
        assertThat(refusal(mySql, target, "id INT PRIMARY KEY, moment DATETIME(3) NOT NULL", "1, '2026-02-30'")).contains(ZERO);
    }

    /// A key is never null, so the line that helps is another.
    @ParameterizedTest
    @EnumSource(value = Target.class, names = {"POSTGRESQL", "CLICKHOUSE", "DORIS"})
    void aZeroDateInAKeyNamesWhatAKeyCanHave(Target target) throws Exception {
        assertThat(refusal(mySql, target, "day DATE PRIMARY KEY", "'0000-00-00'"))
                .contains("policy.values: {\"zero-date\": \"clamp\"}", "\"text\"")
                .doesNotContain("\"null\"");
    }

    @ParameterizedTest
    @EnumSource(value = Target.class, names = {"POSTGRESQL", "GREENPLUM"}, mode = EnumSource.Mode.EXCLUDE)
    void aDayThatIsNoneNamesItsPolicy(Target target) throws Exception {
        assertThat(refusal(postgreSql, target, "id int PRIMARY KEY, day date", "1, 'infinity'")).contains("day", RANGE).doesNotContain("zero-date");
        assertThat(refusal(postgreSql, target, "id int PRIMARY KEY, moment timestamptz", "1, '0044-03-15 BC'")).contains(RANGE);
    }

    @Test
    void aDayBeyondClickHousesNamesItsPolicy() throws Exception {
        assertThat(refusal(mySql, Target.CLICKHOUSE, "id INT PRIMARY KEY, day DATE", "1, '9999-12-31'")).contains("\"day\"", RANGE);
    }

    @ParameterizedTest
    @EnumSource(value = Target.class, names = {"POSTGRESQL", "GREENPLUM"}, mode = EnumSource.Mode.EXCLUDE)
    void aNumberThatIsNoneNamesItsPolicy(Target target) throws Exception {
        assertThat(refusal(postgreSql, target, "id int PRIMARY KEY, amount numeric(10, 2)", "1, 'NaN'")).contains("amount", NUMBER);
        if (target != Target.CLICKHOUSE) {
            assertThat(refusal(postgreSql, target, "id int PRIMARY KEY, ratio float8", "1, 'Infinity'")).contains("ratio", NUMBER);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Target.class, names = {"MYSQL", "CLICKHOUSE"}, mode = EnumSource.Mode.EXCLUDE)
    void aNulNamesItsPolicy(Target target) throws Exception {
        assertThat(refusal(mySql, target, "id INT PRIMARY KEY, note VARCHAR(10), day DATE", "1, CONCAT('a', CHAR(0)), '2026-01-01'"))
                .contains(NUL, "\"clamp\"")
                .doesNotContain("zero-date");
    }

    /// A trigger or a policy of rows is lost with the table, and stays with one that is cleared.
    @Test
    void whatDependsOnTheTableNamesThePolicyThatKeepsIt() throws Exception {
        TableName table = new TableName(mySql.schema(), "kept");
        mySql.execute("CREATE TABLE kept (id INT PRIMARY KEY)");
        try (TestDatabase to = TestDatabase.mySql()) {
            to.execute("CREATE TABLE kept (id INT PRIMARY KEY)");
            to.execute("CREATE TRIGGER watching BEFORE INSERT ON kept FOR EACH ROW SET @n = 1");
            assertThatThrownBy(() -> LoadHarness.copy(mySql, table, to, new TableName(to.schema(), "kept")))
                    .hasMessageContaining("set policy.fullMode: \"retain-and-clear\" in the project");

            to.execute("DROP TRIGGER watching");
            to.execute("CREATE TABLE child (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES kept (id))");
            assertThatThrownBy(() -> LoadHarness.copy(mySql, table, to, new TableName(to.schema(), "kept")))
                    .hasMessageContaining("would be lost or broken").message().doesNotContain("policy.");
        }
    }
}
