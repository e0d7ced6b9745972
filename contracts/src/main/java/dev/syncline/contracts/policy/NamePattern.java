package dev.syncline.contracts.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A name in which `*` stands for any characters, also none; a backslash takes the next character as it is.
final class NamePattern {

    private static final int STAR = -1;

    private final int[] parts;

    private NamePattern(int[] parts) {
        this.parts = parts;
    }

    static NamePattern of(String text) {
        List<Integer> parts = new ArrayList<>();
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == '\\' && i + 1 < characters.length) {
                parts.add(characters[++i]);
            } else if (characters[i] != '*') {
                parts.add(characters[i]);
            } else if (parts.isEmpty() || parts.getLast() != STAR) {
                parts.add(STAR);
            }
        }
        return new NamePattern(parts.stream().mapToInt(Integer::intValue).toArray());
    }

    /// Whether it stands for one name only.
    boolean isExact() {
        for (int part : parts) {
            if (part == STAR) {
                return false;
            }
        }
        return true;
    }

    /// How many characters it gives.
    int characters() {
        int given = 0;
        for (int part : parts) {
            given += part == STAR ? 0 : 1;
        }
        return given;
    }

    boolean matches(String name) {
        int[] characters = name.codePoints().toArray();
        int at = 0;
        int star = -1;
        int resume = 0;
        int part = 0;
        while (at < characters.length) {
            if (part < parts.length && parts[part] == STAR) {
                star = part++;
                resume = at;
            } else if (part < parts.length && parts[part] == characters[at]) {
                part++;
                at++;
            } else if (star >= 0) {
                part = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (part < parts.length && parts[part] == STAR) {
            part++;
        }
        return part == parts.length;
    }

    /// A name that both stand for.
    Optional<String> meets(NamePattern other) {
        StringBuilder name = new StringBuilder();
        return meets(0, other, 0, name, new HashSet<>()) ? Optional.of(name.toString()) : Optional.empty();
    }

    private boolean meets(int mine, NamePattern other, int theirs, StringBuilder name, Set<Long> tried) {
        if (mine == parts.length && theirs == other.parts.length) {
            return true;
        }
        if (!tried.add(((long) mine << 32) | theirs)) {
            return false;
        }
        boolean starred = mine < parts.length && parts[mine] == STAR;
        boolean otherStarred = theirs < other.parts.length && other.parts[theirs] == STAR;
        if (starred && meets(mine + 1, other, theirs, name, tried) || otherStarred && meets(mine, other, theirs + 1, name, tried)) {
            return true;
        }
        int length = name.length();
        boolean met = false;
        if (starred && !otherStarred && theirs < other.parts.length) {
            met = meets(mine, other, theirs + 1, name.appendCodePoint(other.parts[theirs]), tried);
        } else if (otherStarred && !starred && mine < parts.length) {
            met = meets(mine + 1, other, theirs, name.appendCodePoint(parts[mine]), tried);
        } else if (!starred && !otherStarred && mine < parts.length && theirs < other.parts.length && parts[mine] == other.parts[theirs]) {
            met = meets(mine + 1, other, theirs + 1, name.appendCodePoint(parts[mine]), tried);
        }
        if (!met) {
            name.setLength(length);
        }
        return met;
    }

    /// The name that an exact one stands for.
    String name() {
        return new String(parts, 0, parts.length);
    }
}
