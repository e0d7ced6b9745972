package dev.syncline.loader;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How targets are reached, beside what all workers have set.
///
/// @param silence how long a statement may take before the connection counts as lost; the primary key of a large table is built in one
@Validated
@ConfigurationProperties("syncline.network")
record TargetNetworkProperties(@DefaultValue("2h") @NotNull @DurationMin(seconds = 10) Duration silence) {}
