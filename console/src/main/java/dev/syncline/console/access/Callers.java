package dev.syncline.console.access;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// The caller of the present request.
public final class Callers {

    /// The attribute of a session that has the number of its user.
    public static final String ACCOUNT = "account";
    /// The name under which the installation's own token acts.
    public static final String BOOTSTRAP = "api";

    private Callers() {}

    /// @throws IllegalStateException where the route lets anybody in
    public static Caller present() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("This request has no caller");
    }
}
