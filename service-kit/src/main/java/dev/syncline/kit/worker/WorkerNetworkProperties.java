package dev.syncline.kit.worker;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How a worker reaches the databases of users, whether it reads or writes; how long one may be silent is the service's own setting.
///
/// @param allowLocal whether databases on this machine's loopback addresses may be reached
/// @param connect time to reach a database and to log in
/// @param sessions the most sessions one connection gets from this worker
/// @param keepIdle how long an unused session stays open for the next table
@Validated
@ConfigurationProperties("syncline.network")
public record WorkerNetworkProperties(
        @DefaultValue("false") boolean allowLocal,
        @DefaultValue("10s") @NotNull @DurationMin(millis = 200) Duration connect,
        @DefaultValue("16") @Min(1) @Max(1000) int sessions,
        @DefaultValue("60s") @NotNull @DurationMin(seconds = 10) Duration keepIdle) {}
