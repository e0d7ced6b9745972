package dev.syncline.dialect.read;

/// The escapes of COPY text that not every target knows: measured, MySQL's LOAD DATA reads `\f` and `\v` as the letters f and v.
public final class RareEscapes {

    public static final int BACKSPACE = 1;
    public static final int FORM_FEED = 2;
    public static final int VERTICAL_TAB = 4;

    private static final String LETTERS = "bfv";

    private RareEscapes() {}

    /// The set as letters, as a chunk's header names it.
    public static String toLetters(int escapes) {
        StringBuilder letters = new StringBuilder(3);
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((escapes & 1 << i) != 0) {
                letters.append(LETTERS.charAt(i));
            }
        }
        return letters.toString();
    }

    /// @throws IllegalArgumentException where a letter is unknown
    public static int fromLetters(String letters) {
        int escapes = 0;
        for (int i = 0; i < letters.length(); i++) {
            int bit = LETTERS.indexOf(letters.charAt(i));
            if (bit < 0) {
                throw new IllegalArgumentException("Unknown escape \\" + letters.charAt(i));
            }
            escapes |= 1 << bit;
        }
        return escapes;
    }
}
