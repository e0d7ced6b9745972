package dev.syncline.config.check;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;

/// What is wrong with a request, field by field, so that one answer names all of it.
public final class Findings {

    private static final int SHOWN = 20;
    /// For programs; a request of 20,000 tables can have as many flaws.
    private static final int MOST = 1_000;

    private final String subject;
    private final Map<String, Finding> found = new LinkedHashMap<>();

    /// @param subject what was checked, as the beginning of a sentence: `The connection`
    public Findings(String subject) {
        this.subject = subject;
    }

    /// @param flaw nothing is added where it is null
    public void add(String field, @Nullable Flaw flaw) {
        if (flaw != null) {
            Finding finding = Finding.of(field, flaw);
            found.putIfAbsent(finding.message(), finding);
        }
    }

    /// Takes over what was found of a part.
    public void addAll(Findings others) {
        others.found.forEach(found::putIfAbsent);
    }

    /// The same, of which is known that it is about a table.
    public void addAll(TableName table, Findings others) {
        others.found.forEach((message, finding) -> found.putIfAbsent(message, finding.about(table)));
    }

    /// The value, or an empty text and a finding where it is missing.
    ///
    /// @param flawOf what is wrong with a value, or null
    public String required(String field, @Nullable String value, Function<String, @Nullable Flaw> flawOf) {
        if (value == null) {
            add(field, Flaw.of(FindingCode.MISSING, "is missing"));
            return "";
        }
        add(field, flawOf.apply(value));
        return value;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /// All that was found, as sentences without their end.
    public List<String> all() {
        return List.copyOf(found.keySet());
    }

    /// The same, for programs.
    public Collection<Finding> list() {
        return List.copyOf(found.values());
    }

    /// What to throw where one field alone is wrong.
    public static ApiException refusal(String subject, String field, Flaw flaw) {
        Findings findings = new Findings(subject);
        findings.add(field, flaw);
        return findings.refusal();
    }

    /// @throws ApiException where anything was found
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw refusal();
        }
    }

    private ApiException refusal() {
        String shown = String.join("; ", found.keySet().stream().limit(SHOWN).toList());
        String more = found.size() > SHOWN ? "; and %d more".formatted(found.size() - SHOWN) : "";
        return new ApiException(
                Problem.INVALID,
                "%s cannot be taken: %s%s".formatted(subject, shown, more),
                Map.of("findings", found.values().stream().limit(MOST).toList()));
    }
}
