package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.SharedServers;

/// A role that has everything set otherwise, and first in its path a schema with operators and functions of the names that everybody uses.
public final class HostilePostgreSql {

    /// Each other than we want it.
    static final List<String> ROLE = List.of(
            "search_path = evil, pg_catalog, public", "\"TimeZone\" = 'Asia/Kolkata'", "\"DateStyle\" = 'SQL, DMY'", "\"IntervalStyle\" = 'sql_standard'",
            "bytea_output = 'escape'", "extra_float_digits = -15", "xmloption = 'document'", "array_nulls = off", "standard_conforming_strings = off",
            "quote_all_identifiers = on", "transform_null_equals = on", "default_transaction_isolation = 'serializable'", "default_transaction_deferrable = on",
            "client_min_messages = 'error'", "row_security = on", "jit = on", "jit_above_cost = 0", "idle_in_transaction_session_timeout = '1min'",
            "idle_session_timeout = '1min'", "synchronous_commit = off", "lock_timeout = '1s'", "statement_timeout = '1min'", "transaction_timeout = '1min'",
            "backslash_quote = off", "escape_string_warning = off", "xmlbinary = 'hex'", "default_tablespace = ''", "default_toast_compression = 'pglz'",
            "check_function_bodies = off", "enable_seqscan = off", "enable_sort = off", "plan_cache_mode = 'force_generic_plan'", "lc_numeric = 'C'",
            "lc_time = 'C'", "lc_monetary = 'C'", "timezone_abbreviations = 'India'", "default_text_search_config = 'pg_catalog.german'",
            "constraint_exclusion = on", "work_mem = '64kB'", "max_parallel_workers_per_gather = 2", "parallel_setup_cost = 0", "parallel_tuple_cost = 0");

    private HostilePostgreSql() {}

    /// A database that the role owns; what the test itself writes and checks goes through an administrator's session in the role's place.
    public static TestDatabase end() throws SQLException {
        PostgreSqlServer server = SharedServers.postgreSql();
        FreshDatabase fresh = server.freshDatabase("end");
        String role = "stranger_" + fresh.name();
        server.execute("postgres", "CREATE ROLE %s LOGIN PASSWORD 'stranger'".formatted(role));
        for (String setting : ROLE) {
            String[] parts = setting.split(" = ", 2);
            server.execute("postgres", "ALTER ROLE %s SET %s = %s".formatted(role, parts[0], parts[1]));
        }
        server.execute("postgres", "ALTER DATABASE %s OWNER TO %s".formatted(fresh.name(), role));
        Connection administrator = server.connect(fresh.name());
        TestDatabase.Place place = new TestDatabase.Place("127.0.0.1", server.port(), fresh.name(), fresh.jdbcUrl(), role, "stranger", Map.of(), fresh);
        TestDatabase end = TestDatabase.at(place, Dialects.of(new DatabaseKind("postgresql")), "public", administrator);
        end.execute("SET TimeZone = 'UTC'");
        end.execute("SET ROLE " + role);
        end.execute("CREATE SCHEMA evil");
        for (String type : List.of("bigint", "integer", "text", "varchar", "numeric")) {
            end.execute("CREATE FUNCTION evil.never(%1$s, %1$s) RETURNS boolean LANGUAGE sql AS 'SELECT false'".formatted(type));
            for (String operator : List.of("=", ">", "<")) {
                end.execute("CREATE OPERATOR evil.%2$s (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = evil.never)".formatted(type, operator));
            }
        }
        end.execute("CREATE FUNCTION evil.strpos(text, text) RETURNS integer LANGUAGE sql AS 'SELECT 1'");
        end.execute("CREATE FUNCTION evil.quote_ident(text) RETURNS text LANGUAGE sql AS 'SELECT ''evil''::text'");
        end.execute("CREATE FUNCTION evil.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT ''1999-01-01''::timestamptz'");
        return end;
    }
}
