package dev.syncline.contracts.work;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a worker can do.
public enum WorkerKind {
    @JsonProperty("extractor")
    EXTRACTOR,
    @JsonProperty("loader")
    LOADER
}
