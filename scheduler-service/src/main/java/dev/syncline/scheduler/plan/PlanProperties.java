package dev.syncline.scheduler.plan;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How plans are watched.
///
/// @param missedAfter how late a due instant is decided on before it counts as missed
@Validated
@ConfigurationProperties("syncline.plans")
record PlanProperties(@DefaultValue("60s") @NotNull Duration missedAfter) {}
