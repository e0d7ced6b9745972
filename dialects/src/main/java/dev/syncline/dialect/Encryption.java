package dev.syncline.dialect;

/// Whether what travels in a session can be read on its way.
public enum Encryption {
    ENCRYPTED,
    PLAIN,
    /// The server does not say.
    UNKNOWN
}
