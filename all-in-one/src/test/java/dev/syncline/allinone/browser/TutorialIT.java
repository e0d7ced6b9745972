package dev.syncline.allinone.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Does what the pages of `docs/tutorial` say, in their order, and makes their pictures: with `-Dtutorial.write=true` those of the repository.
/// Run alone for that, in an installation where nothing else is.
class TutorialIT {

    private static final Path PAGES = Path.of("..", "docs", "tutorial");
    private static final boolean WRITE = Boolean.getBoolean("tutorial.write");
    private static final Path PICTURES = WRITE ? PAGES.resolve("pictures") : Path.of("target", "pictures", "tutorial");
    private static final Pattern PICTURE = Pattern.compile("\\(pictures/([a-z-]+)\\.png\\)");
    private static final int MASTHEAD = 90;
    private static final int LOWEST = 720;
    private static final int HIGHEST = 1700;
    private static final String SHOP = "Web shop";
    private static final String WAREHOUSE = "Data warehouse";
    private static final String PROJECT = "Web shop to warehouse";

    private final Set<String> made = new TreeSet<>();

    @Test
    void thePagesAreTrueAndShowWhatIsSeen() throws IOException {
        FreshDatabase shop = named(SharedServers.mySql(), "shop");
        FreshDatabase warehouse = named(SharedServers.postgreSql(), "warehouse");
        try (shop; warehouse; Visitor visitor = Visitor.arrives().signsIn(Door.user("ada", Role.EDITOR))) {
            fill(shop);
            firstSync(visitor, shop, warehouse);
            incrementalTable(visitor, shop, warehouse);
            nightlyPlan(visitor);
        }
        assertThat(shown()).as("pictures of the pages").isEqualTo(made);
    }

    private static FreshDatabase named(DatabaseServer server, String name) {
        server.createDatabase(name);
        return new FreshDatabase(server, name);
    }

    private static void fill(FreshDatabase shop) {
        shop.execute("CREATE TABLE customers (id int PRIMARY KEY AUTO_INCREMENT, name varchar(80) NOT NULL, city varchar(80))");
        shop.execute("CREATE TABLE products (id int PRIMARY KEY AUTO_INCREMENT, title varchar(120) NOT NULL, price decimal(10,2) NOT NULL)");
        shop.execute("""
                CREATE TABLE orders (id bigint PRIMARY KEY AUTO_INCREMENT, customer_id int NOT NULL, total decimal(10,2) NOT NULL,
                    changed_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), KEY (changed_at))""");
        shop.execute("SET SESSION cte_max_recursion_depth = 100000");
        shop.execute("INSERT INTO customers (name, city) VALUES ('Ada', 'London'), ('Grace', 'New York'), ('Edsger', 'Rotterdam')");
        shop.execute("INSERT INTO products (title, price) VALUES ('Lamp', 39.90), ('Chair', 120.00)");
        shop.execute("""
                INSERT INTO orders (customer_id, total, changed_at)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
                SELECT 1 + i % 3, i * 1.25, TIMESTAMP '2026-01-01 08:00:00' + INTERVAL i MINUTE FROM n""");
    }

    private void firstSync(Visitor visitor, FreshDatabase shop, FreshDatabase warehouse) {
        visitor.opens("/overview");
        assertThat(visitor.heading("Overview")).isVisible();
        assertThat(visitor.page.getByRole(AriaRole.PROGRESSBAR)).hasCount(0);
        picture(visitor, "overview");
        connect(visitor, "MySQL", SHOP, shop, false);
        picture(visitor, "connection-source");
        visitor.button("Save").click();
        connect(visitor, "PostgreSQL", WAREHOUSE, warehouse, true);
        picture(visitor, "connection-target");
        visitor.button("Save").click();
        assertThat(visitor.link(WAREHOUSE)).isVisible();

        visitor.link("Projects").first().click();
        visitor.button("New Project").first().click();
        visitor.field("Name").fill(PROJECT);
        new Mouse(visitor).chooses("Source", SHOP);
        new Mouse(visitor).chooses("Targets", WAREHOUSE);
        visitor.press("Escape");
        picture(visitor, "project-source-and-targets");
        visitor.button("Next").click();
        visitor.checkbox("All tables of shop").check();
        assertThat(visitor.text("3 chosen")).isVisible();
        picture(visitor, "project-tables");
        visitor.button("Next").click();
        visitor.radio("Original name").first().check();
        assertThat(visitor.text("No collisions")).isVisible();
        picture(visitor, "project-policy");
        visitor.button("Next").click();
        assertThat(visitor.text("A run of this can begin")).isVisible();
        visitor.row("shop.orders").getByRole(AriaRole.BUTTON).first().click();
        assertThat(visitor.text("CREATE TABLE")).isVisible();
        picture(visitor, "project-review");
        visitor.button("Save").click();
        assertThat(visitor.heading(PROJECT)).isVisible();
        visitor.button("Execute now").click();
        visitor.expectRunEnds("Succeeded");
        picture(visitor, "first-run");
        assertThat(Content.of(warehouse, "SELECT id, name, city FROM shop.customers ORDER BY id"))
                .containsExactly("1|Ada|London", "2|Grace|New York", "3|Edsger|Rotterdam");
        assertThat(Content.of(warehouse, "SELECT count(*), sum(total) FROM shop.orders"))
                .isEqualTo(Content.of(shop, "SELECT count(*), sum(total) FROM orders"));
    }

