package dev.syncline.allinone.browser;

import java.util.Map;
import java.util.stream.IntStream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;
import dev.syncline.console.access.Role;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// Coming in, and being let in again, in a real browser.
class SignInPageIT {

    private static final String OWN = "a password of my own";

    @Test
    void theFirstPasswordIsChangedBeforeAnythingElseIsSeen() {
        Door.User newcomer = Door.newcomer(Role.VIEWER);
        try (Visitor visitor = Visitor.arrives().opens("/connections")) {
            visitor.field("User").fill(newcomer.name());
            visitor.field("Password").fill(newcomer.password());
            visitor.button("Sign in").click();
            assertThat(visitor.heading("Choose your password")).isVisible();

            visitor.field("Present password").fill(newcomer.password());
            visitor.field("New password").fill("too short");
            assertThat(visitor.text("At least 12 characters.")).isVisible();
            assertThat(visitor.button("Change password")).isDisabled();
            visitor.field("New password").fill(OWN);
            visitor.field("New password once more").fill(OWN);
            visitor.button("Change password").click();

            // What the address said is shown at last.
            assertThat(visitor.heading("Connections")).isVisible();
        }
        try (Visitor visitor = Visitor.arrives()) {
            visitor.signsIn(new Door.User(newcomer.name(), OWN));
        }
    }

    @Test
    void theFirstPasswordIsChangedByKeyboardAlone() {
        Door.User newcomer = Door.newcomer(Role.VIEWER);
        try (Visitor visitor = Visitor.arrives().opens("/")) {
            assertThat(visitor.field("User")).isFocused();
            visitor.types(newcomer.name()).tabsTo(visitor.field("Password")).types(newcomer.password()).press("Enter");
            assertThat(visitor.field("Present password")).isFocused();
            visitor.types(newcomer.password()).tabsTo(visitor.field("New password")).types(OWN).tabsTo(visitor.field("New password once more")).types(OWN).press("Enter");

            assertThat(visitor.heading("Overview")).isVisible();
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutTellingMore() {
        Door.User user = Door.user(Role.VIEWER);
        try (Visitor visitor = Visitor.arrives().opens("/")) {
            visitor.field("User").fill(user.name());
            visitor.field("Password").fill("not the password");
            visitor.button("Sign in").click();

            assertThat(visitor.page.getByRole(AriaRole.ALERT)).containsText("User and password do not fit");
            assertThat(visitor.field("Password")).hasValue("");
        }
    }

    @Test
    void whoSignsOutIsOut() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.page.getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText("viewer-")).click();
            visitor.page.getByRole(AriaRole.MENUITEM).filter(new Locator.FilterOptions().setHasText("Sign out")).click();
            assertThat(visitor.heading("Sign in")).isVisible();

            visitor.opens("/runs");
            assertThat(visitor.heading("Sign in")).isVisible();
        }
    }

    /// The session ends while a form is open: signing in again in a dialog saves what was typed, and shows it among many others.
    @Test
    void whatWasTypedOutlivesTheSession() {
        Door.User user = Door.user(Role.EDITOR);
        IntStream.range(0, 30).forEach(i -> Door.connection(SharedServers.mySql(), null, false, Map.of("name", "before %s %d".formatted(user.name(), i))));
        try (Visitor visitor = Visitor.arrives().signsIn(user)) {
            visitor.opens("/connections/new?kind=mysql");
            String name = "typed " + user.name();
            visitor.field("Name").fill(name);
            visitor.field("Host").fill("db.example.org");
            visitor.field("User").fill("reader");
            visitor.page.context().clearCookies();
            visitor.button("Save").click();

            assertThat(visitor.dialog()).containsText("Sign in again");
            visitor.dialog().getByLabel("Password").first().fill(user.password());
            visitor.dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign in").setExact(true)).click();

            assertThat(visitor.heading("Connections")).isVisible();
            assertThat(visitor.link(name)).isInViewport();
        }
    }

    @Test
    void anAddressThatIsNoneSaysSo() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.opens("/nothing/of/that/kind");
            assertThat(visitor.page.getByRole(AriaRole.HEADING).first()).hasText("There is nothing at this address");
        }
    }
}
