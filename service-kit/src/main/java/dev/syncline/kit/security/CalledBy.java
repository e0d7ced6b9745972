package dev.syncline.kit.security;

import dev.syncline.contracts.audit.AuditWay;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Who has sent a request, as far as the audit tells it. The details of the present [Authentication].
///
/// @param name null where nobody is known
/// @param role at that moment; null where there is none
/// @param address where the request came from; null where it did not come through the console
public record CalledBy(@Nullable String name, AuditWay way, @Nullable String role, @Nullable String address) {

    static final CalledBy API = new CalledBy("api", AuditWay.INSTALLATION_TOKEN, null, null);
    static final CalledBy SERVICE = new CalledBy("service", AuditWay.SERVICE_TOKEN, null, null);

    /// What the caller of the present request is called: a user, a program that the console speaks for, or the token that was shown; `system` outside of requests.
    public static String presentName() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? "system" : authentication.getName();
    }

    /// The caller of the present request.
    public static CalledBy present() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getDetails() instanceof CalledBy caller ? caller : new CalledBy(null, AuditWay.NONE, null, null);
    }
}
