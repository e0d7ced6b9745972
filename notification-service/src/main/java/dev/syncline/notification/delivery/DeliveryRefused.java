package dev.syncline.notification.delivery;

import org.jspecify.annotations.Nullable;

/// The other side refuses this message for good.
public final class DeliveryRefused extends Exception {

    public DeliveryRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
