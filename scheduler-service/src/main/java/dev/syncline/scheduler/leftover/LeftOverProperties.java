package dev.syncline.scheduler.leftover;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How what loads have left in targets is looked for.
///
/// @param atOnce targets that are looked into at once, each by one loader's slot; slots that wait for a target that is away are missing for loads
/// @param loads how many loads one look is for
/// @param holdersTurn how long the worker that has done a load may take to remove what is left and say so, before somebody else looks
/// @param settle how long after a look that has found nothing a second one has to find nothing too; a server that comes back may still finish what was in
///     doubt
@Validated
@ConfigurationProperties("syncline.leftovers")
record LeftOverProperties(
        @DefaultValue("2") @Min(1) int atOnce,
        @DefaultValue("50") @Min(1) @Max(1000) int loads,
        @DefaultValue("10s") @NotNull Duration holdersTurn,
        @DefaultValue("20s") @NotNull Duration settle) {}
