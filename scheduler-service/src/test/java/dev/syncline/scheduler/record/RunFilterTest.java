package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

import dev.syncline.contracts.run.RunOrigin;
import dev.syncline.kit.web.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RunFilterTest {

    @Test
    void wordsAreTakenInAnyLetterCase() {
        assertThat(new RunFilter(null, "Succeeded", "PLAN", null, null)).isEqualTo(new RunFilter(null, "succeeded", "plan", null, null));
        assertThat(new RunFilter(null, "", null, null, null).state()).isNull();
        assertThat(Arrays.stream(RunOrigin.values()).map(origin -> new RunFilter(null, null, origin.name().toLowerCase(Locale.ROOT), null, null).origin()))
                .doesNotContainNull();
        assertThat(RunFilter.tableState("loaded")).isEqualTo("LOADED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "FAILED,", "done", "x y", "failed\0"})
    void wordsThatAreNoneAreAnsweredWithThoseThatAre(String word) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> new RunFilter(null, word, null, null, null))
                .withMessageContaining("one of waiting, queued").withMessageNotContaining(word);
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> new RunFilter(null, null, word, null, null)).withMessageContaining("one of manual");
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> RunFilter.tableState(word)).withMessageContaining("loaded");
    }

    /// PostgreSQL has no such times, and failed.
    @Test
    void timesBeyondAllRunsAreNoFailure() {
        RunFilter filter = new RunFilter(null, null, null, Instant.MIN, Instant.MAX);

        assertThat(filter.from()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(filter.to()).isEqualTo("9999-12-31T00:00:00Z");
    }
}
