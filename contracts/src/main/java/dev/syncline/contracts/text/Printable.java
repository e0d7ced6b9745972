package dev.syncline.contracts.text;

/// Text from outside, a name or a server's words, as it may stand in a line of a log, a terminal, a mail or a record: what would end the line, move the
/// cursor or turn the direction of reading is shown as an escape, so that nothing can pass for a line of ours.
public final class Printable {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Printable() {}

    /// The text with `\n`, `\r`, `\t` and, for all else that cannot be shown, its code as in `\u001b`. A text that can be shown is returned as it is.
    public static String line(String text) {
        if (text.codePoints().allMatch(Printable::isShown)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isShown(point)) {
                line.appendCodePoint(point);
            } else {
                line.append(escape(point));
            }
        });
        return line.toString();
    }

    /// The text cut to a number of characters, never inside one; an ellipsis says that it was cut.
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /// Whether a character only shows itself: no control character, no separator of lines, no mark that turns the direction of what stands around it,
    /// no half of a character. Joiners belong to scripts and emoji.
    public static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
            case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }

    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted(codePoint);
        };
    }
}
