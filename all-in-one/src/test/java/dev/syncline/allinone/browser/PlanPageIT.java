package dev.syncline.allinone.browser;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Execution plans, made and changed on the page of their project.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanPageIT {

    private FreshDatabase from;
    private FreshDatabase to;
    private long source;
    private long target;

    @BeforeAll
    void prepare() {
        from = SharedServers.postgreSql().freshDatabase("planned");
        to = SharedServers.postgreSql().freshDatabase("planned");
        from.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        source = Door.connection(from.server(), from.name(), false, Map.of("name", "Planned " + UUID.randomUUID()));
        target = Door.connection(to.server(), to.name(), true, Map.of("name", "Planned " + UUID.randomUUID()));
    }

    @AfterAll
    void remove() {
        from.close();
        to.close();
    }

    private long project() {
        return Door.project(source, target, "public", List.of("orders"), "s" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static String nameOf(long project) {
        return Door.bootstrap().get(Door.url() + "/api/v1/projects/" + project).ok().get("name").asString();
    }

    private static JsonNode planOf(long project) {
        return Door.bootstrap().get(Door.url() + "/api/v1/plans?project=" + project).ok().get("items").get(0);
    }

    @Test
    void whatTheServiceRefusesStandsBesideItsField() {
        long project = project();
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/projects/%d?tab=plan".formatted(project));
            visitor.button("New plan").click();
            visitor.field("Name").fill("Odd");
            visitor.tab("Schedule").click();
            visitor.field("Executed").selectOption("cron");
            visitor.field("Cron expression").fill("0 0 25 * * *");
            visitor.tab("Alerts").click();
            visitor.button("Save plan").click();

            Locator expression = visitor.field("Cron expression");
            assertThat(expression).hasAccessibleDescription(Pattern.compile(".*0 0 25 \\* \\* \\*.*"));
            assertThat(expression).hasAttribute("aria-invalid", "true");
            visitor.expectAccessible("a plan that was refused");
            expression.fill("0 0 2 * * *");
            visitor.field("Valid from").fill("2027-02-01T00:00");
            visitor.field("Valid until").fill("2027-01-01T00:00");
            visitor.button("Save plan").click();
            assertThat(visitor.field("Valid until")).hasAccessibleDescription(Pattern.compile(".*is never due.*"));

            visitor.field("Valid until").fill("2027-03-01T00:00");
            visitor.button("Save plan").click();
            assertThat(visitor.button("Odd")).isVisible();
        }
    }

    @Test
    @Proves({"S56", "S57", "S58", "S59", "S62", "S63", "S65", "S66"})
    void aPlanWithItsThreePartsIsMadeAndDisabled() {
        long project = project();
        long before = project();
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/projects/" + project);
            visitor.tab("Execution plan").click();
            visitor.button("New plan").click();
            visitor.field("Name").fill("At night");
            visitor.field("Attempts").fill("4");
            visitor.field("Seconds before the second attempt").fill("20");
            visitor.page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("High").setExact(true)).check();

            visitor.tab("Schedule").click();
            visitor.combobox("Time zone").fill("Vienna");
            visitor.page.getByRole(AriaRole.OPTION).filter(new Locator.FilterOptions().setHasText("Europe/Vienna")).click();
            visitor.field("Executed").selectOption("weekly");
            visitor.button("Fri").click();
            visitor.field("Times of day").fill("08:00");
            visitor.button("Add a schedule").click();
            visitor.field("Executed").nth(1).selectOption("monthly");
            visitor.field("The last day of the month").check();
            visitor.field("Times of day").nth(1).fill("23:00");
            assertThat(visitor.text("on the 1st and the last day of each month at 23:00, in Europe/Vienna")).isVisible();
            assertThat(visitor.page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("for you"))).hasCount(5);
            assertThat(visitor.text("Clocks change in this zone")).isVisible();

            visitor.tab("Dependencies").click();
            visitor.combobox("After these projects").fill(nameOf(before));
            visitor.page.getByRole(AriaRole.OPTION).filter(new Locator.FilterOptions().setHasText(nameOf(before))).click();
            visitor.press("Escape");
            visitor.field("Wait at most, in minutes").fill("30");

            visitor.tab("Alerts").click();
            visitor.field("Recipients").fill("Data <data@example.com>");
            assertThat(visitor.text("without a display name")).isVisible();
            visitor.field("Recipients").fill("data@example.com");
            visitor.button("Save plan").click();

            assertThat(visitor.button("At night")).isVisible();
            JsonNode plan = planOf(project);
            assertThat(plan.get("retry").get("attempts").asInt()).isEqualTo(4);
            assertThat(plan.get("priority").asString()).isEqualTo("high");
            assertThat(plan.get("schedules").size()).isEqualTo(2);
            assertThat(plan.get("dependencies").get(0).get("projectId").asLong()).isEqualTo(before);
            assertThat(plan.get("dependencyWait").asString()).isEqualTo("PT30M");
            assertThat(plan.get("alerting").get("recipients").get(0).asString()).isEqualTo("data@example.com");

            Locator enabled = visitor.page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("At night is enabled"));
            enabled.uncheck(new Locator.UncheckOptions().setForce(true));
            assertThat(visitor.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("At night"))).not().containsText("2026");
            visitor.page.waitForCondition(() -> !planOf(project).get("enabled").asBoolean());
        }
    }

    @Test
    @Proves("S65")
    void projectsThatWouldWaitForEachOtherAreNotOffered() {
        long first = project();
        long second = project();
        Door.bootstrap().post(Door.url() + "/api/v1/plans", Map.of(
                "name", "Second", "projectId", second, "zone", "UTC", "schedules", List.of(Map.of("every", "hourly", "minutes", List.of(0))),
                "dependencies", List.of(Map.of("projectId", first)))).ok();
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/projects/%d?tab=plan&plan=new&part=dependencies".formatted(first));
            visitor.combobox("After these projects").fill(nameOf(second));
            Locator other = visitor.page.getByRole(AriaRole.OPTION).filter(new Locator.FilterOptions().setHasText(nameOf(second)));
            assertThat(other).containsText("They would wait for each other");
            assertThat(other).isDisabled();
        }
    }

    @Test
    @Proves("S61")
    void aPlanIsMadeByKeyboardAlone() {
        long project = project();
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/projects/" + project);
            assertThat(visitor.tab("Execution plan")).isVisible();
            visitor.press("5");
            assertThat(visitor.button("New plan")).isVisible();
            visitor.tabsTo(visitor.button("New plan")).press("Enter");
            assertThat(visitor.field("Name")).isVisible();
            visitor.tabsTo(visitor.field("Name")).press("Control+a").types("By keyboard");
            visitor.tabsTo(visitor.tab("Schedule")).press("Enter");
            assertThat(visitor.field("Times of day")).isVisible();
            visitor.tabsTo(visitor.field("Times of day")).press("Control+a").types("04:15");
            assertThat(visitor.text("Every day at 04:15")).isVisible();
            visitor.press("Enter");
            assertThat(visitor.button("By keyboard")).isVisible();
            assertThat(planOf(project).get("schedules").get(0).get("times").get(0).asString()).startsWith("04:15");
        }
    }
}
