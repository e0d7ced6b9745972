package dev.syncline.scheduler.run;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import dev.syncline.scheduler.run.state.RetryPolicy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How runs go.
///
/// @param partitions tables of one run that are read at once
/// @param retry where a request does not say otherwise
/// @param active runs under way at once; more wait in the queue, by priority
/// @param cleanUpPatience how long a run waits for a worker to remove what a load has left behind
@Validated
@ConfigurationProperties("syncline.runs")
public record RunProperties(
        @DefaultValue("4") @Min(1) @Max(64) int partitions,
        @DefaultValue("1000") @Min(1) @Max(10000) int active,
        @DefaultValue @Valid Retry retry,
        @DefaultValue("60s") @NotNull Duration cleanUpPatience) {

    RetryPolicy retryPolicy() {
        return new RetryPolicy(retry.attempts(), retry.backoff());
    }

    /// @param attempts in all, the first one included
    /// @param backoff before the second attempt; it doubles with each further one
    public record Retry(@DefaultValue("3") @Min(1) @Max(20) int attempts, @DefaultValue("5s") @NotNull Duration backoff) {}
}
