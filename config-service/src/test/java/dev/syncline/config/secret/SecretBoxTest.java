package dev.syncline.config.secret;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretBoxTest {

    private static final String OLD = randomKey();
    private static final String NEW = randomKey();

    @Test
    void opensWhatItHasSealedForTheSameOwnerOnly() {
        SecretBox box = box(Map.of("a", OLD), "a");

        SealedSecret sealed = box.seal("connection:1", "s3cr3t Ω");

        assertThat(box.open("connection:1", sealed)).isEqualTo("s3cr3t Ω");
        assertThat(new String(sealed.sealed(), StandardCharsets.ISO_8859_1)).doesNotContain("s3cr3t");
        assertThatThrownBy(() -> box.open("connection:2", sealed)).isInstanceOf(IllegalStateException.class).hasMessageNotContaining("s3cr3t");
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        SecretBox box = box(Map.of("a", OLD), "a");

        assertThat(box.seal("connection:1", "same").sealed()).isNotEqualTo(box.seal("connection:1", "same").sealed());
    }

    @Test
    void opensOlderSecretsWhileTheirKeyIsKept() {
        SealedSecret sealed = box(Map.of("a", OLD), "a").seal("connection:1", "kept");

        SecretBox both = box(Map.of("a", OLD, "b", NEW), "b");
        SecretBox onlyNew = box(Map.of("b", NEW), "b");

        assertThat(both.open("connection:1", sealed)).isEqualTo("kept");
        assertThat(both.seal("connection:1", "kept").keyId()).isEqualTo("b");
        assertThatThrownBy(() -> onlyNew.open("connection:1", sealed)).hasMessageContaining("'a'").hasMessageContaining("syncline.secrets.keys");
    }

    @Test
    void refusesAKeyThatIsNotTheOneThatSealed() {
        SealedSecret sealed = box(Map.of("a", OLD), "a").seal("connection:1", "kept");

        assertThatThrownBy(() -> box(Map.of("a", NEW), "a").open("connection:1", sealed)).hasMessageContaining("does not open");
    }

    @Test
    void refusesToStartWithoutAKey() {
        assertThatThrownBy(() -> box(Map.of(), "")).hasMessageContaining("openssl rand -base64 32");
        assertThatThrownBy(() -> box(Map.of("a", OLD), "b")).hasMessageContaining("no master key 'b'");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "c2hvcnQ=", "not base64 !!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "Y2hhbmdlLW1lLWNoYW5nZS1tZS1jaGFuZ2UtbWUtMTI=", "/////////////////////////////////////////w=="
    })
    void refusesToStartWithAShortBrokenOrExampleKeyAndDoesNotQuoteIt(String key) {
        assertThatThrownBy(() -> box(Map.of("a", key), "a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("master key 'a'")
                .hasNoCause()
                .satisfies(e -> assertThat(key.isEmpty() || !String.valueOf(e.getMessage()).contains(key)).isTrue());
    }

    @Test
    void takesRandomKeys() {
        for (int i = 0; i < 2_000; i++) {
            SecretBox box = box(Map.of("a", randomKey()), "a");
            assertThat(box.currentKey()).isEqualTo("a");
        }
    }

    @Test
    void whatALostKeyHasSealedIsLost() {
        SealedSecret sealed = box(Map.of("a", OLD), "a").seal("connection:1", "x");

        SecretBox box = new SecretBox(new SecretProperties(Map.of("b", randomKey()), "b", Set.of("a")));

        assertThat(box.open("connection:1", sealed)).isEqualTo("lost with the master key a");
        assertThat(box.open("connection:1", box.seal("connection:1", "y"))).isEqualTo("y");
    }

    @Test
    void hidesKeysAndSecretsInTexts() {
        assertThat(new SecretProperties(Map.of("a", OLD), "a", Set.of())).asString().doesNotContain(OLD);
        assertThat(box(Map.of("a", OLD), "a").seal("connection:1", "x")).hasToString("SealedSecret[keyId=a]");
    }

    private static SecretBox box(Map<String, String> keys, String current) {
        return new SecretBox(new SecretProperties(keys, current, Set.of()));
    }

    private static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
