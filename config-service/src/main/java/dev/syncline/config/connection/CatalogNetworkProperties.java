package dev.syncline.config.connection;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param allowLocal whether databases on this machine's loopback addresses may be reached
/// @param connect time to reach a database and to log in; a database that cannot be reached is reported after exactly this time
/// @param silence how long a catalogue query may stay without an answer
/// @param sessions how many sessions tests and the catalogue open at once
@Validated
@ConfigurationProperties("syncline.network")
record CatalogNetworkProperties(
        @DefaultValue("false") boolean allowLocal,
        @DefaultValue("5s") @NotNull @DurationMin(millis = 200) @DurationMax(seconds = 8) Duration connect,
        @DefaultValue("30s") @NotNull @DurationMin(seconds = 1) Duration silence,
        @DefaultValue("16") @Min(1) @Max(1000) int sessions) {}
