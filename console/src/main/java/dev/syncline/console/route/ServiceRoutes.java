package dev.syncline.console.route;

import java.net.URI;
import java.time.Clock;
import java.util.function.Function;

import dev.syncline.console.access.DoorAudit;
import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.security.CallerTokens;
import dev.syncline.kit.security.SecurityProperties;
import dev.syncline.kit.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

/// Passes requests on to the service that answers them, in the caller's name: cookie and token stay here.
@Configuration(proxyBeanMethods = false)
class ServiceRoutes {

    private static final Logger log = LoggerFactory.getLogger(ServiceRoutes.class);
    private static final String REQUEST_ID = "X-Request-Id";

    @Bean
    CallerTokens callerTokens(SecurityProperties security, Clock clock) {
        return new CallerTokens(security, clock);
    }

    @Bean
    RouterFunction<ServerResponse> configService(RouteProperties services, CallerTokens tokens, DoorAudit audit) {
        return to("config-service", services.configService(), tokens, audit, "connections", "connection-kinds", "catalogs", "projects");
    }

    @Bean
    RouterFunction<ServerResponse> schedulerService(RouteProperties services, CallerTokens tokens, DoorAudit audit) {
        return to("scheduler-service", services.schedulerService(), tokens, audit, "runs", "plans", "leftovers", "overview", "events", "workers");
    }

    @Bean
    RouterFunction<ServerResponse> notificationService(RouteProperties services, CallerTokens tokens, DoorAudit audit) {
        return to("notification-service", services.notificationService(), tokens, audit, "alerts");
    }

    /// The answer has the request's id already, the same one.
    @Bean
    HttpHeadersFilter.ResponseHttpHeadersFilter withoutRequestId() {
        return (headers, _) -> {
            HttpHeaders rest = new HttpHeaders();
            headers.forEach((name, values) -> {
                if (!name.equalsIgnoreCase(REQUEST_ID)) {
                    rest.addAll(name, values);
                }
            });
            return rest;
        };
    }

    private static RouterFunction<ServerResponse> to(String service, URI base, CallerTokens tokens, DoorAudit audit, String... collections) {
        var routes = route(service);
        for (String collection : collections) {
            routes.route(path("/api/v1/" + collection).or(path("/api/v1/" + collection + "/**")), http());
        }
        return routes.before(uri(base))
                .before(inNameOf(tokens))
                .onError(ResourceAccessException.class, (e, request) -> away(service, e, request, audit))
                .build();
    }

    private static Function<ServerRequest, ServerRequest> inNameOf(CallerTokens tokens) {
        return request -> ServerRequest.from(request)
                .headers(headers -> {
                    headers.remove(HttpHeaders.COOKIE);
                    headers.remove("X-XSRF-TOKEN");
                    headers.setBearerAuth(tokens.issue(CalledBy.present()));
                    headers.set(REQUEST_ID, MDC.get("request"));
                })
                .build();
    }

    private static ServerResponse away(String service, Throwable e, ServerRequest request, DoorAudit audit) {
        log.warn("service={} does not answer: {}", service, e.getMessage());
        if (!request.method().equals(HttpMethod.GET)) {
            audit.refused(request.servletRequest(), Problem.UNAVAILABLE);
        }
        ProblemDetail detail = Problem.UNAVAILABLE.detail(
                "%s does not answer; runs and plans go on where their services run. Try again in a moment".formatted(service));
        detail.setProperty("service", service);
        return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
    }
}
