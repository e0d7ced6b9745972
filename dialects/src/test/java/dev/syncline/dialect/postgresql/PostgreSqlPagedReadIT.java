package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.PagedReadContract;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class PostgreSqlPagedReadIT extends PagedReadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    @BeforeAll
    void define() throws SQLException {
        end().execute("CREATE TYPE \"odd mood\" AS ENUM ('z', 'a', 'it''s')");
        end().execute("CREATE DOMAIN positive AS numeric CHECK (VALUE > 0)");
        end().execute("CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    }

    @Override
    protected void createReader(String user, String password) throws SQLException {
        end().execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(user, password));
    }

    @Override
    protected void grantSelect(String columns, TableName table, String user) throws SQLException {
        end().execute("GRANT SELECT %s ON %s TO %s".formatted(columns, quoted(table), user));
    }

    /// Small where it is kept, large where it is read.
    @Override
    protected String slowColumn() {
        return ", heavy text DEFAULT repeat('\u00e4\\b', 350000)";
    }

    @Override
    protected void limitQueries(String user, int millis) throws SQLException {
        end().execute("ALTER ROLE %s SET statement_timeout = %d".formatted(user, millis));
    }

    @AfterAll
    void dropReader() throws SQLException {
        end().execute("DROP OWNED BY hasty_reader");
        end().execute("DROP ROLE hasty_reader");
    }

    static List<Arguments> keys() {
        return List.of(
                Arguments.of("smallint", List.of("-5", "0", "7")),
                Arguments.of("numeric", List.of("'NaN'", "'Infinity'", "'-Infinity'", "0.00000000000000000000001", "1e50")),
                Arguments.of("numeric(10,2)", List.of("'NaN'", "-1.25", "0", "1.25")),
                Arguments.of("real", List.of("1.1", "-2.7", "16777216", "'NaN'", "'Infinity'")),
                Arguments.of("float8", List.of("0.1", "0.30000000000000004", "1e300")),
                Arguments.of("money", List.of("-1.25", "0", "10000.5")),
                Arguments.of("boolean", List.of("true", "false")),
                Arguments.of("bytea", List.of("''", "'\\x00'", "'\\x5c27'", "'\\xff'")),
                Arguments.of("date", List.of("'-infinity'", "'0044-03-15 BC'", "'2026-02-28'", "'infinity'")),
                Arguments.of("timestamp(3)", List.of("'-infinity'", "'0044-03-15 12:00 BC'", "'2026-02-28 01:02:03.004'", "'2026-02-28 01:02:03.005'")),
                Arguments.of("timestamptz", List.of("'-infinity'", "'2026-03-29 01:59:59.999999Z'", "'2026-03-29 02:00:00Z'")),
                Arguments.of("time", List.of("'00:00'", "'23:59:59.999999'", "'24:00'")),
                Arguments.of("timetz", List.of("'00:00+05:30'", "'00:00-02'", "'24:00Z'")),
                Arguments.of("interval", List.of("'-1 year'", "'1 mon'", "'30 days 1 microsecond'", "'1 year 2 mons -3 days 04:05:06.7'")),
                Arguments.of("uuid", List.of("'00000000-0000-0000-0000-000000000001'", "'80000000-0000-0000-0000-000000000000'")),
                Arguments.of("bit(3)", List.of("B'000'", "B'101'", "B'111'")),
                Arguments.of("varbit", List.of("B''", "B'0'", "B'10'")),
                Arguments.of("char(4)", List.of("'a'", "'B'", "'a b'", "''")),
                Arguments.of("\"char\"", List.of("'a'", "'B'", "'\\'")),
                Arguments.of("name", List.of("'a'", "'B'", "'it''s'")),
                Arguments.of("text COLLATE \"C\"", List.of("'a'", "'B'", "'\u00e4'", "'_'")),
                Arguments.of("text COLLATE any_case", List.of("'a'", "'B'", "'\u00e4'", "'_'", "'z'")),
                Arguments.of("int[]", List.of("'{}'", "'{1,2}'", "'{1,NULL}'")),
                Arguments.of("text[]", List.of("'{}'", "'{\"it''s\",\"a b\"}'", "'{NULL,\"\\\\\"}'")),
                Arguments.of("jsonb", List.of("'{}'", "'{\"a\": \"it''s\"}'", "'[1, 2]'")),
                Arguments.of("inet", List.of("'10.0.0.1'", "'10.0.0.0/8'", "'::1'")),
                Arguments.of("int4range", List.of("'empty'", "'[1,5)'", "'(,7)'")),
                Arguments.of("\"odd mood\"", List.of("'a'", "'z'", "'it''s'")),
                Arguments.of("positive", List.of("1", "2.5", "1e40")));
    }

    /// A21: the order of the key is the database's own, for each type that can be one.
    @ParameterizedTest
    @MethodSource("keys")
    void keysOfAllTypesArePaged(String type, List<String> literals) throws Exception {
        TableName table = table("id INT, k %s PRIMARY KEY".formatted(type));
        for (int i = 0; i < literals.size(); i++) {
            end().execute("INSERT INTO %s VALUES (%d, %s)".formatted(quoted(table), i, literals.get(i)));
        }
        for (int rows = 1; rows <= literals.size(); rows++) {
            assertThat(read(plan(table).inPagesOf(rows).build()).firsts()).as("pages of %d", rows).hasSize(literals.size()).doesNotHaveDuplicates();
        }
    }

    /// Rows without a key are found by their place in the file, those of inheriting tables too, though a key of the parent says nothing of them.
    @Test
    void tablesWithoutAKeyAreReadByPlace() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name TEXT");
        end().execute("INSERT INTO %s SELECT n, repeat('x', 200) FROM generate_series(1, 1000) AS n".formatted(quoted(table)));
        end().execute("CREATE TABLE child () INHERITS (%s)".formatted(quoted(table)));
        end().execute("INSERT INTO child SELECT n, repeat('y', 200) FROM generate_series(1, 3000) AS n");
        for (boolean analysed : new boolean[] {false, true}) {
            if (analysed) {
                end().execute("ANALYZE " + quoted(table));
            }
            Reading reading = read(plan(table).inPagesOf(100).build());

            assertThat(reading.rows()).hasSize(4000).containsExactlyInAnyOrderElementsOf(read(plan(table).build()).rows());
            assertThat(reading.report().notes()).isEmpty();
            assertThat(read(plan(table).incrementalBy("id").after("900").inPagesOf(100).build()).rows()).hasSize(2200);
        }
    }

    @Test
    void partitionedTablesArePaged() throws Exception {
        TableName table = table("id INT PRIMARY KEY, name TEXT) PARTITION BY HASH (id");
        end().execute("CREATE TABLE paged_even PARTITION OF %s FOR VALUES WITH (MODULUS 2, REMAINDER 0)".formatted(quoted(table)));
        end().execute("CREATE TABLE paged_odd PARTITION OF %s FOR VALUES WITH (MODULUS 2, REMAINDER 1)".formatted(quoted(table)));
        fill(table, 50);

        Reading reading = read(plan(table).inPagesOf(7).build());

        assertThat(reading.rows()).hasSize(50).doesNotHaveDuplicates();
        assertThat(reading.report().notes()).isEmpty();
    }
}
