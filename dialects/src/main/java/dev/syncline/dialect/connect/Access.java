package dev.syncline.dialect.connect;

/// What a session is for.
public enum Access {
    /// Reading a source: such a session can never be made to send local data by `LOAD DATA LOCAL`, and fails where row security would hide rows.
    READ,
    /// Writing a target.
    WRITE
}
