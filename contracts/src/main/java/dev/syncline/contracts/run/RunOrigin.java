package dev.syncline.contracts.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What made a run begin; see [RunCause] for the particulars.
public enum RunOrigin {
    /// Somebody pressed Execute Now, or called the REST interface.
    @JsonProperty("manual")
    MANUAL,
    /// An execution plan was due.
    @JsonProperty("plan")
    PLAN,
    /// Another system sent an event to [dev.syncline.contracts.Topics#TRIGGERS].
    @JsonProperty("event")
    EVENT,
    /// Somebody asked for an earlier run, or for its failed tables, once more.
    @JsonProperty("repeat")
    REPEAT
}
