package dev.syncline.scheduler.project;

import java.util.Map;

import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Asks config-service whether a configuration that was not saved can be executed (S50, A20).
public final class UnsavedProjects {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ProjectApi api;
    private final CircuitBreaker breaker;

    UnsavedProjects(ProjectApi api, CircuitBreaker breaker) {
        this.api = api;
        this.breaker = breaker;
    }

    /// The revision that the configuration makes, numbered 0.
    ///
    /// @throws ApiException where config-service refuses it, with its reason, or does not answer
    public ProjectRevision validate(long project, Map<String, Object> configuration) {
        ObjectNode request = MAPPER.valueToTree(configuration);
        request.put("projectId", project);
        try {
            return CircuitBreaker.decorateSupplier(breaker, () -> api.validate(request)).get();
        } catch (HttpClientErrorException e) {
            throw refused(e);
        } catch (RestClientException | CallNotPermittedException _) {
            throw new ApiException(
                    Problem.UNAVAILABLE,
                    "config-service did not say whether the configuration can be executed; try again, or save it and execute the project");
        }
    }

    private static ApiException refused(HttpClientErrorException e) {
        HttpStatus status = HttpStatus.resolve(e.getStatusCode().value());
        if (status == HttpStatus.UNAUTHORIZED || status == HttpStatus.FORBIDDEN || status == null) {
            return new ApiException(Problem.UNAVAILABLE, "config-service refused the service token; both services need the same one");
        }
        try {
            JsonNode detail = MAPPER.readTree(e.getResponseBodyAsString());
            String type = detail.path("type").asString("");
            String slug = type.substring(type.lastIndexOf('/') + 1);
            Problem problem = new Problem(slug.isEmpty() ? "invalid-request" : slug, status, detail.path("title").asString(status.name()));
            return new ApiException(problem, detail.path("detail").asString("config-service refused the configuration"));
        } catch (tools.jackson.core.JacksonException _) {
            return new ApiException(Problem.INVALID, "config-service refused the configuration");
        }
    }
}
