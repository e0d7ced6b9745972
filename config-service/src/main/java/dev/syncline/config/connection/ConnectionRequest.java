package dev.syncline.config.connection;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// A connection as a request describes it.
///
/// @param kind an id from the connection kinds
/// @param host a DNS name or an IP address
/// @param port the kind's own port where it is absent
/// @param database the database inside the server, for kinds that need one
/// @param secret the password; never returned. Absent in an edit it stays as it is
/// @param options options of the kind by name
/// @param allowWriteOperations whether projects may write to it
/// @param managedBy who brings it to what files say; empty for nobody; absent in an edit it stays as it is
/// @param labels by which people find it; absent in an edit they stay as they are
record ConnectionRequest(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        @Nullable String user,
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable String secret,
        @Nullable Map<String, @Nullable String> options,
        @Nullable Boolean allowWriteOperations,
        @Nullable String managedBy,
        @Nullable Map<String, @Nullable String> labels) {

    @Override
    public String toString() {
        return "ConnectionRequest[name=%s, kind=%s]".formatted(name, kind);
    }
}
