package dev.syncline.kit.worker;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How a worker takes part.
///
/// @param slots pieces of work at once; each holds at most one database session
/// @param announceEvery how often it says that it lives; the scheduler takes work away after four silent periods
/// @param goodBye how long one that stops waits at most for the scheduler's word that nothing more comes
@Validated
@ConfigurationProperties("syncline.worker")
public record WorkerProperties(
        @DefaultValue("4") @Min(1) @Max(64) int slots, @DefaultValue("5s") @NotNull Duration announceEvery,
        @DefaultValue("3s") @NotNull Duration goodBye) {}
