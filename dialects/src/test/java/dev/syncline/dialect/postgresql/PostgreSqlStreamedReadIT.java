package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.StreamedReadContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.ReadPlan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgreSqlStreamedReadIT extends StreamedReadContract {

    private static final LongFunction<String> ID = Long::toString;

    private int partitioned;

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.postgreSql();
    }

    @Override
    protected void createReader(String user, String password) throws SQLException {
        end().execute("CREATE USER %s PASSWORD '%s'".formatted(user, password));
    }

    @Override
    protected void grantSelect(String columns, TableName table, String user) throws SQLException {
        end().execute("GRANT SELECT %s ON %s TO %s".formatted(columns, quoted(table), user));
    }

    @Override
    protected String rewrite(TableName table) {
        return "VACUUM FULL " + quoted(table);
    }

    @Test
    void aTableWithoutAKeyIsDividedByItsBlocks() throws Exception {
        TableName digits = large();
        TableName keyless = table("id BIGINT, name VARCHAR(200)");
        end().execute("INSERT INTO %s SELECT * FROM %s".formatted(quoted(keyless), quoted(digits)));

        Streamed streamed = streamed(plan(keyless).build(), 3);

        assertThat(streamed.helpers()).isPositive();
        assertThat(streamed.rows()).hasSize(ROWS);
    }

    private void partition(TableName parent, String suffix, String bounds) throws SQLException {
        end().execute("CREATE TABLE %s PARTITION OF %s %s".formatted(quoted(new TableName(parent.schema(), parent.table() + suffix)), quoted(parent), bounds));
    }

    /// Hashes below ranges, a partition with other places for its columns, and an empty one.
    private TableName partitioned() throws SQLException {
        TableName table = new TableName(end().schema(), "parted_" + ++partitioned);
        end().execute("CREATE TABLE %s (id BIGINT PRIMARY KEY, name VARCHAR(200)) PARTITION BY RANGE (id)".formatted(quoted(table)));
        partition(table, "_few", "FOR VALUES FROM (0) TO (500)");
        partition(table, "_most", "FOR VALUES FROM (500) TO (1000000) PARTITION BY HASH (id)");
        TableName most = new TableName(table.schema(), table.table() + "_most");
        partition(most, "_0", "FOR VALUES WITH (MODULUS 3, REMAINDER 0)");
        partition(most, "_1", "FOR VALUES WITH (MODULUS 3, REMAINDER 1)");
        String other = quoted(new TableName(table.schema(), table.table() + "_other"));
        end().execute("CREATE TABLE %s (gone INT, name VARCHAR(200), id BIGINT NOT NULL)".formatted(other));
        end().execute("ALTER TABLE %s DROP COLUMN gone".formatted(other));
        end().execute("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES WITH (MODULUS 3, REMAINDER 2)".formatted(quoted(most), other));
        partition(table, "_empty", "FOR VALUES FROM (2000000) TO (3000000)");
        return filled(table, ID);
    }

    private TableName inherited() throws SQLException {
        TableName table = large();
        end().execute("CREATE TABLE %s (more INT) INHERITS (%s)".formatted(heir(table), quoted(table)));
        end().execute("WITH moved AS (DELETE FROM ONLY %s WHERE id %% 30 = 0 RETURNING *) INSERT INTO %s SELECT * FROM moved".formatted(quoted(table), heir(table)));
        return table;
    }

    private String heir(TableName table) {
        return quoted(new TableName(table.schema(), table.table() + "_heir"));
    }

    /// S51: no row of a partition or an heir is lost or doubled.
    @Test
    void partitionsAndHeirsAreReadWithTheirTable() throws Exception {
        for (TableName table : List.of(partitioned(), inherited())) {
            Streamed streamed = streamed(plan(table).build(), 3);

            assertThat(streamed.helpers()).isPositive();
            assertThat(streamed.rows().stream().sorted().toList()).hasSize(ROWS).isEqualTo(read(plan(table).build()).rows().stream().sorted().toList());
        }
    }

    /// S53: rows move from partition to partition meanwhile.
    @Test
    void allSessionsSeeOneMomentOfPartitions() throws Exception {
        expectOneMoment(partitioned(), ID);
    }

    /// S53: whose rows were committed before the snapshot, but as another table.
    @Test
    void whatIsAttachedMeanwhileIsNotRead() throws Exception {
        for (String attach : List.of("ALTER TABLE %1$s ATTACH PARTITION %2$s FOR VALUES FROM (1000000) TO (2000000)", "ALTER TABLE %2$s INHERIT %1$s")) {
            TableName table = attach.contains("PARTITION") ? partitioned() : inherited();
            String late = quoted(new TableName(table.schema(), table.table() + "_late"));
            end().execute("CREATE TABLE %s (id BIGINT NOT NULL, name VARCHAR(200))".formatted(late));
            end().execute("INSERT INTO %s SELECT id + 1000000, name FROM %s".formatted(late, quoted(table)));
            AtomicBoolean attached = new AtomicBoolean();
            ReadPlan plan = plan(table).build();
            try (Connection session = end().session(Access.READ); Connection owner = end().anotherPlain()) {
                Streamed streamed = streamed(session, plan, 3, () -> end().session(Access.READ), _ -> {
                    if (attached.compareAndSet(false, true)) {
                        try (Statement statement = owner.createStatement()) {
                            statement.execute(attach.formatted(quoted(table), late));
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    }
                });

                assertThat(streamed.helpers()).isPositive();
                assertThat(streamed.rows()).hasSize(ROWS);
            }
            assertThat(read(plan).rows()).hasSize(2 * ROWS);
        }
    }

    /// Otherwise each part would read all of each partition.
    @Test
    void theServerFindsPlacesInPartitions() throws Exception {
        TableName table = partitioned();

        List<String> plan = end().texts("EXPLAIN SELECT * FROM %s WHERE ctid >= '(3,0)'::tid AND ctid < '(9,0)'::tid AND tableoid IN (1, 2)".formatted(quoted(table)));

        assertThat(plan).filteredOn(step -> step.contains("Tid Range Scan")).hasSize(5);
        assertThat(plan).noneMatch(step -> step.contains("Seq Scan"));
    }

    @Test
    void otherHeapsAndMaterializedViewsAreReadByOne() throws Exception {
        TableName digits = large();
        TableName stored = new TableName(digits.schema(), digits.table() + "_stored");
        end().execute("CREATE MATERIALIZED VIEW %s AS SELECT * FROM %s".formatted(quoted(stored), quoted(digits)));
        TableName other = new TableName(digits.schema(), digits.table() + "_other");
        end().execute("CREATE ACCESS METHOD %s TYPE TABLE HANDLER heap_tableam_handler".formatted(other.table()));
        try {
            end().execute("CREATE TABLE %s USING %s AS SELECT * FROM %s".formatted(quoted(other), other.table(), quoted(digits)));
            for (TableName table : new TableName[] {stored, other}) {
                Streamed streamed = streamed(plan(table).build(), 3);

                assertThat(streamed.helpers()).isZero();
                assertThat(streamed.rows()).hasSize(ROWS);
            }
        } finally {
            end().execute("DROP ACCESS METHOD %s CASCADE".formatted(other.table()));
        }
    }
}
