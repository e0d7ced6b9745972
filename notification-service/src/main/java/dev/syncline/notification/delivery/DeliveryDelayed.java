package dev.syncline.notification.delivery;

import org.jspecify.annotations.Nullable;

/// The message could not be handed over, or nobody knows whether it was.
public final class DeliveryDelayed extends Exception {

    /// What else need not be tried for now.
    public enum Extent {
        /// Nothing.
        MESSAGE,
        /// Whatever is for the same recipient.
        RECIPIENT,
        /// The whole channel.
        CHANNEL
    }

    private final Extent extent;

    public DeliveryDelayed(Extent extent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.extent = extent;
    }

    public Extent extent() {
        return extent;
    }
}
