package dev.syncline.config.check;

import dev.syncline.contracts.text.Printable;
import org.jspecify.annotations.Nullable;

/// What texts from requests may contain.
public final class Texts {

    private Texts() {}

    /// What keeps a text from being something a database could call its own: anything legal passes, also quotes, blanks and control characters.
    ///
    /// @return null where nothing does
    public static @Nullable Flaw flawOfName(String text, int longest) {
        if (text.isEmpty()) {
            return Flaw.of(FindingCode.EMPTY, "is empty");
        }
        return flawOfText(text, longest);
    }

    /// As [#flawOfName], but it may be empty.
    public static @Nullable Flaw flawOfText(String text, int longest) {
        if (text.length() > longest) {
            return Flaw.of(FindingCode.TOO_LONG, "is longer than %d characters".formatted(longest)).with("longest", longest);
        }
        if (text.indexOf('\0') >= 0) {
            return Flaw.of(FindingCode.UNUSABLE_CHARACTERS, "contains a NUL character, which no database can hold");
        }
        if (text.codePoints().anyMatch(Texts::isSurrogate)) {
            return Flaw.of(FindingCode.UNUSABLE_CHARACTERS, "contains half of a character (an unpaired surrogate)");
        }
        return null;
    }

    /// What keeps a text from being the name of something of ours, for people to read.
    ///
    /// @return null where nothing does
    public static @Nullable Flaw flawOfTitle(String text, int longest) {
        if (text.isBlank()) {
            return Flaw.of(FindingCode.EMPTY, "is empty");
        }
        if (!text.equals(text.strip())) {
            return Flaw.of(FindingCode.UNUSABLE_CHARACTERS, "begins or ends with blanks");
        }
        if (!text.codePoints().allMatch(Printable::isShown)) {
            return Flaw.of(FindingCode.UNUSABLE_CHARACTERS, "contains control characters");
        }
        return flawOfText(text, longest);
    }

    /// What keeps a text from being a remark in several lines.
    ///
    /// @return null where nothing does
    public static @Nullable Flaw flawOfRemark(String text, int longest) {
        if (!text.codePoints().allMatch(character -> character == '\n' || character == '\t' || Printable.isShown(character))) {
            return Flaw.of(FindingCode.UNUSABLE_CHARACTERS, "contains control characters");
        }
        return flawOfText(text, longest);
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
