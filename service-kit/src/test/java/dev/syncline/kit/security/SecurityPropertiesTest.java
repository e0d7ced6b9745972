package dev.syncline.kit.security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecurityPropertiesTest {

    private static final String GOOD = "9b1f0c7de25a4836b7c1aa90";

    @ParameterizedTest
    @ValueSource(strings = {
        "", "short", "9b1f0c7de25a4836b7c1aa9", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "abababababababababababababab", "changeme-changeme-1234567890",
        "my-secret-9b1f0c7de25a4836b7c1", "EXAMPLE-9b1f0c7de25a4836b7c1aa", "password9b1f0c7de25a4836b7c1aa"
    })
    void weakTokensAreRefused(String weak) {
        assertThatThrownBy(() -> new SecurityProperties(weak, GOOD, false)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("openssl rand -hex 32");
        assertThatThrownBy(() -> new SecurityProperties(GOOD, weak, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bothTokensMustDiffer() {
        assertThatThrownBy(() -> new SecurityProperties(GOOD, GOOD, false)).hasMessageContaining("differ");
    }

    @Test
    void tokensAreNeverPrinted() {
        assertThat(new SecurityProperties(GOOD, GOOD + "x", false).toString()).doesNotContain(GOOD);
    }
}
