package dev.syncline.config.preview;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMax;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param patience how long a preview waits for the source, and then for all targets together
/// @param look how long the rows of the source are looked at for values that a target cannot hold, for all tables of a page together; 0s for no look
@Validated
@ConfigurationProperties("syncline.preview")
record PreviewProperties(@DefaultValue("15s") @NotNull Duration patience, @DefaultValue("4s") @NotNull @DurationMax(seconds = 10) Duration look) {}