    private static void connect(Visitor visitor, String kind, String name, FreshDatabase database, boolean writable) {
        visitor.opens("/connections/new");
        // The card's own surface lies over it.
        visitor.page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(kind).setExact(true)).check(new Locator.CheckOptions().setForce(true));
        visitor.field("Name").fill(name);
        visitor.field("Host").fill("127.0.0.1");
        visitor.field("Port").fill(Integer.toString(database.server().port()));
        if (writable) {
            visitor.page.getByLabel("Allow Write Operations").check(new Locator.CheckOptions().setForce(true));
            visitor.field("Database").fill(database.name());
        }
        visitor.field("User").fill(database.user());
        visitor.field("Secret").fill(database.password());
        visitor.button("Test").click();
        assertThat(visitor.text("It works")).isVisible();
    }

    private void incrementalTable(Visitor visitor, FreshDatabase shop, FreshDatabase warehouse) {
        openProject(visitor);
        visitor.button("Open shop.orders").click();
        visitor.radio("Incremental").check();
        new Mouse(visitor).chooses("Add a column to: Incremental key", "changed_at");
        visitor.field("Look-back").fill("PT10M");
        picture(visitor, "incremental");
        visitor.button("Save").click();
        assertThat(visitor.text("was saved as revision 2")).isVisible();
        visitor.button("Execute now").click();
        visitor.expectRunEnds("Succeeded");

        shop.execute("INSERT INTO orders (customer_id, total) VALUES (1, 15.00), (2, 99.90)");
        shop.execute("UPDATE orders SET total = 1.00 WHERE id = 7");
        openProject(visitor);
        visitor.button("Open shop.orders").click();
        visitor.page.getByLabel("Parts of the table").getByRole(AriaRole.TAB).filter(new Locator.FilterOptions().setHasText("Preview")).click();
        assertThat(visitor.text("Reads what is greater than")).isVisible();
        picture(visitor, "incremental-preview");
        visitor.button("Execute now").click();
        visitor.expectRunEnds("Succeeded");
        visitor.row("shop.orders").getByRole(AriaRole.BUTTON).first().click();
        picture(visitor, "incremental-run");
        String all = "SELECT id, customer_id, total FROM %s ORDER BY id";
        assertThat(Content.of(warehouse, all.formatted("shop.orders"))).isEqualTo(Content.of(shop, all.formatted("orders")));
    }

    private void nightlyPlan(Visitor visitor) {
        openProject(visitor);
        visitor.tab("Execution plan").click();
        visitor.button("New plan").click();
        visitor.field("Name").fill("Every night");
        visitor.field("Attempts").fill("3");
        picture(visitor, "plan-basic");
        visitor.tab("Schedule").click();
        visitor.field("Times of day").fill("02:30");
        assertThat(visitor.text("Every day at 02:30")).isVisible();
        assertThat(visitor.page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("for you")).first()).isVisible();
        picture(visitor, "plan-schedule");
        visitor.tab("Alerts").click();
        visitor.field("Recipients").fill("data-team@example.com");
        picture(visitor, "plan-alerts");
        visitor.button("Save plan").click();
        assertThat(visitor.button("Every night")).isVisible();
        picture(visitor, "plan");
        visitor.link("Calendar").click();
        assertThat(visitor.heading("Calendar")).isVisible();
        assertThat(visitor.text("Every night")).isVisible();
        picture(visitor, "calendar");
    }

    private static void openProject(Visitor visitor) {
        visitor.opens("/projects?search=" + PROJECT.replace(" ", "+"));
        visitor.link(PROJECT).click();
        assertThat(visitor.heading(PROJECT)).isVisible();
    }

    /// The whole screen, in a window of its height.
    private void picture(Visitor visitor, String name) {
        Locator close = visitor.page.locator(".pf-v6-c-alert-group.pf-m-toast button");
        while (close.count() > 0) {
            close.first().click();
        }
        int height = ((Number) visitor.page.evaluate("() => document.querySelector('.pf-v6-c-page__main').scrollHeight")).intValue() + MASTHEAD;
        visitor.page.setViewportSize(Look.WIDE, Math.clamp(height, LOWEST, HIGHEST));
        visitor.page.evaluate("() => document.querySelector('.pf-v6-c-page__main').scrollTo(0, 0)");
        visitor.page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        visitor.page.setViewportSize(Look.WIDE, LOWEST);
        visitor.expectAccessible(name);
        made.add(name);
    }

    private static Set<String> shown() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            List<Path> texts = pages.filter(file -> file.toString().endsWith(".md")).toList();
            Set<String> shown = new TreeSet<>();
            for (Path text : texts) {
                shown.addAll(PICTURE.matcher(Files.readString(text)).results().map(found -> found.group(1)).collect(Collectors.toSet()));
            }
            return shown;
        }
    }
}
