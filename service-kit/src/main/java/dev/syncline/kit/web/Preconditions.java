package dev.syncline.kit.web;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/// Edits say which state they were made from, so that nobody overwrites what somebody else has saved meanwhile.
public final class Preconditions {

    private Preconditions() {}

    /// The ETag of a state.
    public static String etag(long version) {
        return "\"%d\"".formatted(version);
    }

    /// @param subject what is edited, such as `Connection 7`
    /// @throws ApiException where the header is missing or names another state than the present one
    public static void check(String subject, @Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ApiException(
                    Problem.PRECONDITION_REQUIRED,
                    "%s was not changed: send the ETag of the state you have read in an If-Match header".formatted(subject));
        }
        boolean matches = Arrays.stream(ifMatch.split(",")).map(String::strip).anyMatch(tag -> tag.equals("*") || tag.equals(etag(version)));
        if (!matches) {
            throw new ApiException(
                    Problem.STALE, "%s was not changed: it is now at %s; read it again and repeat your change".formatted(subject, etag(version)));
        }
    }
}
