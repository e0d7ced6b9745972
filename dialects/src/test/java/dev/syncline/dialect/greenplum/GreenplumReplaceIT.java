package dev.syncline.dialect.greenplum;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.TargetReplaceContract;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GreenplumReplaceIT extends TargetReplaceContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.greenplum(OnPostgreSql.dialect());
    }

    /// A10: the new table has partitions only where properties say so.
    @Test
    void partitionsGoOnlyWhereTheNewTableHasSomeToo() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)) PARTITION BY RANGE (id");
        end().execute("CREATE TABLE %s_1_prt_1 PARTITION OF %s FOR VALUES FROM (1) TO (9)".formatted(table().table(), quoted()));

        assertThatThrownBy(() -> load(SHAPE, LoadRules.CREATE, "1\t1\ta\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("its partitions");
        TableProperties partitions = new TableProperties(Map.of("partitionBy", List.of("RANGE (id) (START (1) END (9) EVERY (4))")));
        load(SHAPE, new LoadRules(new LoadMode.Create(false), List.of(), false, null, Map.of("greenplum", partitions)), "2\t1\ta\n");

        assertThat(rows("id")).containsExactly("2");
        assertThat(leftOvers()).isEmpty();
    }
}
