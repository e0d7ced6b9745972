package dev.syncline.config.project;

import java.time.DateTimeException;
import java.time.Duration;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Flaw;
import org.jspecify.annotations.Nullable;

/// How far below the greatest incremental key is read again (A7); nothing below is still the rows of that value itself.
final class LookBack {

    private static final int LONGEST = 40;
    private static final int MOST_DIGITS = 18;

    private LookBack() {}

    static boolean isNumber(String text) {
        return text.matches("\\d{1,%d}".formatted(MOST_DIGITS));
    }

    static boolean isDuration(String text) {
        return text.length() <= LONGEST && text.startsWith("P") && parsed(text) != null;
    }

    /// What keeps a text from being one, or null.
    static @Nullable Flaw flawOf(String text) {
        if (isNumber(text)) {
            return null;
        }
        if (!isDuration(text)) {
            return Flaw.of(FindingCode.WRONG_FORM, "is neither a whole number, for keys that are numbers, nor a duration such as PT10M or P2D, for dates and times");
        }
        Duration duration = parsed(text);
        return duration != null && duration.isNegative() ? Flaw.of(FindingCode.OUT_OF_RANGE, "is negative").with("least", 0) : null;
    }

    private static @Nullable Duration parsed(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException _) {
            return null;
        }
    }
}
