package dev.syncline.kit.connection;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How a worker asks config-service.
///
/// @param url where it is
/// @param waitFor how long a run waits for it, in each attempt; what does not pass by itself, such as a refused token, is waited for a minute at most
@Validated
@ConfigurationProperties("syncline.config-service")
record ConfigServiceProperties(
        @DefaultValue("http://localhost:8081") @NotNull String url, @DefaultValue("10m") @NotNull @DurationMin(seconds = 0) Duration waitFor) {}
