package dev.syncline.config.connection;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.dialect.connect.ServerIdentity;
import org.jspecify.annotations.Nullable;

/// What came of trying a connection.
///
/// @param reachable whether a database of the kind answers at the address
/// @param loggedIn whether it takes the user and the secret
/// @param version what the server says it is
/// @param millis how long it took to log in, or to give up
/// @param code why it does not work
/// @param hint what to do about it
/// @param identity which database the server says it is; the same for every address that leads there
/// @param note why it does not say, and what follows
/// @param problems what would stop loads into it; empty where none is known, or nothing may be written to it
/// @param warnings what would stop some loads into it, or have them go astray
/// @param checks all that was looked at, thing by thing, in the order in which it was
record ConnectionTrial(
        boolean reachable,
        boolean loggedIn,
        @Nullable String version,
        long millis,
        @Nullable FailureCode code,
        @Nullable String hint,
        @Nullable String identity,
        @Nullable String note,
        List<String> problems,
        List<String> warnings,
        List<TrialCheck> checks) {

    static ConnectionTrial worked(
            String version, long millis, ServerIdentity identity, List<String> problems, List<String> warnings, List<TrialCheck> checks) {
        return new ConnectionTrial(
                true, true, version, millis, null, null, identity.database(),
                identity.reason() == null ? null : "It is told apart from other databases by host and port only, because " + identity.reason(),
                problems, warnings, checks);
    }

    static ConnectionTrial failed(FailureCode code, String hint, long millis, List<TrialCheck> checks) {
        boolean reachable = code != FailureCode.UNREACHABLE;
        boolean loggedIn = reachable && code != FailureCode.LOGIN_REFUSED && code != FailureCode.EXHAUSTED && code != FailureCode.MISCONFIGURED;
        return new ConnectionTrial(reachable, loggedIn, null, millis, code, hint, null, null, List.of(), List.of(), checks);
    }

    /// Whether nothing was found that would stop work with it.
    @JsonIgnore
    boolean isGood() {
        return code == null && checks.stream().noneMatch(check -> check.state() == TrialCheck.State.FAILED);
    }

    /// What was found, in one sentence.
    @JsonIgnore
    String summary() {
        if (hint != null) {
            return hint;
        }
        return problems.isEmpty() ? String.valueOf(version) : problems.getFirst();
    }
}
