package dev.syncline.kit.web;

import java.net.URI;
import java.util.Locale;

import dev.syncline.contracts.failure.FailureCode;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/// A kind of wrong request, with a `type` that stays.
///
/// @param slug the last part of the type URI, such as `connection-in-use`
/// @param title the same for every occurrence
public record Problem(String slug, HttpStatus status, String title) {

    public static final Problem INVALID = new Problem("invalid-request", HttpStatus.BAD_REQUEST, "The request is not valid");
    public static final Problem UNAUTHENTICATED = new Problem("unauthenticated", HttpStatus.UNAUTHORIZED, "The request does not say who asks");
    public static final Problem FORBIDDEN = new Problem("forbidden", HttpStatus.FORBIDDEN, "Whoever asks may not do this");
    public static final Problem NOT_FOUND = new Problem("not-found", HttpStatus.NOT_FOUND, "There is no such thing");
    public static final Problem CONFLICT = new Problem("conflict", HttpStatus.CONFLICT, "The request does not fit the present state");
    public static final Problem STALE = new Problem("stale", HttpStatus.PRECONDITION_FAILED, "Somebody else has changed it meanwhile");
    public static final Problem PRECONDITION_REQUIRED =
            new Problem("precondition-required", HttpStatus.PRECONDITION_REQUIRED, "The request needs an If-Match header");
    public static final Problem UNAVAILABLE =
            new Problem("service-unavailable", HttpStatus.SERVICE_UNAVAILABLE, "Another service does not answer");

    public static final Problem INTERNAL = new Problem("internal", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong in Syncline");

    /// What a server or a library refuses by itself.
    static Problem of(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> INVALID;
            case NOT_FOUND -> NOT_FOUND;
            case INTERNAL_SERVER_ERROR -> INTERNAL;
            // Their own set is open; the status's name says what it is.
            default -> new Problem(slug(status.name()), status, status.getReasonPhrase());
        };
    }

    /// What a database refuses, or what its rules for names do: type `database-unreachable`, `database-unusable-name`, …
    public static Problem of(FailureCode code) {
        HttpStatus status =
                switch (code) {
                    case NOT_FOUND -> HttpStatus.NOT_FOUND;
                    case UNUSABLE_NAME -> HttpStatus.BAD_REQUEST;
                    case UNREACHABLE, CONNECTION_LOST, LOGIN_REFUSED, PERMISSION_DENIED, NOT_WRITABLE, TABLE_CHANGED, UNSUPPORTED_TYPE, UNUSABLE_VALUE, LOCKED,
                            IN_USE, TIMED_OUT, EXHAUSTED, UNPROVEN, STALLED, SERVICE_UNAVAILABLE, MISCONFIGURED, DEPENDENCY, INTERNAL -> HttpStatus.BAD_GATEWAY;
                };
        return new Problem("database-" + slug(code.name()), status, "The database of the connection cannot be asked");
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// One occurrence of it (RFC 9457).
    ///
    /// @param text what was attempted, on what, and what to do; never a secret
    public ProblemDetail detail(String text) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text);
        detail.setType(type());
        detail.setTitle(title);
        return detail;
    }

    public URI type() {
        return URI.create("https://syncline.dev/problems/" + slug);
    }
}
