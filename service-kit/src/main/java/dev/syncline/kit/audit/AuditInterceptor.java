package dev.syncline.kit.audit;

import java.net.URI;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Has each call of an operation that changes something taken down, once it has been answered, so that no operation has to think of it. One that only asks
/// says so by [ChangesNothing].
final class AuditInterceptor implements HandlerInterceptor {

    private static final String PUBLIC = "/api/";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final AuditTrail trail;

    AuditInterceptor(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        // What is passed on to another service is no method of ours: that service tells of it.
        if (READING.contains(request.getMethod()) || !(handler instanceof HandlerMethod method) || method.hasMethodAnnotation(ChangesNothing.class)) {
            return;
        }
        String route = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (!route.startsWith(PUBLIC)) {
            return;
        }
        int status = failure == null ? response.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR.value();
        boolean done = status < HttpStatus.BAD_REQUEST.value();
        trail.add(new AuditTrail.Answered(
                Audited.caller(request),
                request.getMethod() + " " + route,
                done ? object(request, response.getHeader(HttpHeaders.LOCATION)) : request.getRequestURI(),
                request.getHeader(HttpHeaders.IF_MATCH),
                done ? response.getHeader(HttpHeaders.ETAG) : null,
                status,
                Audited.problem(request)));
    }

    private static String object(HttpServletRequest request, @Nullable String location) {
        return location == null ? request.getRequestURI() : URI.create(location).getPath();
    }
}
