package dev.syncline.contracts.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What came of a request.
public enum AuditOutcome {
    /// It was followed.
    @JsonProperty("done")
    DONE,
    /// It was not, for a reason that lies in the request or in the caller's rights; nothing was changed.
    @JsonProperty("refused")
    REFUSED,
    /// It was not, for a reason of ours, of another service or of a database.
    @JsonProperty("failed")
    FAILED;

    /// By the status of HTTP.
    public static AuditOutcome of(int status) {
        if (status >= 500) {
            return FAILED;
        }
        return status >= 400 ? REFUSED : DONE;
    }
}
