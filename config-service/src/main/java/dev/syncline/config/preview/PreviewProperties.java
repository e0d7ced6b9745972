package dev.syncline.config.preview;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param patience how long a preview waits for the source, and then for all targets together
@Validated
@ConfigurationProperties("syncline.preview")
record PreviewProperties(@DefaultValue("15s") @NotNull Duration patience) {}
