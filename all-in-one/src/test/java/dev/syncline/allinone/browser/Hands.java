package dev.syncline.allinone.browser;

import com.microsoft.playwright.Locator;
import dev.syncline.allinone.Door;
import dev.syncline.console.access.Role;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/// What people do in the page, whichever way they do it.
sealed interface Hands extends AutoCloseable permits Mouse, Keyboard {

    /// The two ways: each must be enough by itself.
    enum Manner {
        MOUSE,
        KEYBOARD;

        /// Somebody who has nothing else, and has come in.
        Hands comesIn(Role role) {
            return comesIn(Door.user(role));
        }

        Hands comesIn(Door.User user) {
            Hands hands = switch (this) {
                case MOUSE -> new Mouse(Visitor.arrives().without("keydown"));
                case KEYBOARD -> new Keyboard(Visitor.arrives().without("pointerdown"));
            };
            Visitor visitor = hands.visitor().opens("/");
            hands.writes(visitor.field("User"), user.name());
            hands.writes(visitor.field("Password"), user.password());
            hands.presses(visitor.button("Sign in"));
            assertThat(visitor.heading("Overview")).isVisible();
            return hands;
        }
    }

    Visitor visitor();

    @Override
    default void close() {
        visitor().close();
    }

    /// By its address.
    void opens(String path);

    /// A button, a link or a tab.
    void presses(Locator control);

    /// In place of what a field holds.
    void writes(Locator field, String text);

    /// Into a field of a day and a time: nine in the morning of the first of January, which is typed alike wherever day, month and hour are written.
    void writesNineOnNewYearsDay(Locator field, int year);

    /// A checkbox or a switch, this way or the other.
    void ticks(Locator checkbox);

    /// One of a group.
    void takes(Locator radio);

    /// @param text of the option
    void selects(Locator select, String text);

    /// By typing a part of its name, which only it has.
    void chooses(String combobox, String name);

    /// Tries to choose what cannot be chosen.
    void triesToChoose(String combobox, String name);

    /// Brings a column to the place of another one above it.
    void bringsUp(String column, String above);
}
