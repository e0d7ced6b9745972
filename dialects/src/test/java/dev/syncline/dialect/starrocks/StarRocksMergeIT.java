package dev.syncline.dialect.starrocks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.streamload.StreamLoadMergeContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StarRocksMergeIT extends StreamLoadMergeContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.starRocks();
    }

    /// It passes, and what has been loaded is not loaded anew for it.
    @Test
    void aStatementThatTheServerHasNoTimeToPlanIsGivenAgain() throws Exception {
        load(SHAPE, create(List.of("seen"), true), "1\t1\tone\n");
        try (Connection session = end().session(Access.WRITE); TableLoad load = open(session, UUID.randomUUID(), 1, mergeAfter("1"))) {
            Ledger taken = stage(load, "2\t2\ttwo\n");
            server().nextPlansTakeTooLong(2);
            load.publish(taken);
            load.forget();
        }
        assertThat(rows("id")).containsExactly("1", "2");
    }

    /// Nor is the key, nor what a primary key table is sorted by.
    @Test
    void whatAPrimaryKeyTableIsSortedByIsNeverChanged() throws Exception {
        end().execute("CREATE TABLE %s (id bigint NOT NULL, seen int, name varchar(10)) PRIMARY KEY(id) DISTRIBUTED BY HASH(id) ORDER BY(name) PROPERTIES(\"replication_num\" = \"1\")".formatted(quoted()));
        assertNeverChanged(SHAPE, "name", "is in the sort key", "VARCHAR(160)");

        nextTable();
        make("id int PRIMARY KEY, seen int, name varchar(40)");
        assertNeverChanged(SHAPE, "id", "is in the primary key", "BIGINT");
    }

    @Test
    void aRowWhoseKeyIsTooLongFailsWithWhatHelps() throws Exception {
        TableShape shape = shape(List.of("name"), column("name", NAME.type(), false), SEEN);
        load(shape, create(List.of(), false), "a\t1\n");

        assertThatThrownBy(() -> load(shape, create(List.of(), false), "%s\t1\n".formatted("ä".repeat(65))))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                .hasMessageContainingAll("128 bytes", "keyModel: unique");
        assertThat(rows("name")).containsExactly("a");
    }
}
