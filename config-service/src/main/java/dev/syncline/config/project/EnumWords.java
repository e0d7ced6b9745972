package dev.syncline.config.project;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.kit.message.Json;
import org.jspecify.annotations.Nullable;

/// The words that documents use for an enum's constants.
final class EnumWords<E extends Enum<E>> {

    private final Map<String, E> byWord = new LinkedHashMap<>();

    EnumWords(Class<E> type) {
        Arrays.stream(type.getEnumConstants()).forEach(constant -> byWord.put(Json.read(Json.text(constant), String.class), constant));
    }

    /// The constant, or null and a finding where there is none of that word; null where there is no word.
    @Nullable E read(String field, @Nullable String word, Findings findings) {
        if (word != null && !byWord.containsKey(word)) {
            String allowed = String.join(", ", byWord.keySet());
            findings.add(field, Flaw.of(FindingCode.NOT_ONE_OF, "is not one of " + allowed).with("allowed", allowed));
        }
        return word == null ? null : byWord.get(word);
    }

    /// The constant; the default where there is no word, or a finding.
    E read(String field, @Nullable String word, E byDefault, Findings findings) {
        E found = read(field, word, findings);
        return found == null ? byDefault : found;
    }
}
