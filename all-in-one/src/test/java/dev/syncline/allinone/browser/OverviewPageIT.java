package dev.syncline.allinone.browser;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.syncline.allinone.Door;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// Whether anything is wrong, what runs, and what comes next, at a glance.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverviewPageIT {

    private FreshDatabase from;
    private FreshDatabase to;
    private String run;

    /// One project whose table stands in the way of a view fails.
    @BeforeAll
    void prepare() {
        from = SharedServers.postgreSql().freshDatabase("seen");
        to = SharedServers.postgreSql().freshDatabase("seen");
        from.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        to.execute("CREATE SCHEMA arrived");
        to.execute("CREATE VIEW arrived.orders AS SELECT 1 AS id");
        long source = Door.connection(from.server(), from.name(), false, Map.of("name", "Source " + UUID.randomUUID()));
        long target = Door.connection(to.server(), to.name(), true, Map.of("name", "Target " + UUID.randomUUID()));
        run = Door.start(Door.project(source, target, "public", List.of("orders"), "arrived"));
        org.assertj.core.api.Assertions.assertThat(Door.finished(run)).isEqualTo("FAILED");
    }

    @AfterAll
    void remove() {
        from.close();
        to.close();
    }

    private static JsonNode overview() {
        return Door.bootstrap().get(Door.url() + "/api/v1/overview").ok();
    }

    @Test
    @Proves("S69")
    void whatNeedsAttentionIsSaidFirstAndLeadsToItsRun() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            assertThat(visitor.heading("Overview")).isVisible();
            JsonNode attention = overview().get("attention");

            assertThat(visitor.page.getByRole(AriaRole.MAIN)).containsText(Pattern.compile("%d\\+? projects? needs? attention".formatted(attention.size())));
            assertThat(visitor.heading("Needs attention")).isVisible();
            for (JsonNode project : attention) {
                assertThat(visitor.link(project.get("projectName").asString()).first()).hasAttribute("href", "/runs/" + project.at("/lastRun/id").asString());
            }
            assertThat(visitor.text("Loader")).isVisible();
            visitor.link(attention.get(0).get("projectName").asString()).first().click();
            visitor.page.waitForURL(url -> url.endsWith("/runs/" + attention.get(0).at("/lastRun/id").asString()));
        }
    }

    @Test
    void theRunsOfTheLastDayAreFoundByKeyboardAlone() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.press("g", "r");
            assertThat(visitor.heading("Runs")).isVisible();
            visitor.press("g", "o");
            assertThat(visitor.heading("Overview")).isVisible();
            int failed = overview().at("/lastDay/failed").asInt();
            visitor.tabsTo(visitor.page.locator("main a[href='/runs?state=failed']")).press("Enter");

            assertThat(visitor.heading("Runs")).isVisible();
            org.assertj.core.api.Assertions.assertThat(failed).isPositive();
            assertThat(visitor.page.locator("a[href='/runs/%s']".formatted(run)).first()).isVisible();
        }
    }

    /// Where nothing is there yet, the next step is shown. Other tests have left their own here, so that the answers of an empty installation are given.
    @Test
    void aFirstVisitIsGuided() {
        try (Visitor visitor = Visitor.arrives()) {
            for (String list : List.of("connections", "projects", "runs")) {
                visitor.page.route("**/api/v1/%s?*".formatted(list), OverviewPageIT::nothing);
            }
            visitor.signsIn(Door.user(Role.EDITOR));

            assertThat(visitor.heading("Your first rows in four steps")).isVisible();
            visitor.button("Connect a source").click();
            assertThat(visitor.heading("New connection")).isVisible();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void keepsNobodyOut(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.VIEWER))) {
            Look look = Look.of(visitor, scheme, width);
            assertThat(visitor.heading("Workers")).isVisible();
            look.at("overview");
            for (String list : List.of("connections", "projects", "runs")) {
                visitor.page.route("**/api/v1/%s?*".formatted(list), OverviewPageIT::nothing);
            }
            visitor.opens("/overview");
            assertThat(visitor.heading("Your first rows in four steps")).isVisible();
            look.at("overview-first-visit");
            visitor.page.route("**/api/v1/overview", route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setContentType("application/problem+json")
                    .setBody("{\"type\": \"https://syncline.dev/problems/service-unavailable\", \"status\": 503, \"service\": \"scheduler-service\"}")));
            visitor.opens("/overview");
            assertThat(visitor.heading("scheduler-service does not answer")).isVisible();
            look.at("overview-away");
        }
    }

    private static void nothing(Route route) {
        route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody("{\"items\": [], \"next\": null}"));
    }
}
