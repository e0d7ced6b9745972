package dev.syncline.console.access;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.syncline.console.access.Caller.Way;
import dev.syncline.kit.web.Problem;
import dev.syncline.kit.web.ProblemAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;

/// The answers to those who are not let in. Who is known and asks for what the role does not allow is told of in the audit; who is not known is not, for anybody
/// could fill it.
final class Refusals {

    private static final Problem CSRF = new Problem("csrf", HttpStatus.FORBIDDEN, "The request does not come from the page");
    private static final Problem CHANGE_PASSWORD = new Problem("password-change-required", HttpStatus.FORBIDDEN, "The first password has to be changed");

    private final DoorAudit audit;

    Refusals(DoorAudit audit) {
        this.audit = audit;
    }

    void unauthenticated(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        ProblemAnswer.write(response, Problem.UNAUTHENTICATED, "Sign in, or send the header 'Authorization: Bearer <token>' with a token that is valid");
    }

    void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e, @Nullable Caller caller) throws IOException {
        Optional<Route> route = Permissions.find(HttpMethod.valueOf(request.getMethod()), request.getRequestURI());
        if (e instanceof CsrfException) {
            tell(request, caller, CSRF);
            ProblemAnswer.write(response, CSRF, "Send the value of the cookie XSRF-TOKEN in the header X-XSRF-TOKEN, or load the page again");
        } else if (caller != null && caller.way() == Way.FIRST_SESSION) {
            ProblemAnswer.write(response, CHANGE_PASSWORD, "Change the password with PUT /api/v1/me/password; everything else is open then");
        } else {
            tell(request, caller, Problem.FORBIDDEN);
            ProblemAnswer.write(response, Problem.FORBIDDEN, route
                    .map(known -> "This needs the role %s; ask an administrator".formatted(known.role().name().toLowerCase(Locale.ROOT)))
                    .orElse("There is no such operation"));
        }
    }

    private void tell(HttpServletRequest request, @Nullable Caller caller, Problem problem) {
        if (caller != null) {
            audit.refused(request, problem);
        }
    }
}
