package dev.syncline.contracts.project;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/// Whose a thing is; no run takes any notice of it.
///
/// @param managedBy who brings it to what files say, by a name of their own; null where it is nobody but the people who edit it
/// @param labels by which people find it
@JsonIgnoreProperties(ignoreUnknown = true)
public record Ownership(@Nullable String managedBy, Map<String, String> labels) {

    public static final Ownership NONE = new Ownership(null, Map.of());

    public Ownership {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
