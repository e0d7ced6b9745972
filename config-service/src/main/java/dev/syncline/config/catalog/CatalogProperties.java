package dev.syncline.config.catalog;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param keep how long a list of tables is kept, so that paging through it asks the database once
/// @param keptTables how many tables are kept in all lists together; a table takes about 300 bytes
@Validated
@ConfigurationProperties("syncline.catalog")
record CatalogProperties(@DefaultValue("30s") @NotNull Duration keep, @DefaultValue("100000") @Min(0) int keptTables) {}
