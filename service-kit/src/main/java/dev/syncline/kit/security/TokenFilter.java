package dev.syncline.kit.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Recognises the two tokens, which it compares in constant time, and the console's word of who calls.
final class TokenFilter extends OncePerRequestFilter {

    static final String API = "api";
    static final String SERVICE = "service";
    private static final String SCHEME = "Bearer ";

    private final byte[] apiToken;
    private final byte[] serviceToken;
    private final CallerTokens callers;

    TokenFilter(SecurityProperties properties, CallerTokens callers) {
        this.callers = callers;
        apiToken = properties.apiToken().getBytes(StandardCharsets.UTF_8);
        serviceToken = properties.serviceToken().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.startsWith(SCHEME)) {
            String token = header.substring(SCHEME.length()).strip();
            byte[] shown = token.getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(shown, serviceToken)) {
                authenticate(CalledBy.SERVICE, API, SERVICE);
            } else if (MessageDigest.isEqual(shown, apiToken)) {
                authenticate(CalledBy.API, API);
            } else {
                callers.caller(token).ifPresent(caller -> authenticate(caller, API));
            }
        }
        chain.doFilter(request, response);
    }

    // Answers that are written later, such as server-sent events, pass the chain a second time.
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private static void authenticate(CalledBy caller, String... authorities) {
        List<SimpleGrantedAuthority> granted = java.util.Arrays.stream(authorities).map(SimpleGrantedAuthority::new).toList();
        UsernamePasswordAuthenticationToken authentication = UsernamePasswordAuthenticationToken.authenticated(Objects.requireNonNull(caller.name()), null, granted);
        authentication.setDetails(caller);
        SecurityContextHolder.getContext().setAuthentication(authentication);
    }
}
