package dev.syncline.kit.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Recognises the two tokens. Compares in constant time.
final class TokenFilter extends OncePerRequestFilter {

    static final String API = "api";
    static final String SERVICE = "service";
    private static final String SCHEME = "Bearer ";

    private final byte[] apiToken;
    private final byte[] serviceToken;

    TokenFilter(SecurityProperties properties) {
        apiToken = properties.apiToken().getBytes(StandardCharsets.UTF_8);
        serviceToken = properties.serviceToken().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.startsWith(SCHEME)) {
            byte[] shown = header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(shown, serviceToken)) {
                authenticate("service", API, SERVICE);
            } else if (MessageDigest.isEqual(shown, apiToken)) {
                authenticate("api", API);
            }
        }
        chain.doFilter(request, response);
    }

    // Answers that are written later, such as server-sent events, pass the chain a second time.
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private static void authenticate(String name, String... authorities) {
        List<SimpleGrantedAuthority> granted = java.util.Arrays.stream(authorities).map(SimpleGrantedAuthority::new).toList();
        SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated(name, null, granted));
    }
}
