package dev.syncline.notification.delivery;

import java.time.Duration;

/// A way for messages of a channel to leave.
public interface Transport {

    Channel channel();

    /// How long [#send] takes at most.
    Duration longest();

    /// Hands a message over; returns once it has been taken.
    ///
    /// @return the state the delivery has reached
    /// @throws DeliveryRefused where it will not be taken however often it is tried
    /// @throws DeliveryDelayed where it may be taken later
    DeliveryState send(Delivery delivery) throws DeliveryRefused, DeliveryDelayed;
}
