package dev.syncline.loader;

import java.util.Optional;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import dev.syncline.dialect.connect.HostName;
import dev.syncline.dialect.load.WorkerAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the segments of a Greenplum fetch rows from this loader.
///
/// @param address this machine's host as the segments know it; where it is empty, all rows pass through the coordinator
/// @param port where they are listened to, on all of this machine's addresses, while rows are loaded; 0 for any free one
@Validated
@ConfigurationProperties("syncline.loader.gpfdist")
record GpfdistProperties(@DefaultValue("") @NotNull String address, @DefaultValue("0") @Min(0) @Max(65535) int port) {

    GpfdistProperties {
        if (!address.isEmpty()) {
            new HostName(address);
        }
    }

    Optional<WorkerAddress> worker() {
        return address.isEmpty() ? Optional.empty() : Optional.of(new WorkerAddress(new HostName(address), port));
    }
}
