package dev.syncline.config.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.google.crypto.tink.Aead;
import org.springframework.stereotype.Component;

/// Seals and opens secrets with AES-256-GCM. What a secret belongs to is authenticated with it, so that a sealed secret copied to another
/// row does not open there.
@Component
public class SecretBox {

    private final Map<String, Aead> keys = new TreeMap<>();
    private final String current;
    private final Set<String> lost;

    /// @throws IllegalStateException where a key is missing, short or an example, so that the service does not start
    public SecretBox(SecretProperties properties) {
        properties.keys().forEach((id, key) -> keys.put(id, MasterKey.parse(id, key)));
        if (!keys.containsKey(properties.current())) {
            throw new IllegalStateException(
                    "There is no master key '%s'; set syncline.secrets.current to one of the ids in syncline.secrets.keys, which are %s, and make a key with 'openssl rand -base64 32'"
                            .formatted(properties.current(), keys.keySet()));
        }
        current = properties.current();
        lost = properties.lost();
    }

    /// The id of the key that seals new secrets.
    public String currentKey() {
        return current;
    }

    /// @param owner what the secret belongs to, such as `connection:7`
    public SealedSecret seal(String owner, String secret) {
        try {
            return new SealedSecret(current, keyOf(current).encrypt(bytes(secret), bytes(owner)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot seal the secret of %s".formatted(owner), e);
        }
    }

    /// @return what was sealed; where the key is known to be lost, words with which every database refuses the login until the secret is entered again
    /// @throws IllegalStateException where the key is not in the settings or is not the one that sealed it, or the secret was sealed for another owner
    public String open(String owner, SealedSecret secret) {
        if (lost.contains(secret.keyId())) {
            return "lost with the master key " + secret.keyId(); // not empty, with which some accounts open
        }
        try {
            return new String(keyOf(secret.keyId()).decrypt(secret.sealed(), bytes(owner)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The secret of %s does not open with the master key '%s'; set the key it was sealed with in syncline.secrets.keys"
                            .formatted(owner, secret.keyId()),
                    e);
        }
    }

    private Aead keyOf(String id) {
        Aead key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException(
                    "Secrets are sealed with the master key '%s', which is not in syncline.secrets.keys; keep it there until they are sealed anew"
                            .formatted(id));
        }
        return key;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
