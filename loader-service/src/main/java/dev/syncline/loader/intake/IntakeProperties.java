package dev.syncline.loader.intake;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How chunks are fetched.
///
/// @param stallLimit how long nothing may arrive of an extraction that has not ended, while the broker answers
/// @param fetchBytes how much one load fetches at once
/// @param prefetchChunks how many chunks, of about 1 MB, wait for the target
/// @param fetchWait how long the broker holds a request when there is nothing new; a load that begins may have to wait as long for the
///     request of the one before it
@Validated
@ConfigurationProperties("syncline.loader.intake")
public record IntakeProperties(
        @DefaultValue("120s") @NotNull @DurationMin(seconds = 1) Duration stallLimit,
        @DefaultValue("4MB") @NotNull DataSize fetchBytes,
        @DefaultValue("4") @Min(1) @Max(64) int prefetchChunks,
        @DefaultValue("25ms") @NotNull Duration fetchWait) {}
