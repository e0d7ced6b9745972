package dev.syncline.contracts.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How long a name may be in every target of a project. It travels with the revision, so that a name is the same wherever it is made.
///
/// @param bytes in UTF-8
/// @param characters in UTF-16, as MySQL counts them
public record NameLimit(int bytes, int characters) {

    private static final int HASH_DIGITS = 8;

    /// What fits into both.
    public NameLimit and(NameLimit other) {
        return new NameLimit(Math.min(bytes, other.bytes), Math.min(characters, other.characters));
    }

    public boolean allows(String name) {
        return name.length() <= characters && name.getBytes(StandardCharsets.UTF_8).length <= bytes;
    }

    /// The name, or where it is too long its beginning, `_` and the first eight hexadecimal digits of the SHA-256 of the whole
    /// name: the same name always gets the same suffix, and two names that begin alike stay two.
    public String fit(String name) {
        if (allows(name)) {
            return name;
        }
        String suffix = "_" + hash(name);
        String own = name;
        while (!allows(own + suffix)) {
            own = own.substring(0, own.offsetByCodePoints(own.length(), -1));
        }
        return own + suffix;
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }
}
