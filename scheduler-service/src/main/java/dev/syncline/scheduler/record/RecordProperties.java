package dev.syncline.scheduler.record;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long records are kept, and how they are read.
///
/// @param keep how long after its end a run and its record are kept
/// @param readings how many questions about runs are asked of the database at once; others wait, so that readers leave the database to decisions
/// @param sampleEvery how often it is noted how far runs are
@Validated
@ConfigurationProperties("syncline.records")
record RecordProperties(
        @DefaultValue("90d") @NotNull Duration keep,
        @DefaultValue("2") @Min(1) int readings,
        @DefaultValue("5s") @NotNull Duration sampleEvery) {}
