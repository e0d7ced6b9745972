package dev.syncline.console.about;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TraceLinkTest {

    @Test
    void aLinkHasAPlaceForTheTrace() {
        assertThat(TraceLink.parse("https://traces.example.org/trace/{trace}")).isEqualTo("https://traces.example.org/trace/{trace}");
        assertThat(TraceLink.parse("")).isNull();
    }

    @Test
    void whatIsNoPageOrHasNoPlaceIsRefusedAtTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> TraceLink.parse("javascript:alert('{trace}')")).withMessageContaining("SYNCLINE_TRACE_URL");
        assertThatIllegalArgumentException().isThrownBy(() -> TraceLink.parse("https://traces.example.org/"));
    }
}
