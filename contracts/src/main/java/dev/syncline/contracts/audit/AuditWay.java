package dev.syncline.contracts.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a caller has shown who it is.
public enum AuditWay {
    /// In a browser, signed in.
    @JsonProperty("session")
    SESSION,
    /// By a token of a user.
    @JsonProperty("token")
    TOKEN,
    /// By the token of the installation, which has every right and belongs to nobody.
    @JsonProperty("installation-token")
    INSTALLATION_TOKEN,
    /// Another service.
    @JsonProperty("service-token")
    SERVICE_TOKEN,
    /// Not at all, as by a wrong password.
    @JsonProperty("none")
    NONE
}
