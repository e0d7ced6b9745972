package dev.syncline.kit.message;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How topics are made that do not exist yet.
///
/// @param replication replicas of each topic, 3 in a cluster; what is acknowledged is with all but one of them (`min.insync.replicas`)
/// @param retention how long events are kept
/// @param partitions of the topics that several instances of a service share
@Validated
@ConfigurationProperties("syncline.topics")
public record TopicProperties(
        @DefaultValue("1") @Min(1) @Max(9) short replication,
        @DefaultValue("7d") @NotNull Duration retention,
        @DefaultValue("3") @Min(1) @Max(100) int partitions) {

    /// How many replicas have what is acknowledged: with one broker away all goes on, and with the next one nothing is lost.
    public String inSync() {
        return Integer.toString(Math.max(1, replication - 1));
    }
}
