package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
        assertThat(filter(List.of("Succeeded", "FAILED"), List.of("PLAN"))).isEqualTo(filter(List.of("succeeded", "failed", "failed"), List.of("plan")));
        assertThat(filter(List.of(""), List.of()).states()).isEmpty();
        List<String> origins = Arrays.stream(RunOrigin.values()).map(origin -> origin.name().toLowerCase(Locale.ROOT)).toList();
        assertThat(filter(List.of(), origins).origins()).hasSameSizeAs(origins);
        assertThat(RunFilter.tableState("loaded")).isEqualTo("LOADED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "FAILED,", "done", "x y", "failed\0"})
    void wordsThatAreNoneAreAnsweredWithThoseThatAre(String word) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> filter(List.of(word), List.of()))
                .withMessageContaining("one of waiting, queued").withMessageNotContaining(word);
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> filter(List.of(), List.of(word))).withMessageContaining("one of manual");
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> RunFilter.tableState(word)).withMessageContaining("loaded");
    }

    /// PostgreSQL has no such times, and failed.
    @Test
    void timesBeyondAllRunsAreNoFailure() {
        RunFilter filter = new RunFilter(null, List.of(), List.of(), null, null, null, Instant.MIN, Instant.MAX);

        assertThat(filter.from()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(filter.to()).isEqualTo("9999-12-31T00:00:00Z");
    }

    private static RunFilter filter(List<String> states, List<String> origins) {
        return new RunFilter(null, states, origins, null, null, null, null, null);
    }
}
