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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// What was sent to whom and what waits, by mouse and by keyboard.
class AlertsPageIT {

    private static final Pattern OVER = Pattern.compile("Sent|Shown in log|Given up");

    private static String address() {
        return "somebody-%s@example.org".formatted(UUID.randomUUID().toString().substring(0, 8));
    }

    private static Locator row(Visitor visitor, String text) {
        return visitor.dialog().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    @Test
    void aTestIsSentSeenAndSentAgain() {
        String one = address();
        String other = address();
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.ADMIN))) {
            visitor.opens("/alerts");
            visitor.button("Send a test").click();
            visitor.inDialog("Send").click();
            assertThat(visitor.text("Name a mail address or a webhook")).isVisible();
            visitor.field("Recipients").fill("team");
            assertThat(visitor.text("No mail address: team")).isVisible();
            visitor.field("Recipients").fill(one + ", " + other);
            visitor.inDialog("Send").click();

            assertThat(visitor.page).hasURL(Pattern.compile(".*alert=\\d+.*"));
            assertThat(row(visitor, one)).containsText(OVER);
            assertThat(row(visitor, other)).containsText(OVER);
            visitor.button("Send again to " + one).first().click();
            assertThat(row(visitor, one)).hasCount(2);
            assertThat(row(visitor, other)).hasCount(1);
            assertThat(row(visitor, one).last()).containsText(OVER);

            String address = visitor.page.url();
            visitor.opens("/alerts?kind=test").opens(address);
            assertThat(row(visitor, other)).isVisible();
        }
    }

    @Test
    void aTestIsSentByKeyboardAlone() {
        String recipient = address();
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.ADMIN))) {
            visitor.press("g", "a");
            assertThat(visitor.heading("Alerts")).isVisible();
            visitor.press("n");
            assertThat(visitor.field("Recipients")).isFocused();
            visitor.types(recipient).tabsTo(visitor.inDialog("Send")).press("Enter");
            assertThat(row(visitor, recipient)).containsText(OVER);
            visitor.tabsTo(visitor.button("Send again to " + recipient)).press("Enter");
            assertThat(row(visitor, recipient)).hasCount(2);
            visitor.press("Escape");
            assertThat(visitor.dialog()).hasCount(0);
            visitor.press("2");
            assertThat(visitor.text("An operator of the installation sets this")).isVisible();
        }
    }

    @Test
    void alertsAreFoundByHowFarTheyHaveCome() {
        JsonNode sent = Door.bootstrap().post(Door.url() + "/api/v1/alerts/test", Map.of("recipients", List.of(address()))).ok();
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.opens("/alerts");
            assertThat(visitor.button("Send a test")).hasCount(0);
            visitor.button("Kind").click();
            visitor.page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Test").setExact(true)).click();
            assertThat(visitor.page).hasURL(Pattern.compile(".*kind=TEST.*"));
            assertThat(visitor.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("Failure"))).hasCount(0);
            assertThat(visitor.button(sent.get("subject").asString()).first()).isVisible();

            visitor.opens("/alerts?state=COLLECTED&kind=TEST");
            assertThat(visitor.heading("Nothing fits")).isVisible();
            visitor.button("Clear all filters").last().click();
            assertThat(visitor.page.locator("table")).isVisible();
            visitor.button(sent.get("subject").asString()).first().click();
            assertThat(visitor.dialog()).containsText("example.org");
            assertThat(visitor.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Send again")))).hasCount(0);
        }
    }

    @Test
    void howAlertsLeaveIsShownWithoutSecrets() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.opens("/alerts?tab=settings");
            assertThat(visitor.text("Single mails in an hour, each")).isVisible();
            assertThat(visitor.text("Given up after")).isVisible();
            assertThat(visitor.text("3 d")).isVisible();
        }
    }
}
