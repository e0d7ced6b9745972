package dev.syncline.allinone.browser;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.params.provider.Arguments;

/// One look at screens, in a theme and a width of the window: each is examined for what keeps people out, and kept as a picture in `target/pictures`.
record Look(Visitor visitor, String suffix) {

    static final int WIDE = 1280;
    /// That of a telephone.
    static final int NARROW = 390;

    /// Both themes and both widths; each theme in each width with `-Dsyncline.looks=all`, for all pictures.
    static List<Arguments> all() {
        return "all".equals(System.getProperty("syncline.looks"))
                ? Stream.of(ColorScheme.LIGHT, ColorScheme.DARK).flatMap(scheme -> Stream.of(WIDE, NARROW).map(width -> Arguments.of(scheme, width))).toList()
                : List.of(Arguments.of(ColorScheme.LIGHT, WIDE), Arguments.of(ColorScheme.DARK, NARROW));
    }

    static Look of(Visitor visitor, ColorScheme scheme, int width) {
        return new Look(visitor, "-%s-%d".formatted(scheme.name().toLowerCase(Locale.ROOT), width));
    }

    void at(String screen) {
        visitor.expectAccessible(screen + suffix);
        visitor.picture(screen + suffix);
    }
}
