package dev.syncline.console.audit;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the audit is kept.
///
/// @param keep how long; what is older is forgotten within the hour
@Validated
@ConfigurationProperties("syncline.console.audit")
record AuditProperties(@DefaultValue("400d") @NotNull Duration keep) {}
