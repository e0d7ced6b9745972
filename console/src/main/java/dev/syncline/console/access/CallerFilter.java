package dev.syncline.console.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import dev.syncline.console.access.Caller.Way;
import dev.syncline.contracts.audit.AuditWay;
import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.security.SecurityProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds out who calls: by a token in the header, else by the session of the cookie. A header that opens nothing is not helped by a cookie.
final class CallerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final Accounts accounts;
    private final byte[] bootstrapToken;

    CallerFilter(Accounts accounts, SecurityProperties properties) {
        this.accounts = accounts;
        bootstrapToken = properties.apiToken().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<Caller> caller = header == null ? bySession(request) : byToken(header);
        caller.ifPresent(known -> {
            UsernamePasswordAuthenticationToken authentication = UsernamePasswordAuthenticationToken.authenticated(known, null, List.of());
            authentication.setDetails(new CalledBy(known.name(), way(known.way()), known.role().name(), request.getRemoteAddr()));
            SecurityContextHolder.getContext().setAuthentication(authentication);
        });
        chain.doFilter(request, response);
    }

    // Answers that are written later, such as server-sent events, pass the chain a second time.
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private static AuditWay way(Way way) {
        return switch (way) {
            case SESSION, FIRST_SESSION -> AuditWay.SESSION;
            case TOKEN -> AuditWay.TOKEN;
            case BOOTSTRAP -> AuditWay.INSTALLATION_TOKEN;
        };
    }

    private Optional<Caller> bySession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(Callers.ACCOUNT) instanceof Long account ? accounts.ofSession(account) : Optional.empty();
    }

    private Optional<Caller> byToken(String header) {
        if (!header.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String token = header.substring(SCHEME.length()).strip();
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), bootstrapToken)
                ? Optional.of(new Caller(null, Callers.BOOTSTRAP, Role.ADMIN, Way.BOOTSTRAP))
                : accounts.ofToken(token);
    }
}
