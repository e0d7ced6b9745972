package dev.syncline.dialect.mysql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Loads on a server that has everything set otherwise, with the documented rights only.
class MySqlHostileLoadIT extends MySqlLoadIT {

    @Override
    protected TestDatabase open() throws SQLException {
        return HostileMySql.shared().end();
    }

    /// Such a server counts its warnings, but keeps no texts: which column it was cannot be told.
    @Test
    @Override
    protected void aValueThatDoesNotFitIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> replaceWith(SHAPE, new LoadHarness.Batch("secret\ta\n".getBytes(StandardCharsets.UTF_8), 1, 0)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_VALUE))
                .hasMessageContaining("max_error_count")
                .hasMessageNotContaining("secret");
    }
}
