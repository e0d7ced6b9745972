package dev.syncline.cli.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known word that somebody may have meant.
public final class Nearest {

    private Nearest() {}

    /// @return nothing where none is near
    public static Optional<String> of(String word, Collection<String> known) {
        int most = Math.max(1, word.length() / 2);
        return known.stream()
                .min(Comparator.comparingInt((String one) -> distance(word, one)).thenComparing(Comparator.naturalOrder()))
                .filter(one -> distance(word, one) <= most);
    }

    /// How many letters have to be changed, added or left out.
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
