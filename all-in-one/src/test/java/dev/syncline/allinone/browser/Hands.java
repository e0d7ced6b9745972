package dev.syncline.allinone.browser;

import java.util.Objects;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// How a visitor uses the page: with the mouse, or by keyboard alone, which is Tab, arrows, Enter, Space and typing. The keyboard finds what the mouse does,
/// and never loses its place on the way: where a control goes that had the focus, something near it must get it.
final class Hands implements AutoCloseable {

    enum On { MOUSE, KEYBOARD }

    private static final int MOST_TABS = 150;

    final Visitor visitor;
    private final On on;
    private boolean fresh;

    private Hands(On on) {
        this.on = on;
        this.visitor = Visitor.arrives();
    }

    static Hands of(On on, Door.User user) {
        Hands hands = new Hands(on);
        hands.opens("/");
        hands.types(hands.visitor.field("User"), user.name());
        hands.types(hands.visitor.field("Password"), user.password());
        hands.presses(hands.visitor.button("Sign in"));
        assertThat(hands.visitor.page.locator("nav").first()).isAttached();
        hands.fresh = true;
        return hands;
    }

    /// By its address.
    void opens(String path) {
        visitor.opens(path);
        fresh = true;
    }

    void presses(Locator button) {
        switch (on) {
            case MOUSE -> button.click();
            case KEYBOARD -> {
                reaches(button);
                visitor.press("Enter");
            }
        }
    }

    /// In place of what stands in a field.
    void types(Locator field, String text) {
        switch (on) {
            case MOUSE -> field.click();
            case KEYBOARD -> reaches(field);
        }
        visitor.press("Control+a").types(text);
    }

    /// Into a field of a day and a time: nine in the morning of the first of January, which is typed alike wherever day, month and hour are written.
    void typesNineOnNewYearsDay(Locator field, int year) {
        String value = "%d-01-01T09:00".formatted(year);
        switch (on) {
            case MOUSE -> field.fill(value);
            case KEYBOARD -> {
                reaches(field);
                visitor.types("0101%d".formatted(year)).press("ArrowRight").types("0900A");
            }
        }
        assertThat(field).hasValue(value);
    }

    /// A box that is ticked or not, or a switch that is on or off.
    void ticks(Locator box) {
        switch (on) {
            case MOUSE -> (isSwitch(box) ? box.locator("xpath=ancestor::label") : box).click();
            case KEYBOARD -> {
                reaches(box);
                visitor.press("Space");
            }
        }
    }

    private static boolean isSwitch(Locator box) {
        return "switch".equals(box.getAttribute("role"));
    }

    /// One of several, of which one is chosen already.
    void picks(Locator radio) {
        switch (on) {
            case MOUSE -> radio.click();
            case KEYBOARD -> {
                // Tab leads to the one that is chosen, and arrows go on from there.
                Locator group = radio.locator("xpath=ancestor::*[@role='radiogroup'][1]");
                reaches(group.locator("input:checked"));
                for (int i = group.locator("input").count(); !radio.isChecked() && i > 0; i--) {
                    visitor.press("ArrowDown");
                }
            }
        }
        assertThat(radio).isChecked();
    }

    /// An option of a list, by what it says.
    void selects(Locator list, String option) {
        switch (on) {
            case MOUSE -> list.selectOption(option);
            case KEYBOARD -> {
                reaches(list);
                visitor.press("Home");
                for (int i = list.locator("option").count(); !option.equals(selected(list)) && i > 0; i--) {
                    visitor.press("ArrowDown");
                }
            }
        }
        org.assertj.core.api.Assertions.assertThat(selected(list)).isEqualTo(option);
    }

    private static String selected(Locator list) {
        return String.valueOf(list.evaluate("one => one.selectedOptions[0].label"));
    }

    /// By typing a part of its name.
    void chooses(String field, String name) {
        types(combobox(field), name);
        Locator option = option(name);
        assertThat(option).isVisible();
        switch (on) {
            case MOUSE -> option.click();
            case KEYBOARD -> visitor.press("ArrowDown", "Enter");
        }
    }

    Locator combobox(String name) {
        return visitor.page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator option(String name) {
        return visitor.page.getByRole(AriaRole.OPTION).filter(new Locator.FilterOptions().setHasText(name));
    }

    Locator tab(String name) {
        return visitor.page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator row(String text) {
        return visitor.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    Locator tick(String name) {
        return visitor.page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator inDialog(String button) {
        return visitor.dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    /// Goes on with Tab, or back.
    private void reaches(Locator wanted) {
        assertThat(wanted.first()).isVisible();
        for (int i = 0; i < MOST_TABS; i++) {
            Object where = Objects.requireNonNull(wanted.first().evaluate("""
                    wanted => {
                      const present = document.activeElement;
                      if (present === wanted) { return "here"; }
                      if (present === null || present === document.body) { return "nowhere"; }
                      return present.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? "back" : "on";
                    }"""));
            if (where.equals("here")) {
                fresh = false;
                return;
            }
            if (where.equals("nowhere") && !fresh) {
                throw new AssertionError("The keyboard's focus was lost on the way to " + wanted);
            }
            fresh = false;
            visitor.press(where.equals("back") ? "Shift+Tab" : "Tab");
        }
        throw new AssertionError("Tab does not lead to " + wanted);
    }

    @Override
    public void close() {
        visitor.close();
    }
}
