package dev.syncline.allinone.browser;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
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

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Runs, watched and steered from the page.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunPageIT {

    private FreshDatabase from;
    private FreshDatabase to;
    private long project;
    private String name;

    @BeforeAll
    void prepare() {
        from = SharedServers.postgreSql().freshDatabase("watched");
        to = SharedServers.postgreSql().freshDatabase("watched");
        from.execute("CREATE TABLE orders (id int PRIMARY KEY, note text)");
        from.execute("INSERT INTO orders SELECT n, repeat('n', 200) FROM generate_series(1, 200000) n");
        from.execute("CREATE TABLE customers (id int PRIMARY KEY, name text)");
        from.execute("INSERT INTO customers SELECT n, 'c' || n FROM generate_series(1, 1000) n");
        long source = Door.connection(from.server(), from.name(), false, Map.of("name", "Source " + UUID.randomUUID()));
        long target = Door.connection(to.server(), to.name(), true, Map.of("name", "Target " + UUID.randomUUID()));
        project = Door.project(source, target, "public", List.of("orders", "customers"), "arrived");
        name = Door.bootstrap().get(Door.url() + "/api/v1/projects/" + project).ok().get("name").asString();
        Door.finished(Door.start(project));
    }

    @AfterAll
    void remove() {
        from.close();
        to.close();
    }

    private static void expectState(Visitor visitor, String state) {
        assertThat(visitor.page.locator("main .pf-v6-c-label").first()).hasText(state);
    }

    @Test
    @Proves({"S55", "S69"})
    void aProjectIsExecutedAndWatchedToItsEnd() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.OPERATOR))) {
            visitor.opens("/projects");
            visitor.field("Search by name or connection").fill(name);
            visitor.button("Execute %s now".formatted(name)).click();
            visitor.page.waitForURL(Visitor.RUN);

            assertThat(visitor.heading(name)).isVisible();
            assertThat(visitor.row("public.orders")).isVisible();
            expectState(visitor, "Succeeded");
            assertThat(visitor.row("public.orders")).containsText("200,000");
            assertThat(visitor.row("public.customers")).containsText("Loaded");
            assertThat(visitor.text("201,000")).isVisible();

            visitor.row("public.orders").getByRole(AriaRole.BUTTON).first().click();
            assertThat(visitor.text("Rows and checksum are those that were read")).isVisible();
            visitor.button("Close the details of the table").click();

            visitor.page.getByRole(AriaRole.TAB, new com.microsoft.playwright.Page.GetByRoleOptions().setName("Log")).click();
            assertThat(visitor.text("public.orders")).isVisible();
        }
    }

    @Test
    @Proves("S69")
    void aRunIsFoundSeenAndRunAgainByKeyboardAlone() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.OPERATOR))) {
            visitor.press("g", "p");
            assertThat(visitor.heading("Projects")).isVisible();
            assertThat(visitor.page.locator("table")).isVisible();
            visitor.press("/").types(name);
            visitor.tabsTo(visitor.link(name)).press("Enter");
            assertThat(visitor.heading(name)).isVisible();
            visitor.press("6");
            assertThat(visitor.link(name).first()).isVisible();
            visitor.tabsTo(visitor.link(name).first()).press("Enter");
            visitor.page.waitForURL(Visitor.RUN);
            expectState(visitor, "Succeeded");
            String before = visitor.page.url();

            // The state is shown on the project's screen, too.
            assertThat(visitor.page.getByRole(AriaRole.TAB, new com.microsoft.playwright.Page.GetByRoleOptions().setName("Log"))).isVisible();
            visitor.press("3");
            assertThat(visitor.page.getByRole(AriaRole.TAB, new com.microsoft.playwright.Page.GetByRoleOptions().setName("Log"))).hasAttribute("aria-selected", "true");
            visitor.press("?");
            assertThat(visitor.dialog()).containsText("Run again");
            visitor.press("Escape");
            assertThat(visitor.dialog()).hasCount(0);
            visitor.press("r");
            visitor.page.waitForURL(url -> Visitor.RUN.matcher(url).matches() && !before.startsWith(url));
            expectState(visitor, "Succeeded");
        }
    }

    /// A project whose run takes its time.
    private long large() {
        from.execute("CREATE TABLE IF NOT EXISTS large (id int PRIMARY KEY, note text)");
        from.execute("INSERT INTO large SELECT n, repeat('n', 500) FROM generate_series(1, 1500000) n ON CONFLICT DO NOTHING");
        long source = Door.connection(from.server(), from.name(), false, Map.of("name", "Large " + UUID.randomUUID()));
        long target = Door.connection(to.server(), to.name(), true, Map.of("name", "Large " + UUID.randomUUID()));
        return Door.project(source, target, "public", List.of("large"), "arrived_" + UUID.randomUUID().toString().substring(0, 8));
    }

    @Test
    void aStreamThatBreaksIsSaidAndGoesOnWhereItWas() {
        try (Cable cable = Cable.to(Door.url()); Visitor visitor = Visitor.arrives(cable.url()).signsIn(Door.user(Role.OPERATOR))) {
            String run = Door.start(large());
            visitor.opens("/runs/" + run);
            expectState(visitor, "Running");
            assertThat(visitor.row("public.large")).isVisible();

            cable.cut();
            assertThat(visitor.text("The console does not answer")).isVisible();
            cable.mend();
            assertThat(visitor.text("The console does not answer")).hasCount(0);

            Door.bootstrap().post("%s/api/v1/runs/%s/cancel".formatted(Door.url(), run), Map.of()).ok();
            expectState(visitor, "Cancelled");
            assertThat(cable.asked()).containsPattern("GET /api/v1/runs/%s/events\\S* HTTP/1.1\r\n(\\S.*\r\n)*Last-Event-ID: \\S+".formatted(run));
        }
    }

    @Test
    void aRunIsCancelledAfterAQuestion() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.OPERATOR))) {
            visitor.opens("/runs/" + Door.start(large()));
            expectState(visitor, "Running");
            visitor.press("c");
            assertThat(visitor.dialog()).containsText("Cancel this run?");
            visitor.press("Escape");
            visitor.button("Cancel run").click();
            visitor.inDialog("Cancel run").click();

            expectState(visitor, "Cancelled");
            assertThat(visitor.button("Run again")).isFocused();
        }
    }

    /// The table of the target is one that others depend on; once they do not, the failed table alone is tried again.
    @Test
    @Proves("S69")
    void aFailureSaysWhyAndItsTableIsTriedAgain() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.OPERATOR))) {
            from.execute("CREATE TABLE days (id int PRIMARY KEY, day date)");
            from.execute("INSERT INTO days VALUES (1, 'infinity')");
            try (FreshDatabase other = SharedServers.mySql().freshDatabase("days")) {
                long source = Door.connection(from.server(), from.name(), false, Map.of("name", "Days " + UUID.randomUUID()));
                long target = Door.connection(other.server(), null, true, Map.of("name", "Days " + UUID.randomUUID()));
                long days = Door.project(source, target, "public", List.of("days", "customers"), other.name());
                visitor.opens("/runs/" + Door.start(days));
                expectState(visitor, "Failed");
                visitor.page.getByRole(AriaRole.BUTTON, new com.microsoft.playwright.Page.GetByRoleOptions().setName(Pattern.compile("^Failed \\d+"))).click();
                assertThat(visitor.row("public.customers")).hasCount(0);
                visitor.row("public.days").getByRole(AriaRole.BUTTON).first().click();
                assertThat(visitor.text("UNUSABLE_VALUE")).isVisible();

                from.execute("UPDATE days SET day = '2026-01-01'");
                visitor.button("Retry failed tables").click();
                expectState(visitor, "Succeeded");
                assertThat(visitor.row("public.days")).isVisible();
                assertThat(visitor.row("public.customers")).hasCount(0);
            }
        }
    }

    @Test
    void aRunThatIsNotThereSaysSo() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.opens("/runs/" + UUID.randomUUID());
            assertThat(visitor.heading("There is no such thing")).isVisible();
        }
    }
}
