package dev.syncline.kit.audit;

import jakarta.servlet.http.HttpServletRequest;

import dev.syncline.kit.security.CalledBy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/// What a request's record in the audit needs to know and is known only on the way to the answer.
public final class Audited {

    private static final String CALLER = Audited.class.getName() + ".caller";
    private static final String PROBLEM = Audited.class.getName() + ".problem";

    private Audited() {}

    /// Says who has sent the request, where that is found out by its answer, as in signing in.
    public static void as(HttpServletRequest request, CalledBy caller) {
        request.setAttribute(CALLER, caller);
    }

    static CalledBy caller(HttpServletRequest request) {
        return request.getAttribute(CALLER) instanceof CalledBy caller ? caller : CalledBy.present();
    }

    static void problem(HttpServletRequest request, ProblemDetail detail) {
        request.setAttribute(PROBLEM, detail);
    }

    /// The last part of the problem's type.
    static @Nullable String problem(HttpServletRequest request) {
        return request.getAttribute(PROBLEM) instanceof ProblemDetail detail && detail.getType() != null
                ? detail.getType().getPath().replaceFirst("^.*/", "")
                : null;
    }
}
