package dev.syncline.console.access;

import jakarta.servlet.http.HttpServletRequest;

import dev.syncline.kit.audit.AuditTrail;
import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.web.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/// What known callers asked for and the console itself has refused: no service has seen it, and could tell.
@Component
public final class DoorAudit {

    private final AuditTrail trail;

    DoorAudit(AuditTrail trail) {
        this.trail = trail;
    }

    /// Tells of a call of an operation that there is; others are nothing to be told of.
    public void refused(HttpServletRequest request, Problem problem) {
        Permissions.find(HttpMethod.valueOf(request.getMethod()), request.getRequestURI()).ifPresent(known -> trail.add(new AuditTrail.Answered(
                CalledBy.present(), known.method() + " " + known.path().getPatternString(), request.getRequestURI(), request.getHeader(HttpHeaders.IF_MATCH), null,
                problem.status().value(), problem.slug())));
    }
}
