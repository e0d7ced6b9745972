package dev.syncline.console.signon;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import dev.syncline.console.access.Role;
import dev.syncline.console.session.UserSessions;
import dev.syncline.console.user.Account;
import dev.syncline.console.user.Users;
import dev.syncline.contracts.audit.AuditWay;
import dev.syncline.kit.audit.AuditTrail;
import dev.syncline.kit.security.CalledBy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/// Lets those in whom the identity provider vouches for: with a session as after a password, and as a user that is known here by the provider's own number for
/// the person. Somebody who is known here by a password is never taken over by a name.
@Component
class SignOn implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(SignOn.class);
    private static final String OPERATION = "GET /login/oauth2/code/{provider}";

    private final SignOnProperties properties;
    private final Users users;
    private final UserSessions sessions;
    private final AuditTrail trail;

    SignOn(SignOnProperties properties, Users users, UserSessions sessions, AuditTrail trail) {
        this.properties = properties;
        this.users = users;
        this.sessions = sessions;
        this.trail = trail;
    }

    /// Why somebody whom the provider knows is not let in.
    private enum Refusal {
        NO_ROLE("the provider gives no group that has a role here"),
        NO_NAME("the provider gives no name that a user can have here"),
        NAME_TAKEN("a user of this name is kept here already, by a password or by another provider"),
        LOCKED("the user is locked here");

        private final String reason;

        Refusal(String reason) {
            this.reason = reason;
        }
    }

    private record Entry(@Nullable Account account, @Nullable Refusal refusal) {}

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication authentication) throws IOException {
        // Who that is is asked of the session, at each request anew.
        SecurityContextHolder.clearContext();
        if (!(authentication.getPrincipal() instanceof OidcUser user)) {
            throw new IllegalStateException("Only providers of OpenID Connect say who somebody is; ask for the scope openid");
        }
        Entry entry = entry(user);
        Account account = entry.account;
        if (account == null) {
            refuse(request, response, Objects.requireNonNull(entry.refusal).name(), entry.refusal.reason);
            return;
        }
        sessions.open(request, account);
        tell(request, new CalledBy(account.name(), AuditWay.SESSION, account.role().name(), request.getRemoteAddr()), HttpStatus.FOUND, null);
        response.sendRedirect("/");
    }

    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        String code = e instanceof OAuth2AuthenticationException refused ? refused.getError().getErrorCode() : e.getClass().getSimpleName();
        refuse(request, response, "PROVIDER", code);
    }

    private Entry entry(OidcUser user) {
        // Both stand in each ID token (OpenID Connect Core 1.0, section 2), and were checked with it.
        String issuer = Objects.requireNonNull(user.getIdToken().getIssuer()).toString();
        String subject = Objects.requireNonNull(user.getSubject());
        List<String> words = user.getClaimAsStringList(properties.rolesClaim());
        Optional<Role> role = properties.role(words == null ? List.of() : words);
        String name = user.getClaimAsString(properties.nameClaim());
        if (role.isEmpty()) {
            return new Entry(null, Refusal.NO_ROLE);
        }
        Optional<Account> known = users.signOn(issuer, subject, role.get());
        if (known.isPresent()) {
            return known.get().enabled() ? new Entry(known.get(), null) : new Entry(null, Refusal.LOCKED);
        }
        if (name == null || !Users.isName(name)) {
            return new Entry(null, Refusal.NO_NAME);
        }
        return users.addBySignOn(name, role.get(), issuer, subject).map(added -> new Entry(added, null)).orElse(new Entry(null, Refusal.NAME_TAKEN));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String slug, String reason) throws IOException {
        log.info("Sign-on refused: {}", reason);
        HttpSession begun = request.getSession(false);
        if (begun != null) {
            begun.invalidate();
        }
        String word = slug.toLowerCase(Locale.ROOT).replace('_', '-');
        tell(request, new CalledBy(null, AuditWay.NONE, null, request.getRemoteAddr()), HttpStatus.FORBIDDEN, "sign-on-" + word);
        response.sendRedirect("/?sign-on=" + word);
    }

    private void tell(HttpServletRequest request, CalledBy caller, HttpStatus status, @Nullable String problem) {
        trail.add(new AuditTrail.Answered(caller, OPERATION, request.getRequestURI(), null, null, status.value(), problem));
    }
}
