package dev.syncline.allinone.browser;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// When plans were due and will be, and what waits for what.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalendarPageIT {

    private final String plan = "Nightly " + UUID.randomUUID();
    private FreshDatabase from;
    private FreshDatabase to;
    private String first;
    private String second;

    /// Two projects, of which one waits for the other.
    @BeforeAll
    void prepare() {
        from = SharedServers.postgreSql().freshDatabase("planned");
        to = SharedServers.postgreSql().freshDatabase("planned");
        from.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        long source = Door.connection(from.server(), from.name(), false, Map.of("name", "Source " + UUID.randomUUID()));
        long target = Door.connection(to.server(), to.name(), true, Map.of("name", "Target " + UUID.randomUUID()));
        long one = Door.project(source, target, "public", List.of("orders"), "first");
        long other = Door.project(source, target, "public", List.of("orders"), "second");
        first = name(one);
        second = name(other);
        Door.bootstrap().post(Door.url() + "/api/v1/plans", Map.of(
                "name", plan, "projectId", other, "zone", "UTC", "dependencies", List.of(Map.of("projectId", one)), "dependencyWait", "PT1H",
                "schedules", List.of(Map.of("every", "daily", "times", List.of("02:30", "14:00"))))).ok();
    }

    @AfterAll
    void remove() {
        from.close();
        to.close();
    }

    private static String name(long project) {
        return Door.bootstrap().get(Door.url() + "/api/v1/projects/" + project).ok().get("name").asString();
    }

    private static Locator tab(Visitor visitor, String name) {
        return visitor.page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
    }

    /// The next week is all to come, whenever the test runs; the plan's zone is two hours, or one, behind the browser's.
    @Test
    @Proves("S59")
    void theWeekShowsWhenAPlanIsDue() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.opens("/calendar");
            visitor.button("The week after").click();
            visitor.field("Search by plan").fill(plan);
            Locator times = visitor.page.getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText("2 due"));
            assertThat(times).hasCount(7);
            assertThat(times.first()).hasAccessibleName(Pattern.compile(plan + ", Mon.*: due 2 times"));
            times.first().click();

            assertThat(visitor.dialog()).containsText(Pattern.compile("0[34]:30:00.*1[56]:00:00", Pattern.DOTALL));
        }
    }

    @Test
    @Proves("S65")
    void whatWaitsForWhatIsFoundByKeyboardAlone() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.press("g", "k");
            assertThat(visitor.heading("Calendar")).isVisible();
            visitor.tabsTo(tab(visitor, "Dependencies")).press("Enter");
            assertThat(tab(visitor, "Dependencies")).hasAttribute("aria-selected", "true");

            Locator row = visitor.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(plan));
            assertThat(row).containsText(second);
            assertThat(row).containsText(first);
            assertThat(row).containsText("1 h");
            assertThat(visitor.page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile("projects with .* dependencies")))).isVisible();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void keepsNobodyOut(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.VIEWER))) {
            Look look = Look.of(visitor, scheme, width);
            visitor.opens("/calendar");
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("calendar");
            visitor.opens("/calendar?search=nothing-has-this-name");
            assertThat(visitor.heading("Nothing fits")).isVisible();
            look.at("calendar-no-match");
            visitor.opens("/calendar?view=dependencies");
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("dependencies");
        }
    }
}
