package dev.syncline.config.secret;

/// A secret as it is stored.
///
/// @param keyId which master key opens it
public record SealedSecret(String keyId, byte[] sealed) {

    @Override
    public String toString() {
        return "SealedSecret[keyId=%s]".formatted(keyId);
    }
}
