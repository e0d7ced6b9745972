package dev.syncline.kit.security;

import java.time.Clock;

import jakarta.servlet.DispatcherType;

import dev.syncline.kit.web.Problem;
import dev.syncline.kit.web.ProblemAnswer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;

/// Denies everything that is not allowed here. No cookie and no session: nothing for a foreign page to use.
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

    private static final String[] DOCUMENTATION = {"/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**"};

    @Bean
    SecurityFilterChain routes(HttpSecurity http, SecurityProperties properties, CallerTokens callers) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new TokenFilter(properties, callers), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(routes -> {
                    routes.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
                    routes.requestMatchers("/actuator/health", "/actuator/health/**").permitAll();
                    if (properties.openDocumentation()) {
                        routes.requestMatchers(DOCUMENTATION).permitAll();
                    }
                    routes.requestMatchers("/internal/**").hasAuthority(TokenFilter.SERVICE);
                    routes.anyRequest().hasAuthority(TokenFilter.API);
                })
                .exceptionHandling(errors -> errors.authenticationEntryPoint(unauthenticated()).accessDeniedHandler(forbidden()))
                .build();
    }

    @Bean
    CallerTokens callerTokens(SecurityProperties properties, Clock clock) {
        return new CallerTokens(properties, clock);
    }

    /// There are no users; without this bean Spring Boot would invent one and log its password.
    @Bean
    AuthenticationManager noUsers() {
        return _ -> {
            throw new AuthenticationServiceException("Only tokens are accepted");
        };
    }

    private static AuthenticationEntryPoint unauthenticated() {
        return (request, response, e) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            ProblemAnswer.write(response, Problem.UNAUTHENTICATED, "Send the header 'Authorization: Bearer <token>' with the API token of this installation");
        };
    }

    private static AccessDeniedHandler forbidden() {
        return (request, response, e) -> ProblemAnswer.write(response, Problem.FORBIDDEN, "This token does not open this route");
    }
}
