package dev.syncline.contracts.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What made a run begin.
public enum RunOrigin {
    /// Somebody pressed Execute Now, or called the REST interface.
    @JsonProperty("manual")
    MANUAL
}
