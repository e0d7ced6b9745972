package dev.syncline.extractor.full;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.read.TableStreams;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// By how many sessions one table is read.
///
/// @param perTable the most, for connections that say nothing themselves
/// @param worth how large a table is, as its catalogue estimates it, for each session that reads it; smaller ones are read by one
@Validated
@ConfigurationProperties("syncline.extractor.streams")
record StreamProperties(
        @DefaultValue("1") @Min(1) @Max(TableStreams.MOST) int perTable, @DefaultValue("16MB") @NotNull DataSize worth) {

    /// How many sessions read a table beside the first.
    int helpers(ConnectionSettings source, long bytes) {
        long worthwhile = Math.max(1, bytes / Math.max(1, worth.toBytes()));
        return (int) Math.min(TableStreams.of(source).orElse(perTable), worthwhile) - 1;
    }
}
