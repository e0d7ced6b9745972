package dev.syncline.dialect.greenplum;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.TargetTable;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.TableLoad;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Partitions are tables of their own that Greenplum names after their table, and renames with it.
class GreenplumPartitionsIT extends TargetTable {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.greenplum(OnPostgreSql.dialect());
    }

    private static LoadRules partitioned(String clause) {
        return partitioned(new LoadMode.Create(false), clause);
    }

    private static LoadRules partitioned(LoadMode mode, String clause) {
        return new LoadRules(mode, List.of(), false, null, Map.of("greenplum", new TableProperties(Map.of("partitionBy", List.of(clause)))));
    }

    private static String list(String... names) {
        return "LIST (id) (PARTITION \"%s\" VALUES (1), DEFAULT PARTITION other)".formatted(String.join("", names));
    }

    private List<String> partitions() throws SQLException {
        return end().texts("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = '%s'::regclass ORDER BY 1".formatted(quoted()));
    }

    /// A partition's name of 12 bytes made every second run fail after its load, when the old table got another name.
    @Test
    void aPartitionedTableIsReplacedAgainAndAgain() throws Exception {
        for (String name : List.of("p", "twelve_bytes", "partition_of_2025_january", "zwölf_äöü")) {
            nextTable();
            for (int run = 1; run <= 3; run++) {
                load(SHAPE, partitioned(list(name)), "1\t%d\ta\n2\t1\tb\n".formatted(run));
                assertThat(rows("id, seen")).as(name).containsExactly("1|" + run, "2|1");
                assertThat(partitions()).as("%s, run %d", name, run).containsExactlyInAnyOrder(table().table() + "_1_prt_" + name, table().table() + "_1_prt_other");
                assertThat(leftOvers()).isEmpty();
            }
        }
    }

    /// Made by somebody else: by names that no longer belong to the table, or by such as no name of ours would leave room for.
    @Test
    void aTableThatOthersHavePartitionedIsReplaced() throws Exception {
        for (String partition : List.of("%s_1_prt_a_name_by_which_somebody_has_called_it_1".formatted(table().table()), "somewhere_else", "%s_1_prt_p".formatted(table().table()))) {
            end().execute("CREATE TABLE %s (id bigint PRIMARY KEY, seen int, name varchar(40)) PARTITION BY RANGE (id)".formatted(quoted()));
            end().execute("CREATE TABLE \"%s\" PARTITION OF %s FOR VALUES FROM (1) TO (9)".formatted(partition, quoted()));

            load(SHAPE, partitioned(list("p")), "2\t1\ta\n");

            assertThat(rows("id")).as(partition).containsExactly("2");
            end().execute("DROP TABLE " + quoted());
        }
        assertThat(leftOvers()).isEmpty();
    }

    /// Before anything is read or written, in the preview and in the load alike.
    @Test
    void aTableAndPartitionsWhoseNamesDoNotFitTogetherAreRefused() throws Exception {
        use(new TableName(table().schema(), "t".repeat(63 - "_1_prt_other".length() + 1)));
        LoadRules rules = partitioned(list("p"));

        for (ThrowingCallable refused : List.<ThrowingCallable>of(
                () -> end().dialect().target().preview(table(), SHAPE, rules),
                () -> load(SHAPE, rules, "1\t1\ta\n"))) {
            assertThatThrownBy(refused)
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME))
                    .hasMessageContaining(table() + " in the target would have a partition '" + table().table() + "_1_prt_other', which is a name of 64 bytes");
        }
        assertThat(end().texts("SELECT relname FROM pg_class WHERE relname LIKE '\\_syncline%'")).isEmpty();
    }

    /// A holder that takes the load over renames the staging table and its partitions, and forgets them all.
    @Test
    void partitionsOfAStagingTableGoWithIt() throws Exception {
        UUID id = UUID.randomUUID();
        LoadRules rules = partitioned(list("partition_of_2025_january"));
        try (Connection session = end().session(Access.WRITE); TableLoad first = open(session, id, 9, rules);
                Connection other = end().session(Access.WRITE); TableLoad second = open(other, id, 10, rules)) {
            stage(first, "1\t1\ta\n");
            assertThat(first.remnants()).hasSize(2).allSatisfy(remnant -> assertThat(remnant.bytes()).isPositive());
            second.claim();
            assertThat(leftOvers()).hasSize(4).anyMatch(name -> name.endsWith("_10_1_prt_partition_of_2025_january"));

            second.forget();

            assertThat(second.remnants()).isEmpty();
            assertThat(leftOvers()).isEmpty();
        }
    }

    @Test
    void aLongNameHasPartitionsAsLongAsTheyFit() throws Exception {
        use(new TableName(table().schema(), "t".repeat(63 - "_1_prt_other".length())));
        for (int run = 1; run <= 2; run++) {
            load(SHAPE, partitioned(list("p")), "1\t%d\ta\n".formatted(run));
            assertThat(partitions()).containsExactly(table().table() + "_1_prt_other", table().table() + "_1_prt_p");
        }
    }
}
