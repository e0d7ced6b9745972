package dev.syncline.config.secret;

import java.security.GeneralSecurityException;
import java.util.Base64;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;

/// Reads one master key from the settings and refuses what nobody can have meant as a secret.
final class MasterKey {

    private static final int BYTES = 32;
    /// 32 random bytes have fewer different values than this once in 10^15 keys.
    private static final int FEWEST_DIFFERENT_BYTES = 16;

    private MasterKey() {}

    static Aead parse(String id, String base64) {
        if (!id.matches("[A-Za-z0-9_-]{1,32}")) {
            throw refused(id, "has an id that is not 1 to 32 letters, digits, '-' or '_'");
        }
        byte[] key = decode(id, base64.strip());
        if (key.length != BYTES) {
            throw refused(id, "has %d bytes instead of %d".formatted(key.length, BYTES));
        }
        if (isExample(key)) {
            throw refused(id, "is an example or a typed phrase, not random bytes");
        }
        try {
            return new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available in this JVM", e);
        }
    }

    private static byte[] decode(String id, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) { // its message quotes the key
            throw refused(id, "is not base64");
        }
    }

    /// Zeros, sequences, repeated patterns, and phrases such as `0123456789abcdef…` or `change-me…`.
    private static boolean isExample(byte[] key) {
        boolean[] seen = new boolean[256];
        int different = 0;
        int printable = 0;
        int steps = 0;
        for (int i = 0; i < key.length; i++) {
            int value = key[i] & 0xff;
            different += seen[value] ? 0 : 1;
            seen[value] = true;
            printable += value >= 0x20 && value < 0x7f ? 1 : 0;
            steps += i > 0 && key[i] - key[i - 1] == key[1] - key[0] ? 1 : 0;
        }
        return different < FEWEST_DIFFERENT_BYTES || printable == key.length || steps > key.length / 2;
    }

    private static IllegalStateException refused(String id, String why) {
        return new IllegalStateException(
                "The master key '%s' in syncline.secrets.keys %s; make one with 'openssl rand -base64 32'".formatted(id, why));
    }
}
