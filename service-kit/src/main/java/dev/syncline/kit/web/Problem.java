package dev.syncline.kit.web;

import java.net.URI;

import org.springframework.http.HttpStatus;

/// A kind of wrong request, with a `type` that stays.
///
/// @param slug the last part of the type URI, such as `connection-in-use`
/// @param title the same for every occurrence
public record Problem(String slug, HttpStatus status, String title) {

    public static final Problem INVALID = new Problem("invalid-request", HttpStatus.BAD_REQUEST, "The request is not valid");
    public static final Problem NOT_FOUND = new Problem("not-found", HttpStatus.NOT_FOUND, "There is no such thing");
    public static final Problem CONFLICT = new Problem("conflict", HttpStatus.CONFLICT, "The request does not fit the present state");
    public static final Problem STALE = new Problem("stale", HttpStatus.PRECONDITION_FAILED, "Somebody else has changed it meanwhile");
    public static final Problem PRECONDITION_REQUIRED =
            new Problem("precondition-required", HttpStatus.PRECONDITION_REQUIRED, "The request needs an If-Match header");
    public static final Problem UNAVAILABLE =
            new Problem("service-unavailable", HttpStatus.SERVICE_UNAVAILABLE, "Another service does not answer");

    public URI type() {
        return URI.create("https://syncline.dev/problems/" + slug);
    }
}
