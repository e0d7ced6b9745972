package dev.syncline.config.connection;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// One thing that a test of a connection has looked at.
///
/// @param remedy what to do; null where there is nothing to be done
record TrialCheck(Subject check, State state, String message, @Nullable String remedy) {

    /// What is looked at, in this order.
    enum Subject {
        /// Whether a database answers at the address.
        @JsonProperty("reached")
        REACHED,
        @JsonProperty("tls")
        TLS,
        @JsonProperty("login")
        LOGIN,
        /// Whether the user may use the database.
        @JsonProperty("database")
        DATABASE,
        /// Which product answers, and of which version.
        @JsonProperty("version")
        VERSION,
        /// Whether tables can be made; only where write operations are allowed.
        @JsonProperty("may-create")
        MAY_CREATE,
        /// Whether the server takes rows in bulk; only where write operations are allowed.
        @JsonProperty("bulk-load")
        BULK_LOAD,
        /// What the server has set that stops some loads only.
        @JsonProperty("settings")
        SETTINGS
    }

    enum State {
        @JsonProperty("ok")
        OK,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("failed")
        FAILED,
        /// Not known, for the server does not say.
        @JsonProperty("unknown")
        UNKNOWN,
        /// Not looked at, because of what failed before.
        @JsonProperty("skipped")
        SKIPPED
    }

    static TrialCheck ok(Subject check, String message) {
        return new TrialCheck(check, State.OK, message, null);
    }

    static TrialCheck skipped(Subject check) {
        return new TrialCheck(check, State.SKIPPED, "Not looked at, because of what failed before", null);
    }

    /// @param sentence what is so and, after the first semicolon, what to do, as all messages are written
    static TrialCheck of(Subject check, State state, String sentence) {
        int end = sentence.indexOf("; ");
        return end < 0
                ? new TrialCheck(check, state, sentence, null)
                : new TrialCheck(check, state, sentence.substring(0, end), sentence.substring(end + 2));
    }
}
