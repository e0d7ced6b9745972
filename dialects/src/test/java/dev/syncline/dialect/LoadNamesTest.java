package dev.syncline.dialect;

import java.util.List;
import java.util.UUID;

import dev.syncline.dialect.load.LoadNames;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadNamesTest {

    private static final LoadNames NAMES = LoadNames.of(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));

    @Test
    void fitEveryDatabase() {
        assertThat(NAMES.staging(Long.MAX_VALUE)).isEqualTo("_syncline_0123456789abcdef0123456789abcdef_9223372036854775807").hasSizeLessThanOrEqualTo(63);
    }

    /// A name of PostgreSQL has 63 bytes, a partition's stands behind that of its table.
    @Test
    void leaveRoomForPartitionsWhereTheyAreShort() {
        assertThat(NAMES.shortened().staging(7)).isEqualTo("_syncline_0123456789abcdef_7");
        assertThat(NAMES.shortened().fenceOf(NAMES.shortened().staging(17))).isEqualTo(17);
        assertThat(NAMES.fenceOf(NAMES.shortened().staging(17))).isEqualTo(-1);
        assertThat(NAMES.shortened().fenceOf(NAMES.staging(17))).isEqualTo(-1);
    }

    @Test
    void tellTheFenceOfTheirStagingTablesOnly() {
        assertThat(NAMES.fenceOf(NAMES.staging(17))).isEqualTo(17);
        assertThat(NAMES.fenceOf(NAMES.replaced())).isEqualTo(-1);
        assertThat(NAMES.fenceOf(LoadNames.of(new UUID(0, 0)).staging(17))).isEqualTo(-1);
        assertThat(NAMES.fenceOf("orders")).isEqualTo(-1);
    }

    @Test
    void tellALoadsOwnLedgerFromAllElse() {
        assertThat(LoadNames.isOwnLedger(NAMES.ownLedger())).isTrue();
        assertThat(LoadNames.ofOwnLedger(NAMES.ownLedger())).isEqualTo(NAMES);
        for (String other : List.of(LoadNames.LEDGER, NAMES.staging(1), NAMES.replaced(), "orders", "_syncline_orders_ledger")) {
            assertThat(LoadNames.isOwnLedger(other)).as(other).isFalse();
        }
        assertThat(NAMES.fenceOf(NAMES.ownLedger())).isEqualTo(-1);
    }
}
