package dev.syncline.allinone.browser;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.syncline.allinone.Door;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Somebody before the page, in the system's Chromium. At the end nothing of the page may have been refused by its own policy, or come from another server.
final class Visitor implements AutoCloseable {

    /// Where a run is shown.
    static final Pattern RUN = Pattern.compile(".*/runs/[0-9a-f-]{36}.*");

    private static final List<Path> BROWSERS = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int START_MILLIS = 120_000;
    private static final int RUN_MILLIS = 60_000;
    private static final String NEVER = "Never meant to be used: ";

    private static Playwright playwright;
    private static Browser browser;

    final Page page;
    private final BrowserContext context;
    private final List<String> trouble = new ArrayList<>();

    private Visitor(BrowserContext context, String url) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            String text = message.text();
            if (text.contains("Content Security Policy") || text.contains("Content-Security-Policy") || text.startsWith(NEVER)) {
                trouble.add(text);
            }
        });
        page.onPageError(trouble::add);
        String host = URI.create(url).getAuthority();
        page.onRequest(request -> {
            URI uri = URI.create(request.url().split("[?#]", 2)[0]);
            if (!"data".equals(uri.getScheme()) && !"blob".equals(uri.getScheme()) && !host.equals(uri.getAuthority())) {
                trouble.add("A request to another server: " + request.url());
            }
        });
    }

    static Visitor arrives() {
        return arrives(ColorScheme.LIGHT, 1280);
    }

    /// @param width of the window
    static Visitor arrives(ColorScheme scheme, int width) {
        return arrives(scheme, width, Door.url());
    }

    /// @param url by which the console is reached
    static Visitor arrives(String url) {
        return arrives(ColorScheme.LIGHT, 1280, url);
    }

    private static Visitor arrives(ColorScheme scheme, int width, String url) {
        BrowserContext context = browser().newContext(new Browser.NewContextOptions()
                .setBaseURL(url).setColorScheme(scheme).setViewportSize(width, 800).setLocale("en-GB").setTimezoneId("Europe/Berlin")
                .setReducedMotion(ReducedMotion.REDUCE));
        return new Visitor(context, url);
    }

    private static synchronized Browser browser() {
        if (browser == null) {
            Path chromium = Optional.ofNullable(System.getenv("SYNCLINE_CHROMIUM")).map(Path::of)
                    .or(() -> BROWSERS.stream().filter(Files::isExecutable).findFirst())
                    .orElseThrow(() -> new IllegalStateException("There is no Chromium here: apt-get install chromium, or say where it is with SYNCLINE_CHROMIUM"));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setTimeout(START_MILLIS)
                    // Root has no sandbox of its own; the pages are ours.
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        }
        return browser;
    }

    /// Who uses it all the same is found out at the end.
    ///
    /// @param event `keydown` for those who have a mouse alone, `pointerdown` for those who have a keyboard alone
    Visitor without(String event) {
        context.addInitScript("addEventListener('%s', event => event.isTrusted && console.error('%s' + event.type), true)".formatted(event, NEVER));
        return this;
    }

    Visitor opens(String path) {
        page.navigate(path);
        return this;
    }

    /// Signs in with the mouse.
    Visitor signsIn(Door.User user) {
        opens("/");
        field("User").fill(user.name());
        field("Password").fill(user.password());
        button("Sign in").click();
        assertThat(page.locator("nav").first()).isAttached();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator inDialog(String button) {
        return dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    Locator tab(String name) {
        return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator radio(String name) {
        return page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator checkbox(String name) {
        return page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Of which one or several are chosen by typing a part of a name.
    Locator combobox(String name) {
        return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Of an open list.
    Locator option(String name) {
        return page.getByRole(AriaRole.OPTION).filter(new Locator.FilterOptions().setHasText(name));
    }

    Locator row(String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    /// By its label, without the star of what is needed, which a space that does not break stands before.
    Locator field(String label) {
        return page.getByLabel(Pattern.compile("^%s[\\s\u00a0]*\\*?$".formatted(label)));
    }

    Locator text(String text) {
        return page.getByText(text).first();
    }

    /// By keyboard alone: goes on with Tab until something is reached.
    Visitor tabsTo(Locator wanted) {
        for (int i = 0; i < 60; i++) {
            if (Boolean.TRUE.equals(wanted.first().evaluate("element => element === document.activeElement"))) {
                return this;
            }
            press("Tab");
        }
        throw new AssertionError("Tab does not lead to " + wanted);
    }

    Visitor press(String... keys) {
        Stream.of(keys).forEach(page.keyboard()::press);
        return this;
    }

    Visitor types(String text) {
        page.keyboard().type(text);
        return this;
    }

    /// Asserts that the page goes to a run, which ends so.
    void expectRunEnds(String state) {
        page.waitForURL(RUN);
        assertThat(tab("Log")).isVisible();
        assertThat(page.locator("main .pf-v6-c-label").first()).hasText(state, new LocatorAssertions.HasTextOptions().setTimeout(RUN_MILLIS));
    }

    /// Asserts that an automatic examination finds nothing that keeps people out.
    void expectAccessible(String screen) {
        // Movements of what was just opened have ended, or colours are mixed. Not by waiting for a function, which the page's policy does not let Playwright make.
        page.evaluate("() => Promise.all(document.getAnimations()"
                + ".filter(one => one.effect?.getComputedTiming().iterations !== Infinity).map(one => one.finished.catch(() => undefined))).then(() => undefined)");
        var found = new AxeBuilder(page).analyze().getViolations().stream()
                .map(rule -> "%s: %s at %s".formatted(rule.getId(), rule.getHelp(), rule.getNodes().stream().map(node -> node.getTarget() + " " + node.getHtml()).limit(5).toList()))
                .toList();
        assertThat(found).as(screen).isEmpty();
    }

    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pictures", name + ".png")).setFullPage(true));
    }

    @Override
    public void close() {
        // A request that comes while the page goes would meet a route that is taken away.
        page.unrouteAll();
        context.close();
        assertThat(trouble).isEmpty();
    }
}
