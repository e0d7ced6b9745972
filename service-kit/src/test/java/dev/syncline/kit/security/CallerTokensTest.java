package dev.syncline.kit.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.syncline.contracts.audit.AuditWay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// The console's word of who calls is taken for a minute, and from nobody else.
class CallerTokensTest {

    private static final Instant NOW = Instant.parse("2026-03-29T08:12:00Z");
    private static final SecurityProperties SECURITY = new SecurityProperties("5f0c7d2e9b6a4183-for-people", "5f0c7d2e9b6a4183-for-services", false);
    private static final CalledBy BERTA = new CalledBy("berta", AuditWay.SESSION, "EDITOR", "192.0.2.17");

    private static CallerTokens at(Instant now) {
        return new CallerTokens(SECURITY, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void whatIsSaidOfACallerArrives() {
        assertThat(at(NOW).caller(at(NOW).issue(BERTA))).hasValue(BERTA);
        CalledBy little = new CalledBy("api", AuditWay.INSTALLATION_TOKEN, null, null);
        assertThat(at(NOW).caller(at(NOW).issue(little))).hasValue(little);
    }

    @Test
    void itIsGoodForAMinuteAndWhatClocksDiffer() {
        String token = at(NOW).issue(BERTA);

        assertThat(at(NOW.plus(Duration.ofSeconds(80))).caller(token)).isPresent();
        assertThat(at(NOW.plus(Duration.ofSeconds(100))).caller(token)).isEmpty();
    }

    @Test
    void anotherInstallationsWordIsNotTaken() {
        SecurityProperties others = new SecurityProperties("5f0c7d2e9b6a4183-for-people", "another9b6a4183-for-services", false);

        assertThat(at(NOW).caller(new CallerTokens(others, Clock.fixed(NOW, ZoneOffset.UTC)).issue(BERTA))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsImlzcyI6InN5bmNsaW5lLWNvbnNvbGUifQ.", "5f0c7d2e9b6a4183-for-services"
    })
    void whatIsNoSuchTokenIsNobody(String token) {
        assertThat(at(NOW).caller(token)).isEmpty();
    }

    @Test
    void nobodyIsNotVouchedFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> at(NOW).issue(new CalledBy(null, AuditWay.NONE, null, null)));
    }
}
