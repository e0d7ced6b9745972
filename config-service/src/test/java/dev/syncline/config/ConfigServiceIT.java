package dev.syncline.config;

import java.util.List;

import dev.syncline.contracts.project.Mark;
import dev.syncline.contracts.project.PresentQuestion;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.post;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigServiceIT {

    private final RunningService service = RunningService.shared();

    @Test
    void isHealthyAndDescribesItself() {
        RestTestClient api = service.api();

        api.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
        api.get().uri("/actuator/prometheus").exchange().expectStatus().isOk();
        api.get().uri("/v3/api-docs").exchange().expectStatus().isOk().expectBody().jsonPath("$.openapi").isEqualTo("3.1.0");
    }

    @Test
    void opensNoRouteWithoutAToken() {
        for (String route : new String[] {"/api/v1/connections", "/api/v1/connections/1", "/api/v1/connection-kinds", "/api/v1/projects",
            "/api/v1/projects/1/preview", "/api/v1/catalogs/1/schemas", "/internal/v1/connections/1", "/actuator/prometheus", "/actuator/env", "/v3/api-docs", "/"}) {
            service.anonymous().get().uri(route).exchange().expectStatus().isUnauthorized();
        }
    }

    @Test
    void onlyTheServicesOpenWhatIsInternal() {
        for (String route : new String[] {"/internal/v1/projects/present", "/internal/v1/projects/absent"}) {
            ask(service.anonymous(), route).expectStatus().isUnauthorized();
            ask(service.api(), route).expectStatus().isForbidden();
        }
        service.api().get().uri("/internal/v1/connections/1").exchange().expectStatus().isForbidden();
        ask(service.service(), "/internal/v1/projects/present").expectStatus().isOk();
        service.api().get().uri("/v3/api-docs").exchange().expectBody(String.class).value(description -> assertThat(description).doesNotContain("/internal/"));
    }

    private static RestTestClient.ResponseSpec ask(RestTestClient client, String route) {
        return post(client, route, new PresentQuestion(Mark.NONE, List.of()));
    }
}
