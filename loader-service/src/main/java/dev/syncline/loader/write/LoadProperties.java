package dev.syncline.loader.write;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import dev.syncline.dialect.read.TableStreams;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How rows are written.
///
/// @param batchBytes how much goes into one transaction of the target, at least; it ends with the chunk that reaches it
/// @param largestBatch how much goes into one transaction of a target that prefers large ones, such as Doris; every load may hold as much
/// @param largestStream how much goes into one transaction of a target that takes rows as they come, such as ClickHouse; the server holds as much for
///     every load, this worker does not
/// @param batchTime how long a batch may take to come together
/// @param batchWait how long to wait for more when that much has not come
/// @param lockWait how long a run may wait for locks of one target table, in all its attempts together
/// @param reconnectFor how long a load that has begun tries to reach its target again when the connection breaks
/// @param streams the most sessions that write one table, for connections that say nothing themselves
/// @param divideAfter how much one session writes before others help it, where more waits for it; what is smaller is written by one
@Validated
@ConfigurationProperties("syncline.loader.write")
record LoadProperties(
        @DefaultValue("4MB") @NotNull DataSize batchBytes,
        @DefaultValue("32MB") @NotNull DataSize largestBatch,
        @DefaultValue("128MB") @NotNull DataSize largestStream,
        @DefaultValue("30s") @NotNull @DurationMin(millis = 100) Duration batchTime,
        @DefaultValue("2s") @NotNull @DurationMin(millis = 100) Duration batchWait,
        @DefaultValue("30s") @NotNull @DurationMin(millis = 100) Duration lockWait,
        @DefaultValue("60s") @NotNull Duration reconnectFor,
        @DefaultValue("1") @Min(1) @Max(TableStreams.MOST) int streams,
        @DefaultValue("4MB") @NotNull DataSize divideAfter) {}
