package dev.syncline.config.project;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param look how long a save waits for what the source's catalogue says; without an answer the project is saved all the same
/// @param baseline how much of a message the names of the source's tables may take; new tables of schemas beyond that are not copied
@Validated
@ConfigurationProperties("syncline.projects")
record ProjectProperties(@DefaultValue("10s") @NotNull Duration look, @DefaultValue("600KB") @NotNull DataSize baseline) {}
