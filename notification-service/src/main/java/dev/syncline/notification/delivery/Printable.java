package dev.syncline.notification.delivery;

/// Makes foreign text safe to stand in a line of a log, a header or a mail.
public final class Printable {

    private Printable() {}

    /// The text on one line: whatever could end a line, move the cursor or turn the direction of writing is shown as an escape.
    public static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /// The text cut to a number of characters, never inside one.
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static void append(StringBuilder safe, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                safe.append("\\u%04x".formatted(c));
            default -> safe.appendCodePoint(c);
        }
    }
}
