package dev.syncline.extractor;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How sources are reached, beside what all workers have set.
///
/// @param silence how long a query may stay without a row before the connection counts as lost; a view may sort for long before its first one
@Validated
@ConfigurationProperties("syncline.network")
record SourceNetworkProperties(@DefaultValue("30m") @NotNull @DurationMin(seconds = 10) Duration silence) {}
