package dev.syncline.console.access;

import java.util.function.Supplier;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import dev.syncline.kit.security.SecurityProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// Denies everything that is not allowed here. The page's own requests carry a token against forgery beside the cookie; those with a token in the header need
/// none, for no foreign page can send it.
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    /// Nothing but our own files, and nothing written into the page: what sets styles does it by the object model, which no policy restricts.
    private static final String CONTENT_POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static final String[] DOCUMENTATION = {"/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**"};

    @Bean
    SecurityFilterChain routes(HttpSecurity http, Accounts accounts, SecurityProperties properties, DoorAudit audit, ObjectProvider<SignInWay> ways) {
        Refusals refusals = new Refusals(audit);
        ways.orderedStream().forEach(way -> way.add(http));
        return http.csrf(csrf -> csrf.spa().ignoringRequestMatchers(request -> request.getHeader(HttpHeaders.AUTHORIZATION) != null))
                .cors(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                // Sessions are made by signing in, anew each time, and hold the number of the user only.
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .headers(headers -> headers
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                // Before what is refused for forgery, so that it is known whose page was forged.
                .addFilterBefore(new CallerFilter(accounts, properties), CsrfFilter.class)
                .authorizeHttpRequests(routes -> {
                    routes.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
                    routes.requestMatchers("/actuator/health", "/actuator/health/**").permitAll();
                    routes.requestMatchers("/api/**").access(ConsoleSecurity::decide);
                    routes.requestMatchers("/actuator/**").access((caller, _) -> new AuthorizationDecision(isAdmin(caller.get())));
                    if (!properties.openDocumentation()) {
                        routes.requestMatchers(DOCUMENTATION).access((caller, _) -> new AuthorizationDecision(caller(caller.get()) != null));
                    }
                    routes.requestMatchers(HttpMethod.GET, "/**").permitAll();
                    routes.requestMatchers(HttpMethod.HEAD, "/**").permitAll();
                    routes.anyRequest().denyAll();
                })
                .exceptionHandling(errors -> errors
                        .authenticationEntryPoint((_, response, _) -> refusals.unauthenticated(response))
                        .accessDeniedHandler((request, response, e) ->
                                refusals.forbidden(request, response, e, caller(SecurityContextHolder.getContext().getAuthentication()))))
                .build();
    }

    /// There is no manager of logins: without this bean Spring Boot would invent a user and log its password.
    @Bean
    AuthenticationManager noUsers() {
        return _ -> {
            throw new AuthenticationServiceException("Sign in at /api/v1/session");
        };
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    private static AuthorizationDecision decide(Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        Caller caller = caller(authentication.get());
        return new AuthorizationDecision(Permissions.isOpen(method, request.getRequestURI())
                || caller != null && Permissions.allow(caller, method, request.getRequestURI()));
    }

    private static boolean isAdmin(Authentication authentication) {
        Caller caller = caller(authentication);
        return caller != null && caller.role().includes(Role.ADMIN);
    }

    private static @Nullable Caller caller(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }
}
