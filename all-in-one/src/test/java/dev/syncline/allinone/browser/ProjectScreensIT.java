package dev.syncline.allinone.browser;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.syncline.allinone.Door;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// The screens of projects and plans, light and dark, in a wide window and in a telephone's: nobody is kept out. A picture of each is in `target/pictures`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectScreensIT {

    private FreshDatabase from;
    private FreshDatabase to;
    private String source;
    private String target;
    private long project;
    private long plan;

    @BeforeAll
    void prepare() {
        from = SharedServers.postgreSql().freshDatabase("looks");
        to = SharedServers.mySql().freshDatabase("looks");
        for (String table : List.of("customers", "orders", "order_lines", "products")) {
            from.execute("CREATE TABLE %s (id int PRIMARY KEY, note text, changed_at timestamp)".formatted(table));
            from.execute("INSERT INTO %s SELECT n, 'n' || n, now() FROM generate_series(1, 100) n".formatted(table));
        }
        source = "Shop (PostgreSQL) " + UUID.randomUUID().toString().substring(0, 8);
        target = "Warehouse (MySQL) " + UUID.randomUUID().toString().substring(0, 8);
        long sourceId = Door.connection(from.server(), from.name(), false, Map.of("name", source, "user", from.user(), "secret", from.password()));
        long targetId = Door.connection(to.server(), null, true, Map.of("name", target, "user", to.user(), "secret", to.password()));
        project = Door.bootstrap().post(Door.url() + "/api/v1/projects", Map.of(
                "name", "Nightly sales " + UUID.randomUUID().toString().substring(0, 8), "sourceConnectionId", sourceId, "targetConnectionIds", List.of(targetId),
                "schemaNaming", Map.of("mode", "fixed", "name", to.name()),
                "tables", Stream.of("customers", "orders", "order_lines", "products").map(table -> Map.of("schema", "public", "table", table)).toList(),
                "tablePolicies", List.of(Map.of(
                        "table", Map.of("schema", "public", "table", "orders"), "extraction", Map.of("mode", "incremental", "key", List.of("changed_at", "id")))))).ok().get("id").asLong();
        Door.finished(Door.start(project));
        plan = Door.bootstrap().post(Door.url() + "/api/v1/plans", Map.of(
                "name", "At night", "projectId", project, "zone", "Europe/Berlin",
                "schedules", List.of(Map.of("every", "daily", "times", List.of("02:30")), Map.of("every", "monthly", "days", List.of(1, 15), "lastDay", true, "times", List.of("23:00"))),
                "alerting", Map.of("onFailure", true, "recipients", List.of("data-team@example.com")))).ok().get("id").asLong();
        from.execute("ALTER TABLE products ADD COLUMN price numeric(10, 2)");
        Door.bootstrap().post(Door.url() + "/api/v1/projects/" + project + "/schema-changes/check", Map.of()).ok();
    }

    @AfterAll
    void remove() {
        from.close();
        to.close();
    }

    private static Locator row(Visitor visitor, String text) {
        return visitor.row(text).first();
    }

    private static void choose(Visitor visitor, String field, String name) {
        visitor.combobox(field).fill(name);
        visitor.option(name).click();
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void aNewProject(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.EDITOR))) {
            Look look = Look.of(visitor, scheme, width);
            visitor.opens("/projects/new");
            visitor.button("Next").click();
            assertThat(visitor.text("This is needed.")).isVisible();
            look.at("new-project-flaws");
            visitor.field("Name").fill("Look " + UUID.randomUUID());
            choose(visitor, "Source", source);
            visitor.page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Targets").setExact(true)).fill(source);
            assertThat(visitor.text("Allow Write Operations is off")).isVisible();
            look.at("new-project-not-writable");
            choose(visitor, "Targets", target);
            visitor.press("Escape");
            visitor.button("Next").click();
            assertThat(visitor.text("order_lines")).isVisible();
            visitor.page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("All tables of public").setExact(true)).check();
            look.at("new-project-tables");
            visitor.button("Next").click();
            visitor.radio("Fixed name").check();
            visitor.field("Schema in the targets").fill(to.name());
            assertThat(visitor.text(to.name() + ".order_lines")).isVisible();
            look.at("new-project-policy");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void aProject(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.EDITOR))) {
            Look look = Look.of(visitor, scheme, width);
            String path = "/projects/" + project;
            visitor.opens(path);
            assertThat(row(visitor, "customers")).containsText("Loaded");
            look.at("project-tables");
            visitor.opens(path + "?schema=public&table=orders");
            assertThat(visitor.text("1. changed_at")).isVisible();
            look.at("project-table");
            visitor.opens(path + "?tab=policy");
            assertThat(visitor.text(to.name() + ".customers")).isVisible();
            look.at("project-policy");
            visitor.radio("Prefix and original name").check();
            assertThat(visitor.text("It cannot be saved so")).isVisible();
            look.at("project-flaws");
            visitor.button("Discard edits").click();
            visitor.opens(path + "?tab=settings");
            assertThat(visitor.field("Name")).isVisible();
            look.at("project-settings");
            visitor.opens(path + "?tab=preview");
            assertThat(visitor.text("A run of this")).isVisible();
            look.at("project-preview");
            visitor.opens(path + "?tab=runs");
            assertThat(row(visitor, "Succeeded")).isVisible();
            look.at("project-runs");
            visitor.opens(path + "?tab=changes");
            assertThat(visitor.text("price")).isVisible();
            look.at("project-changes");
            visitor.opens(path + "?tab=revisions");
            assertThat(visitor.text("Present")).isVisible();
            look.at("project-revisions");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void aPlan(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.EDITOR))) {
            Look look = Look.of(visitor, scheme, width);
            String path = "/projects/%d?tab=plan".formatted(project);
            visitor.opens(path);
            assertThat(visitor.button("At night")).isVisible();
            look.at("plans");
            for (String part : List.of("basic", "schedule", "dependencies", "alerts")) {
                visitor.opens("%s&plan=%d&part=%s".formatted(path, plan, part));
                assertThat(visitor.text("The next times")).isVisible();
                look.at("plan-" + part);
            }
        }
    }

    /// What those see who may not, and what people see when something is not there.
    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void otherStates(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.VIEWER))) {
            Look look = Look.of(visitor, scheme, width);
            visitor.opens("/projects/" + project);
            assertThat(row(visitor, "customers")).containsText("Loaded");
            assertThat(visitor.button("Execute now")).hasCount(0);
            assertThat(visitor.button("Choose tables")).hasCount(0);
            look.at("project-viewer");
            visitor.opens("/projects/new");
            assertThat(visitor.heading("Your role does not suffice")).isVisible();
            look.at("new-project-viewer");
            visitor.opens("/projects/999999999");
            assertThat(visitor.heading("There is no such thing")).isVisible();
            look.at("project-missing");
            visitor.page.route("**/api/v1/plans?*", route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setContentType("application/problem+json")
                    .setBody("{\"type\": \"https://syncline.dev/problems/service-unavailable\", \"title\": \"Away\", \"detail\": \"away\", \"service\": \"scheduler-service\"}")));
            visitor.opens("/projects/%d?tab=plan".formatted(project));
            assertThat(visitor.heading("scheduler-service does not answer")).isVisible();
            look.at("plan-away");
        }
    }
}
