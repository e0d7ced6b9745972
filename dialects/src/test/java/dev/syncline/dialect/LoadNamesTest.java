package dev.syncline.dialect;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadNamesTest {

    private static final LoadNames NAMES = LoadNames.of(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));

    @Test
    void fitEveryDatabase() {
        assertThat(NAMES.staging(Long.MAX_VALUE)).isEqualTo("_syncline_0123456789abcdef0123456789abcdef_9223372036854775807").hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void tellTheFenceOfTheirStagingTablesOnly() {
        assertThat(NAMES.fenceOf(NAMES.staging(17))).isEqualTo(17);
        assertThat(NAMES.fenceOf(NAMES.replaced())).isEqualTo(-1);
        assertThat(NAMES.fenceOf(LoadNames.of(new UUID(0, 0)).staging(17))).isEqualTo(-1);
        assertThat(NAMES.fenceOf("orders")).isEqualTo(-1);
    }
}
