package dev.syncline.kit.connection;

import java.net.http.HttpTimeoutException;
import java.time.Duration;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/// Why config-service did not say what it was asked for.
///
/// @param words that follow its name, as in `does not answer`
/// @param passing whether that passes by itself, as when it is restarted
record Silence(String words, boolean passing) {

    /// A new token, or a new version, reaches one service after the other.
    private static final Duration LONGEST_LASTING = Duration.ofMinutes(1);

    static Silence of(RestClientException e) {
        return switch (e) {
            case RestClientResponseException answer -> of(answer.getStatusCode());
            case ResourceAccessException away when away.getCause() instanceof HttpTimeoutException -> new Silence("does not answer in time", true);
            case ResourceAccessException _ -> new Silence("does not answer", true);
            default -> new Silence("gives an answer that cannot be understood", true); // such as a page of whatever stands in its place
        };
    }

    private static Silence of(HttpStatusCode status) {
        return switch (HttpStatus.resolve(status.value())) {
            case UNAUTHORIZED, FORBIDDEN -> new Silence(
                    "refuses the service token (HTTP %d); give all services the same SYNCLINE_SERVICE_TOKEN".formatted(status.value()), false);
            case INTERNAL_SERVER_ERROR -> new Silence("has failed (HTTP 500); its log says why", false);
            // Of whatever stands before it, or of itself while it has no database. Its own 404 is an answer.
            case BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT, TOO_MANY_REQUESTS, REQUEST_TIMEOUT, NOT_FOUND ->
                new Silence("is not there (HTTP %d)".formatted(status.value()), true);
            case null, default ->
                new Silence("does not understand the question (HTTP %d); give all services the same version".formatted(status.value()), false);
        };
    }

    /// @param most how long whatever passes is waited for
    Duration waitedFor(Duration most) {
        return passing || most.compareTo(LONGEST_LASTING) < 0 ? most : LONGEST_LASTING;
    }
}
