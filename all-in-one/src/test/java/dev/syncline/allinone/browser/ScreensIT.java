package dev.syncline.allinone.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
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

/// Each screen, light and dark, in a wide window and in a telephone's: nobody is kept out. A picture of each is in `target/pictures`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreensIT {

    private FreshDatabase from;
    private FreshDatabase to;
    private long connection;
    private String run;
    private String failed;

    @BeforeAll
    void prepare() {
        from = SharedServers.postgreSql().freshDatabase("screens");
        to = SharedServers.mySql().freshDatabase("screens");
        for (String table : List.of("customers", "orders", "order_lines", "products", "stock_levels_by_warehouse_and_day")) {
            from.execute("CREATE TABLE %s (id int PRIMARY KEY, note text)".formatted(table));
            from.execute("INSERT INTO %s SELECT n, 'n' || n FROM generate_series(1, 20000) n".formatted(table));
        }
        from.execute("CREATE TABLE days (id int PRIMARY KEY, day date)");
        from.execute("INSERT INTO days VALUES (1, 'infinity')");
        connection = Door.connection(from.server(), from.name(), false, Map.of("name", "Shop (PostgreSQL) " + UUID.randomUUID()));
        long target = Door.connection(to.server(), null, true, Map.of("name", "Warehouse (MySQL) " + UUID.randomUUID()));
        List<String> good = List.of("customers", "orders", "order_lines", "products", "stock_levels_by_warehouse_and_day");
        run = Door.start(Door.project(connection, target, "public", good, to.name()));
        Door.finished(run);
        failed = Door.start(Door.project(connection, target, "public", Stream.concat(good.stream(), Stream.of("days")).toList(), to.name()));
        Door.finished(failed);
    }

    @AfterAll
    void remove() {
        from.close();
        to.close();
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void comingIn(ColorScheme scheme, int width) {
        Door.User newcomer = Door.newcomer(Role.VIEWER);
        try (Visitor visitor = Visitor.arrives(scheme, width).opens("/")) {
            Look look = Look.of(visitor, scheme, width);
            assertThat(visitor.heading("Sign in")).isVisible();
            look.at("sign-in");
            visitor.field("User").fill(newcomer.name());
            visitor.field("Password").fill("wrong");
            visitor.button("Sign in").click();
            assertThat(visitor.text("do not fit")).isVisible();
            look.at("sign-in-refused");
            visitor.field("Password").fill(newcomer.password());
            visitor.button("Sign in").click();
            assertThat(visitor.heading("Choose your password")).isVisible();
            visitor.field("New password").fill("short");
            look.at("first-password");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void connections(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.EDITOR))) {
            Look look = Look.of(visitor, scheme, width);
            visitor.opens("/connections");
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("connections");
            visitor.opens("/connections?search=nothing-has-this-name");
            assertThat(visitor.heading("Nothing fits")).isVisible();
            look.at("connections-no-match");
            visitor.opens("/connections/new");
            assertThat(visitor.page.getByRole(AriaRole.RADIO).first()).isVisible();
            look.at("connection-kinds");
            visitor.opens("/connections/new?kind=doris");
            visitor.button("Save").click();
            assertThat(visitor.field("Name")).isFocused();
            look.at("connection-flaws");
            visitor.opens("/connections/" + connection);
            visitor.button("Test").click();
            assertThat(visitor.text("It works")).isVisible();
            look.at("connection-tested");
            visitor.field("Name").fill("Another name");
            visitor.page.context().clearCookies();
            visitor.button("Save").click();
            assertThat(visitor.dialog()).containsText("Sign in again");
            look.at("sign-in-again");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void runs(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.OPERATOR))) {
            Look look = Look.of(visitor, scheme, width);
            visitor.opens("/projects");
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("projects");
            visitor.opens("/runs");
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("runs");
            visitor.opens("/runs/" + run);
            assertThat(visitor.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("public.orders"))).isVisible();
            look.at("run");
            visitor.opens("/runs/%s?tab=throughput".formatted(run));
            assertThat(visitor.page.locator(".syncline-curve, .pf-v6-c-empty-state").first()).isVisible();
            look.at("run-throughput");
            visitor.opens("/runs/%s?tab=log".formatted(run));
            assertThat(visitor.text("public.orders")).isVisible();
            look.at("run-log");
            visitor.opens("/runs/" + failed);
            visitor.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("public.days")).getByRole(AriaRole.BUTTON).first().click();
            assertThat(visitor.text("UNUSABLE_VALUE")).isVisible();
            look.at("run-failed");
            visitor.opens("/runs");
            assertThat(visitor.heading("Runs")).isVisible();
            visitor.press("?");
            assertThat(visitor.dialog()).isVisible();
            look.at("shortcuts");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void settings(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.ADMIN))) {
            Look look = Look.of(visitor, scheme, width);
            visitor.opens("/settings/users");
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("settings-users");
            visitor.page.getByRole(AriaRole.ROW).nth(1).getByRole(AriaRole.BUTTON).last().click();
            assertThat(visitor.page.getByRole(AriaRole.MENUITEM).first()).isVisible();
            look.at("settings-user-actions");
            visitor.opens("/settings/users?search=nobody-has-this-name");
            assertThat(visitor.heading("Nothing fits")).isVisible();
            look.at("settings-users-no-match");
            visitor.button("New user").click();
            visitor.field("Name").fill("api");
            look.at("settings-user-new");
            visitor.field("Name").fill("x" + UUID.randomUUID());
            visitor.button("Create user").click();
            assertThat(visitor.dialog()).containsText("It is shown this once");
            look.at("settings-first-password");
            visitor.opens("/settings/roles");
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("settings-roles");
            visitor.opens("/settings/tokens");
            assertThat(visitor.heading("You have no tokens")).isVisible();
            look.at("settings-tokens-none");
            visitor.button("New token").click();
            visitor.field("Name").fill("build server");
            look.at("settings-token-new");
            visitor.button("Create token").click();
            assertThat(visitor.dialog()).containsText("It is shown this once");
            look.at("settings-token-made");
            visitor.button("I have kept it").click();
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("settings-tokens");
            visitor.opens("/settings/sessions");
            assertThat(visitor.text("this one")).isVisible();
            look.at("settings-sessions");
            visitor.opens("/settings/audit");
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("settings-audit");
            visitor.page.getByRole(AriaRole.ROW).nth(1).getByRole(AriaRole.BUTTON).first().click();
            assertThat(visitor.dialog()).isVisible();
            look.at("settings-audit-record");
            visitor.opens("/settings/audit?who=nobody-has-this-name");
            assertThat(visitor.heading("Nothing fits")).isVisible();
            look.at("settings-audit-no-match");
            visitor.opens("/settings/appearance");
            assertThat(visitor.radio("Deutsch")).isVisible();
            look.at("settings-appearance");
            visitor.opens("/settings/about");
            assertThat(visitor.text("notification-service")).isVisible();
            look.at("settings-about");
        }
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/settings/users");
            assertThat(visitor.heading("Your role does not suffice")).isVisible();
            Look.of(visitor, scheme, width).at("settings-no-right");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void alerts(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width).signsIn(Door.user(Role.ADMIN))) {
            Look look = Look.of(visitor, scheme, width);
            visitor.opens("/alerts");
            visitor.button("Send a test").click();
            visitor.field("Recipients").fill("team");
            look.at("alert-test");
            visitor.field("Recipients").fill("team@example.org, somebody-with-a-long-name@department.example.org");
            visitor.button("Send").click();
            assertThat(visitor.dialog().getByText("team@example.org")).isVisible();
            look.at("alert");
            visitor.opens("/alerts");
            assertThat(visitor.page.locator("table")).isVisible();
            look.at("alerts");
            visitor.opens("/alerts?state=COLLECTED&kind=TEST");
            assertThat(visitor.heading("Nothing fits")).isVisible();
            look.at("alerts-no-match");
            visitor.opens("/alerts?tab=settings");
            assertThat(visitor.text("Given up after")).isVisible();
            look.at("alert-settings");
        }
    }

    /// What people see when something is away.
    @ParameterizedTest
    @MethodSource("dev.syncline.allinone.browser.Look#all")
    void trouble(ColorScheme scheme, int width) {
        try (Visitor visitor = Visitor.arrives(scheme, width)) {
            Look look = Look.of(visitor, scheme, width);
            // Its file comes late at first, and then not at all, as after a start with a newer page. It is asked for before it is shown, once the browser is idle.
            List<Route> held = new ArrayList<>();
            AtomicBoolean gone = new AtomicBoolean();
            visitor.page.route("**/assets/AlertsScreen-*.js", route -> {
                if (gone.get()) {
                    notFound(route);
                } else {
                    held.add(route);
                }
            });
            visitor.signsIn(Door.user(Role.VIEWER));
            showNavigation(visitor, width);
            visitor.link("Alerts").click();
            assertThat(visitor.page.getByRole(AriaRole.PROGRESSBAR, new Page.GetByRoleOptions().setName("Loading"))).isVisible();
            visitor.page.waitForCondition(() -> !held.isEmpty());
            gone.set(true);
            held.forEach(ScreensIT::notFound);
            assertThat(visitor.heading("This part of the page is missing")).isVisible();
            look.at("file-missing");
            visitor.page.unrouteAll();
            // The navigation lies over what is below it, but no longer than until a screen is chosen.
            visitor.button("Load the page again").click();
            assertThat(visitor.heading("Alerts")).isVisible();

            visitor.page.route("**/api/v1/connections?*", route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setContentType("application/problem+json")
                    .setBody("{\"type\": \"https://syncline.dev/problems/service-unavailable\", \"title\": \"Away\", \"detail\": \"config-service does not answer\", \"service\": \"config-service\"}")));
            visitor.opens("/connections");
            assertThat(visitor.heading("config-service does not answer")).isVisible();
            look.at("service-away");
            // All of it: one answer would say that the console is there.
            visitor.page.route("**/api/**", Route::abort);
            visitor.page.route("**/actuator/health/**", Route::abort);
            showNavigation(visitor, width);
            visitor.link("Runs").click();
            assertThat(visitor.text("it goes on by itself as soon as the console is back")).isVisible();
            look.at("console-away");
        }
    }

    private static void showNavigation(Visitor visitor, int width) {
        if (width == Look.NARROW) {
            visitor.button("Show or hide the screens").click();
        }
    }

    private static void notFound(Route route) {
        route.fulfill(new Route.FulfillOptions().setStatus(404));
    }
}
