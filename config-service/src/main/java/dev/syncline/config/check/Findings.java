package dev.syncline.config.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;

/// What is wrong with a request, field by field, so that one answer names all of it.
public final class Findings {

    private static final int SHOWN = 20;

    private final String subject;
    private final Set<String> found = new LinkedHashSet<>();

    /// @param subject what was checked, as the beginning of a sentence: `The connection`
    public Findings(String subject) {
        this.subject = subject;
    }

    /// @param flaw nothing is added where it is null
    public void add(String field, @Nullable String flaw) {
        if (flaw != null) {
            found.add(field + " " + flaw);
        }
    }

    /// Takes over what was found of a part.
    public void addAll(Findings others) {
        found.addAll(others.found);
    }

    /// The value, or an empty text and a finding where it is missing.
    ///
    /// @param flawOf what is wrong with a value, or null
    public String required(String field, @Nullable String value, Function<String, @Nullable String> flawOf) {
        if (value == null) {
            add(field, "is missing");
            return "";
        }
        add(field, flawOf.apply(value));
        return value;
    }

    /// All that was found, as sentences without their end.
    public List<String> all() {
        return List.copyOf(found);
    }

    /// @throws ApiException where anything was found
    public void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        String shown = String.join("; ", found.stream().limit(SHOWN).toList());
        String more = found.size() > SHOWN ? "; and %d more".formatted(found.size() - SHOWN) : "";
        throw new ApiException(Problem.INVALID, "%s cannot be taken: %s%s".formatted(subject, shown, more));
    }
}
