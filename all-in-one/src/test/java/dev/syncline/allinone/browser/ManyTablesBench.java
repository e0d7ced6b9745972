package dev.syncline.allinone.browser;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// What the editor of a project with 20,000 tables takes, as its browser measures it. No test of the build: run by its name, as `CONTRIBUTING.md` says, it prints
/// the figures of `docs/performance.md`.
class ManyTablesBench {

    private static final int SCHEMAS = 4;
    private static final int TABLES_OF_A_SCHEMA = 5_000;
    private static final int SCROLLED_MILLIS = 5_000;
    /// Until the page is still again.
    private static final int STILL_MILLIS = 1_000;
    /// How long each event took until the next picture, as the browser's Event Timing has it; and when there were rows.
    private static final String WATCH = """
            window.syncline = { most: 0, rows: 0 };
            new PerformanceObserver(list => list.getEntries().forEach(event => { syncline.most = Math.max(syncline.most, event.duration); }))
              .observe({ type: 'event', durationThreshold: 16 });
            new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
              if (!syncline.rows && document.querySelectorAll('tbody tr').length > 10) {
                syncline.rows = performance.now();
              }
            }))).observe(document, { subtree: true, childList: true });""";
    private static final String SCROLL = """
            millis => new Promise(done => {
              const region = document.querySelector('.syncline-scroll');
              const frames = [];
              const begun = performance.now();
              let last = begun;
              const step = now => {
                frames.push(now - last);
                last = now;
                region.scrollTop += 60;
                now - begun < millis ? requestAnimationFrame(step) : done(frames.slice(1));
              };
              requestAnimationFrame(step);
            })""";

    @Test
    void anEditorOfTwentyThousandTables() {
        try (FreshDatabase from = SharedServers.postgreSql().freshDatabase("many"); FreshDatabase to = SharedServers.postgreSql().freshDatabase("many")) {
            fill(from);
            long source = Door.connection(from.server(), from.name(), false, owner(from));
            long target = Door.connection(to.server(), to.name(), true, owner(to));
            long saving = System.nanoTime();
            long project = Door.bootstrap().post(Door.url() + "/api/v1/projects", Map.of(
                    "name", "Many " + UUID.randomUUID(), "sourceConnectionId", source, "targetConnectionIds", List.of(target), "schemaNaming", Map.of("mode", "original"),
                    "tables", IntStream.range(0, SCHEMAS * TABLES_OF_A_SCHEMA).mapToObj(ManyTablesBench::name).toList())).ok().get("id").asLong();
            say("Saved by REST", (System.nanoTime() - saving) / 1e6);
            try (Visitor visitor = Visitor.arrives()) {
                visitor.page.context().addInitScript(WATCH);
                visitor.signsIn(Door.user(Role.EDITOR));
                firstPaint(visitor, project);
                scroll(visitor);
                filter(visitor);
                edit(visitor);
            }
            try (Visitor visitor = Visitor.arrives()) {
                visitor.page.context().addInitScript(WATCH);
                visitor.signsIn(Door.user(Role.EDITOR));
                picker(visitor, project);
            }
        }
    }

