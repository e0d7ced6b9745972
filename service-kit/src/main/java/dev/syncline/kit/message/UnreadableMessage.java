package dev.syncline.kit.message;

import org.jspecify.annotations.Nullable;

/// A message that cannot be understood; trying again does not help.
public final class UnreadableMessage extends RuntimeException {

    public UnreadableMessage(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
