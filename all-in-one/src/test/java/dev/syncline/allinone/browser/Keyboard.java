package dev.syncline.allinone.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// By keyboard alone: Tab, arrows, Enter, Space, and what is typed. Whoever has no other way must never be left without a place in the page.
final class Keyboard implements Hands {

    /// More than a group or a list has.
    private static final int ARROWS = 20;
    /// Who needs more does not find it.
    private static final int TABS = 60;

    private final Visitor visitor;
    /// Whether a page was opened by its address, which leaves the focus at its beginning.
    private boolean fresh = true;

    Keyboard(Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public Visitor visitor() {
        return visitor;
    }

    @Override
    public void opens(String path) {
        visitor.opens(path);
        fresh = true;
    }

    @Override
    public void presses(Locator control) {
        reaches(control).press("Enter");
    }

    @Override
    public void writes(Locator field, String text) {
        reaches(field).press("Control+a").types(text);
    }

    @Override
    public void writesNineOnNewYearsDay(Locator field, int year) {
        reaches(field).types("0101%d".formatted(year)).press("ArrowRight").types("0900A");
        assertThat(field).hasValue("%d-01-01T09:00".formatted(year));
    }

    @Override
    public void ticks(Locator checkbox) {
        reaches(checkbox).press("Space");
    }

    /// Tab leads to the one that is chosen, or where none is to the nearest; arrows lead from one to the next, and choose it.
    @Override
    public void takes(Locator radio) {
        String group = "input[type=radio][name='%s']".formatted(radio.getAttribute("name"));
        reaches(visitor.page.locator(group));
        if (visitor.page.locator(group + ":checked").count() == 0) {
            visitor.press("Space");
        }
        for (int i = 0; i < ARROWS && !radio.isChecked(); i++) {
            visitor.press("ArrowDown");
        }
        assertThat(radio).isChecked();
    }

    @Override
    public void selects(Locator select, String text) {
        reaches(select);
        int steps = (int) select.evaluate("(element, text) => [...element.options].findIndex(one => one.text === text) - element.selectedIndex", text);
        for (int i = 0; i < Math.abs(steps); i++) {
            visitor.press(steps > 0 ? "ArrowDown" : "ArrowUp");
        }
    }

    @Override
    public void chooses(String combobox, String name) {
        writes(visitor.combobox(combobox), name);
        assertThat(visitor.option(name)).isVisible();
        visitor.press("ArrowDown", "Enter");
    }

    @Override
    public void triesToChoose(String combobox, String name) {
        chooses(combobox, name);
    }

    @Override
    public void bringsUp(String column, String above) {
        Locator up = visitor.button("Move %s up".formatted(column));
        Locator place = visitor.page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHas(up));
        reaches(up);
        for (int i = 0; i < ARROWS && !isAbove(column, above); i++) {
            visitor.press("Alt+ArrowUp");
        }
        assertThat(place.locator(":focus")).hasCount(1);
    }

    private boolean isAbove(String column, String other) {
        double y = visitor.button("Move %s up".formatted(column)).boundingBox().y;
        return y < visitor.button("Move %s up".formatted(other)).boundingBox().y;
    }

    /// Forwards or back, whichever is nearer; in a menu, downwards.
    private Visitor reaches(Locator control) {
        assertThat(control.first()).isAttached();
        if (fresh && visitor.page.locator(":focus").count() == 0) {
            visitor.press("Tab");
        }
        fresh = false;
        assertThat(visitor.page.locator(":focus")).hasCount(1);
        boolean inMenu = (boolean) control.first().evaluate("one => one.getAttribute('role') === 'menuitem'");
        boolean back = (boolean) control.first().evaluate("""
                wanted => {
                  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, [tabindex]")]
                      .filter(one => one.tabIndex >= 0 && one.offsetParent !== null);
                  const before = one => stops.filter(stop => one.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING).length;
                  const ahead = (before(wanted) - before(document.activeElement) + stops.length) % stops.length;
                  return ahead > stops.length / 2;
                }""");
        for (int i = 0; i < TABS; i++) {
            if ((boolean) control.evaluateAll("all => all.includes(document.activeElement)")) {
                return visitor;
            }
            visitor.press(inMenu ? "ArrowDown" : back ? "Shift+Tab" : "Tab");
        }
        throw new AssertionError("Tab does not lead to " + control);
    }
}