    private static void fill(FreshDatabase from) {
        try (Connection session = from.connect(); Statement statement = session.createStatement()) {
            for (int schema = 0; schema < SCHEMAS; schema++) {
                statement.execute("CREATE SCHEMA department_%d".formatted(schema));
                for (int i = 0; i < TABLES_OF_A_SCHEMA; i += 500) {
                    statement.execute("""
                            DO $$ BEGIN FOR i IN %d..%d LOOP
                              EXECUTE format('CREATE TABLE department_%d.measure_%%s (id int, changed_at timestamp)', i);
                            END LOOP; END $$""".formatted(i, i + 499, schema));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> name(int i) {
        return Map.of("schema", "department_" + i / TABLES_OF_A_SCHEMA, "table", "measure_" + i % TABLES_OF_A_SCHEMA);
    }

    private static Map<String, Object> owner(FreshDatabase database) {
        return Map.of("name", "Many " + UUID.randomUUID(), "user", database.user(), "secret", database.password());
    }

    private static void firstPaint(Visitor visitor, long project) {
        List<Double> painted = new ArrayList<>();
        List<Double> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            visitor.opens("/projects/" + project);
            assertThat(visitor.row("measure_0").first()).isVisible();
            visitor.page.waitForTimeout(STILL_MILLIS);
            painted.add(number(visitor, "performance.getEntriesByName('first-contentful-paint')[0].startTime"));
            rows.add(number(visitor, "syncline.rows"));
        }
        say("First paint, after the address was opened", painted);
        say("First rows, after the address was opened", rows);
    }

    private static void scroll(Visitor visitor) {
        Browser browser = visitor.page.context().browser();
        browser.startTracing(visitor.page, new Browser.StartTracingOptions().setCategories(List.of("devtools.timeline", "disabled-by-default-devtools.timeline.frame")));
        List<Double> frames = ((List<?>) visitor.page.evaluate(SCROLL, SCROLLED_MILLIS)).stream().map(one -> ((Number) one).doubleValue()).toList();
        JsonNode trace = JsonMapper.shared().readTree(browser.stopTracing());
        say("Time of a frame while scrolling", frames);
        say("Frames a second while scrolling, of the page", frames.size() * 1000.0 / SCROLLED_MILLIS);
        for (String event : List.of("DrawFrame", "DroppedFrame")) {
            long count = trace.get("traceEvents").valueStream().filter(one -> event.equals(one.path("name").asString())).count();
            say(event + " a second while scrolling, of the browser's trace", count * 1000.0 / SCROLLED_MILLIS);
        }
    }

    private static void filter(Visitor visitor) {
        Locator field = visitor.page.getByRole(AriaRole.SEARCHBOX).or(visitor.page.getByPlaceholder("Search")).first();
        field.click();
        List<Double> taken = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (String key : List.of("m", "e", "a", "s", "u", "r", "e", "_", "1", "2", "Backspace", "Backspace", "Control+a", "Backspace")) {
                taken.add(taken(visitor, () -> visitor.press(key)));
            }
        }
        say("A letter in the search field, until painted", taken);
    }

    private static void edit(Visitor visitor) {
        List<Double> ticked = new ArrayList<>();
        List<Double> applied = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            ticked.add(taken(visitor, () -> visitor.page.getByText("Tick all 20,000").first().click()));
            visitor.page.getByText("With 20,000 ticked").first().click();
            visitor.page.getByRole(AriaRole.MENUITEM).nth(1).click();
            visitor.page.locator("#bulk-incremental").check();
            visitor.page.locator("#bulk-key").fill(round % 2 == 0 ? "id" : "changed_at");
            applied.add(taken(visitor, () -> visitor.dialog().locator("button.pf-m-primary").click()));
            ticked.add(taken(visitor, () -> visitor.page.getByText("Untick").first().click()));
        }
        say("Ticking 20,000 tables, until painted", ticked);
        say("A change of 20,000 tables, until painted", applied);
    }

    private static void picker(Visitor visitor, long project) {
        visitor.opens("/projects/%d?pick=1".formatted(project));
        assertThat(visitor.row("department_0").first()).isVisible();
        visitor.page.waitForTimeout(STILL_MILLIS);
        say("Choosing tables: first rows, after the address was opened", number(visitor, "syncline.rows"));
    }

    private static double taken(Visitor visitor, Runnable action) {
        visitor.page.evaluate("syncline.most = 0");
        action.run();
        visitor.page.waitForTimeout(STILL_MILLIS);
        return number(visitor, "syncline.most");
    }

    private static double number(Visitor visitor, String expression) {
        return ((Number) visitor.page.evaluate(expression)).doubleValue();
    }

    private static void say(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf("%s: median %.0f ms, 95th percentile %.0f ms, most %.0f ms of %d%n", what,
                sorted.get(sorted.size() / 2), sorted.get((int) Math.min(sorted.size() - 1, Math.round(sorted.size() * 0.95))), sorted.getLast(), sorted.size());
    }

    private static void say(String what, double value) {
        System.out.printf("%s: %.1f%n", what, value);
    }
}
