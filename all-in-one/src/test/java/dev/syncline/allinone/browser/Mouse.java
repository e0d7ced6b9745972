package dev.syncline.allinone.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// By mouse alone; texts come into their fields as if they were pasted.
record Mouse(Visitor visitor) implements Hands {

    @Override
    public void opens(String path) {
        visitor.opens(path);
    }

    @Override
    public void presses(Locator control) {
        control.click();
    }

    @Override
    public void writes(Locator field, String text) {
        field.click();
        field.fill(text);
    }

    @Override
    public void writesNineOnNewYearsDay(Locator field, int year) {
        writes(field, "%d-01-01T09:00".formatted(year));
    }

    @Override
    public void ticks(Locator checkbox) {
        boolean isSwitch = "switch".equals(checkbox.getAttribute("role"));
        (isSwitch ? checkbox.locator("xpath=ancestor::label") : checkbox).click();
    }

    @Override
    public void takes(Locator radio) {
        radio.check();
    }

    @Override
    public void selects(Locator select, String text) {
        select.selectOption(text);
    }

    @Override
    public void chooses(String combobox, String name) {
        writes(visitor.combobox(combobox), name);
        visitor.option(name).click();
    }

    @Override
    public void triesToChoose(String combobox, String name) {
        writes(visitor.combobox(combobox), name);
        visitor.option(name).click(new Locator.ClickOptions().setForce(true));
    }

    @Override
    public void bringsUp(String column, String above) {
        item(column).dragTo(item(above));
    }

    private Locator item(String column) {
        return visitor.page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHas(
                visitor.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Move %s up".formatted(column)).setExact(true))));
    }
}
