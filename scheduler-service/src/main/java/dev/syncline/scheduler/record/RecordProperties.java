package dev.syncline.scheduler.record;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long records are kept.
///
/// @param keep how long after its end a run and its record are kept
@Validated
@ConfigurationProperties("syncline.records")
record RecordProperties(
        @DefaultValue("90d") @NotNull Duration keep) {}
