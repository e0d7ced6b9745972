package dev.syncline.dialect.postgresql;

import java.sql.SQLException;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.End;
import dev.syncline.dialect.TargetMergeContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgreSqlMergeIT extends TargetMergeContract {

    @Override
    protected End open() throws SQLException {
        return End.postgreSql();
    }

    /// A column that a view reads cannot get another type here.
    @Test
    void aViewThatStandsInTheWayOfAWiderTypeIsNamed() throws Exception {
        make("id integer PRIMARY KEY, seen integer, name varchar(40)");
        end().execute("CREATE VIEW %s_view AS SELECT id, name FROM %s".formatted(table().table(), quoted()));

        assertThatThrownBy(() -> load(SHAPE, mergeAfter(), "3\t3\tc\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("view");
    }

    /// Pain 22: a table that somebody else has made numbers its rows itself.
    @Test
    void aTableThatNumbersItsRowsTakesOurs() throws Exception {
        make("id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seen int, name varchar(40)");

        load(SHAPE, mergeAfter(), "7\t1\ta\n");
        load(SHAPE, clear(), "8\t1\ta\n");

        assertThat(rows("id")).containsExactly("8");
    }
}
