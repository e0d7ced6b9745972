package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// As a role that has everything set otherwise.
class PostgreSqlHostileMergeIT extends PostgreSqlMergeIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return HostilePostgreSql.end();
    }

    @Test
    void valuesAreReadAsByAnybodyElse() throws Exception {
        String columns = """
                (id int, born date, span interval, seen timestamptz, photo bytea, ratio float8, small real, doc xml, texts text[], kind regclass, part bytea)""";
        String values = """
                (1, '2026-02-03', '1 year -2 days 03:04:05.6', '2026-07-01 12:00+00', '\\x00ff5c', 0.1, 0.1, '<a/>', '{NULL,"NULL",a}', 'public.pg_seen', '\\x5c')""";
        end().execute("CREATE TABLE public.pg_seen " + columns);
        end().execute("INSERT INTO public.pg_seen VALUES " + values);
        try (TestDatabase other = TestDatabase.postgreSql(); Connection plain = other.session(Access.READ); Connection session = end().session(Access.READ)) {
            other.execute("CREATE TABLE pg_seen " + columns);
            other.execute("INSERT INTO pg_seen VALUES " + values);
            TableName table = new TableName("public", "pg_seen");

            assertThat(LoadHarness.shape(end(), session, table)).isEqualTo(LoadHarness.shape(other, plain, table));
            assertThat(LoadHarness.read(end(), session, table, LoadHarness.shape(end(), session, table)).getFirst().bytes())
                    .isEqualTo(LoadHarness.read(other, plain, table, LoadHarness.shape(other, plain, table)).getFirst().bytes());
        }
    }

    @Test
    void amountsUnderTheRolesOwnLocaleAreRefused() throws Exception {
        end().execute("CREATE TABLE public.paid (amount money)");
        try (Connection session = end().session(Access.READ)) {
            DiscoveredTable found = end().dialect().source().discover(session, List.of(new TableName("public", "paid"))).getFirst();

            assertThat(found.failure()).isNotNull();
            assertThat(found.failure().code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE);
            assertThat(found.failure().message()).contains("lc_monetary");
        }
    }

    @Test
    void aCommitIsWrittenBeforeItIsAcknowledged() throws Exception {
        try (Connection session = end().session(Access.WRITE); var row = session.createStatement().executeQuery("SHOW synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("local");
        }
    }
}
