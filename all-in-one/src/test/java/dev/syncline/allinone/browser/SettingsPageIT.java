package dev.syncline.allinone.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;
import dev.syncline.allinone.installation.Api;
import dev.syncline.console.access.Role;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Users, tokens, sessions, the audit and what else is set, by mouse and by keyboard.
class SettingsPageIT {

    private static final String OWN = "a password of my own";

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static void choose(Visitor visitor, String user, String action) {
        visitor.row(user).getByRole(AriaRole.BUTTON).last().click();
        visitor.page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(action).setExact(true)).click();
    }

    private static String shownOnce(Visitor visitor, String label) {
        return visitor.dialog().getByLabel(label, new Locator.GetByLabelOptions().setExact(true)).inputValue();
    }

    @Test
    void aUserIsMadeComesInIsChangedLockedAndDeleted() {
        String name = unique("berta");
        try (Visitor admin = Visitor.arrives().signsIn(Door.user(Role.ADMIN))) {
            admin.opens("/settings/users");
            admin.button("New user").click();
            admin.field("Name").fill("api");
            assertThat(admin.text("api, service and system are taken")).isVisible();
            admin.field("Name").fill(name);
            admin.field("Role").selectOption("OPERATOR");
            admin.inDialog("Create user").click();
            assertThat(admin.dialog()).containsText("It is shown this once");
            String first = shownOnce(admin, "First password");
            admin.inDialog("I have kept it").click();
            assertThat(admin.row(name)).containsText("First password");

            try (Visitor berta = Visitor.arrives().opens("/")) {
                berta.field("User").fill(name);
                berta.field("Password").fill(first);
                berta.button("Sign in").click();
                berta.field("Present password").fill(first);
                berta.field("New password").fill(OWN);
                berta.field("New password once more").fill(OWN);
                berta.button("Change password").click();
                assertThat(berta.heading("Overview")).isVisible();
            }

            choose(admin, name, "Change role");
            admin.field("Role").selectOption("EDITOR");
            admin.inDialog("Change role").click();
            assertThat(admin.row(name)).containsText("Editor");

            choose(admin, name, "Lock");
            admin.inDialog("Lock").click();
            assertThat(admin.row(name)).containsText("Locked");
            try (Visitor berta = Visitor.arrives().opens("/")) {
                berta.field("User").fill(name);
                berta.field("Password").fill(OWN);
                berta.button("Sign in").click();
                assertThat(berta.text("do not fit")).isVisible();
            }
            choose(admin, name, "Unlock");
            admin.inDialog("Unlock").click();
            assertThat(admin.row(name)).containsText("Active");

            choose(admin, name, "New first password");
            admin.inDialog("Make a first password").click();
            assertThat(admin.dialog()).containsText("First password of " + name);
            assertThat(shownOnce(admin, "First password")).isNotEqualTo(first);
            admin.inDialog("I have kept it").click();

            choose(admin, name, "Delete");
            admin.inDialog("Delete").click();
            assertThat(admin.heading("Nothing fits")).isVisible();
        }
    }

    @Test
    void aUserIsMadeByKeyboardAlone() {
        String name = unique("carla");
        try (Visitor admin = Visitor.arrives().signsIn(Door.user(Role.ADMIN))) {
            admin.press("g", "s");
            assertThat(admin.heading("Settings")).isVisible();
            assertThat(admin.page.locator("table")).isVisible();
            admin.press("n");
            assertThat(admin.field("Name")).isFocused();
            admin.types(name).tabsTo(admin.field("Role")).press("ArrowDown", "ArrowDown");
            admin.tabsTo(admin.inDialog("Create user")).press("Enter");
            assertThat(admin.dialog()).containsText("It is shown this once");
            admin.tabsTo(admin.inDialog("I have kept it")).press("Enter");
            assertThat(admin.row(name)).containsText("Editor");

            admin.tabsTo(admin.row(name).getByRole(AriaRole.BUTTON)).press("Enter");
            assertThat(admin.page.getByRole(AriaRole.MENUITEM).first()).isFocused();
            admin.press("ArrowDown", "Enter");
            assertThat(admin.dialog()).containsText("Lock " + name);
            admin.tabsTo(admin.inDialog("Lock")).press("Enter");
            assertThat(admin.row(name)).containsText("Locked");
        }
    }

    /// Somebody else has made the user an administrator meanwhile: what was seen as an operator is not locked unseen.
    @Test
    void whatSomebodyElseHasChangedMeanwhileIsSaid() {
        Door.User user = Door.user(Role.OPERATOR);
        Api api = Door.bootstrap();
        String users = Door.url() + "/api/v1/users";
        try (Visitor admin = Visitor.arrives().signsIn(Door.user(Role.ADMIN))) {
            admin.opens("/settings/users?search=" + user.name());
            // The list is read once more when the question is asked.
            admin.page.waitForResponse("**/api/v1/users", () -> choose(admin, user.name(), "Lock"));
            var found = api.get(users).ok().valueStream().filter(one -> one.get("name").asString().equals(user.name())).findFirst().orElseThrow();
            api.put(users + "/" + found.get("id").asLong(), Map.of("role", "ADMIN", "enabled", true, "resetPassword", false), "\"%d\"".formatted(found.get("version").asLong())).ok();

            admin.inDialog("Lock").click();
            assertThat(admin.dialog()).containsText("Somebody else has changed it meanwhile");
            admin.inDialog("Cancel").click();
            assertThat(admin.row(user.name())).containsText("Administrator");
            assertThat(admin.row(user.name())).containsText("Active");
        }
    }

    @Test
    void aTokenIsMadeShownOnceUsedAndRevoked() {
        String name = unique("build");
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.OPERATOR))) {
            visitor.opens("/settings/tokens");
            assertThat(visitor.heading("You have no tokens")).isVisible();
            visitor.button("New token").click();
            assertThat(visitor.field("Role").locator("option")).hasCount(2);
            visitor.inDialog("Create token").click();
            assertThat(visitor.field("Name")).isFocused();
            visitor.field("Name").fill(name);
            visitor.field("Expires").selectOption("30");
            visitor.inDialog("Create token").click();
            assertThat(visitor.dialog()).containsText("It is shown this once");
            String token = shownOnce(visitor, "Token");
            visitor.inDialog("I have kept it").click();

            assertThat(token).startsWith("slp_");
            assertThat(visitor.row(name)).containsText("Viewer");
            assertThat(new Api(token).get(Door.url() + "/api/v1/me").status()).isEqualTo(200);
            visitor.opens("/settings/tokens");
            assertThat(visitor.row(name)).isVisible();
            assertThat(visitor.page.content()).doesNotContain(token);

            visitor.button("Revoke " + name).click();
            visitor.inDialog("Revoke").click();
            assertThat(visitor.heading("You have no tokens")).isVisible();
            assertThat(new Api(token).get(Door.url() + "/api/v1/me").status()).isEqualTo(401);
        }
    }

    @Test
    void aTokenIsMadeAndRevokedByKeyboardAlone() {
        String name = unique("nightly");
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.press("g", "s");
            assertThat(visitor.heading("You have no tokens")).isVisible();
            visitor.press("n");
            assertThat(visitor.field("Name")).isFocused();
            visitor.types(name).press("Enter");
            assertThat(visitor.dialog()).containsText("It is shown this once");
            visitor.tabsTo(visitor.inDialog("I have kept it")).press("Enter");
            assertThat(visitor.row(name)).isVisible();
            visitor.tabsTo(visitor.button("Revoke " + name)).press("Enter");
            visitor.tabsTo(visitor.inDialog("Revoke")).press("Enter");
            assertThat(visitor.heading("You have no tokens")).isVisible();
        }
    }

    @Test
    void whereOneIsSignedInElseIsSeenAndEnded() {
        Door.User user = Door.user(Role.VIEWER);
        try (Visitor elsewhere = Visitor.arrives().signsIn(user); Visitor visitor = Visitor.arrives().signsIn(user)) {
            visitor.opens("/settings/sessions");
            assertThat(visitor.row("this one")).hasCount(1);
            visitor.button("End all others").click();
            visitor.inDialog("End").click();
            assertThat(visitor.button("End all others")).hasCount(0);
            assertThat(visitor.row("this one")).hasCount(1);

            elsewhere.opens("/runs");
            assertThat(elsewhere.heading("Sign in")).isVisible();
        }
    }

    @Test
    void whoHasDoneWhatIsFoundOpenedAndExported() throws IOException {
        Door.User viewer = Door.user(Role.VIEWER);
        try (Visitor visitor = Visitor.arrives().signsIn(viewer)) {
            visitor.page.evaluate("() => fetch('/api/v1/users')");
        }
        try (Visitor admin = Visitor.arrives().signsIn(Door.user(Role.ADMIN))) {
            admin.opens("/settings/audit");
            admin.field("Who").fill(viewer.name());
            admin.button("Outcome").click();
            admin.page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Refused")).click();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                admin.page.reload();
                admin.row("GET /api/v1/users").or(admin.heading("Nothing fits")).first().waitFor();
                return admin.row("GET /api/v1/users").count() > 0;
            });
            admin.row("GET /api/v1/users").getByRole(AriaRole.BUTTON).first().click();
            assertThat(admin.dialog()).containsText("HTTP 403");
            assertThat(admin.dialog()).containsText("127.0.0.1");
            String address = admin.page.url();
            admin.inDialog("Close").last().click();
            assertThat(admin.dialog()).hasCount(0);

            Download file = admin.page.waitForDownload(() -> admin.link("Export as CSV").click());
            Path path = Path.of("target", file.suggestedFilename());
            file.saveAs(path);
            assertThat(Files.readAllLines(path)).hasSizeGreaterThan(1).allMatch(line -> line.startsWith("at,") || line.contains(viewer.name()));

            admin.opens(address);
            assertThat(admin.dialog()).containsText("GET /api/v1/users");
            admin.press("Escape");
            assertThat(admin.dialog()).hasCount(0);
            admin.opens("/settings/audit?who=nobody-has-this-name");
            assertThat(admin.heading("Nothing fits")).isVisible();
            admin.button("Clear all filters").first().click();
            assertThat(admin.page.locator("table")).isVisible();
        }
    }

    @Test
    void whoIsNoAdministratorIsToldSo() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/settings");
            assertThat(visitor.page).hasURL(Pattern.compile(".*/settings/tokens"));
            visitor.press("1");
            assertThat(visitor.text("Only administrators see and change this")).isVisible();
            visitor.press("2");
            assertThat(visitor.page.locator("table")).containsText("yours");
            visitor.press("5");
            assertThat(visitor.text("Only administrators see and change this")).isVisible();
            visitor.opens("/settings/nothing");
            assertThat(visitor.page.getByRole(AriaRole.HEADING).first()).hasText("There is nothing at this address");
        }
    }

    @Test
    void whatThisIsAndHowItIsIsShown() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.opens("/settings/about");
            for (String service : new String[] {"console", "config-service", "scheduler-service", "notification-service"}) {
                assertThat(visitor.row(service)).containsText("Answers");
            }
        }
    }

    @Test
    void themeAndLanguageAreChosenAndRemembered() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.opens("/settings/appearance");
            visitor.page.getByLabel("Dark").check();
            assertThat(visitor.page.locator("html")).hasClass(Pattern.compile(".*dark.*"));
            visitor.page.getByLabel("Deutsch").check();
            assertThat(visitor.heading("Einstellungen")).isVisible();
            visitor.page.reload();
            assertThat(visitor.heading("Einstellungen")).isVisible();
            assertThat(visitor.page.locator("html")).hasClass(Pattern.compile(".*dark.*"));
            assertThat(visitor.page.locator("html")).hasAttribute("lang", "de");
        }
    }
}
