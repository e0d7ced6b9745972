package dev.syncline.extractor;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import dev.syncline.dialect.NetworkPolicy;
import dev.syncline.dialect.OwnServer;
import dev.syncline.kit.connection.OwnAddresses;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How sources are reached.
///
/// @param allowLocal whether databases on this machine's loopback addresses may be reached
/// @param connect time to reach a database and to log in
/// @param silence how long a query may stay without a row before the connection counts as lost; a view may sort for long before its first one
/// @param sessions the most sessions one connection gets from this worker
/// @param keepIdle how long an unused session stays open for the next table
@Validated
@ConfigurationProperties("syncline.network")
record NetworkProperties(
        @DefaultValue("false") boolean allowLocal,
        @DefaultValue("10s") @NotNull @DurationMin(millis = 200) Duration connect,
        @DefaultValue("30m") @NotNull @DurationMin(seconds = 10) Duration silence,
        @DefaultValue("16") @Min(1) @Max(1000) int sessions,
        @DefaultValue("60s") @NotNull @DurationMin(seconds = 10) Duration keepIdle) {

    NetworkPolicy policy(OwnAddresses own) {
        return new NetworkPolicy(allowLocal, connect, silence, OwnServer.of(own.servers(), own.shared(), own.databases()));
    }
}
