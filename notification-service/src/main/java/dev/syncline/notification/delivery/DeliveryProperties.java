package dev.syncline.notification.delivery;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How often and for how long a delivery is tried, whatever its channel.
///
/// @param firstPause before the second attempt; it doubles from attempt to attempt
/// @param longestPause between two attempts
/// @param giveUpAfter how long a message is kept that the other side does not take
/// @param look how often this service looks for what is due
@Validated
@ConfigurationProperties("syncline.delivery")
public record DeliveryProperties(
        @DefaultValue("5s") @NotNull Duration firstPause,
        @DefaultValue("2m") @NotNull Duration longestPause,
        @DefaultValue("3d") @NotNull Duration giveUpAfter,
        @DefaultValue("1s") @NotNull Duration look) {}
