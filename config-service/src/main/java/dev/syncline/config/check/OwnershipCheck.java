package dev.syncline.config.check;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.syncline.contracts.project.Ownership;
import org.jspecify.annotations.Nullable;

/// Whose things are, as requests say it.
public final class OwnershipCheck {

    private static final int MOST = 32;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");

    private OwnershipCheck() {}

    /// @param managedBy empty for nobody
    public static Ownership of(@Nullable String managedBy, @Nullable Map<String, @Nullable String> labels, Findings findings) {
        if (managedBy != null && !managedBy.isEmpty() && !WORD.matcher(managedBy).matches()) {
            findings.add("managedBy", Flaw.of(FindingCode.WRONG_FORM, "is no name of at most 63 letters, digits and ._/- that begins and ends with a letter or a digit"));
        }
        Map<String, String> kept = new TreeMap<>();
        Objects.requireNonNullElse(labels, Map.<String, @Nullable String>of()).forEach((key, value) -> {
            if (value == null || !WORD.matcher(key).matches() || !WORD.matcher(value).matches()) {
                findings.add("labels", Flaw.of(FindingCode.WRONG_FORM, "have a name or a value that is not one of at most 63 letters, digits and ._/- that begins and ends with a letter or a digit"));
            } else {
                kept.put(key, value);
            }
        });
        if (kept.size() > MOST) {
            findings.add("labels", Flaw.of(FindingCode.TOO_MANY, "are more than %d".formatted(MOST)).with("most", MOST));
        }
        return new Ownership(managedBy == null || managedBy.isEmpty() ? null : managedBy, kept);
    }
}
