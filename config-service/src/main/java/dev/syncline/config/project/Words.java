package dev.syncline.config.project;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.syncline.config.check.Findings;
import dev.syncline.kit.message.Json;
import org.jspecify.annotations.Nullable;

/// The words that documents use for an enum's constants.
final class Words<E extends Enum<E>> {

    private final Map<String, E> byWord = new LinkedHashMap<>();

    Words(Class<E> type) {
        Arrays.stream(type.getEnumConstants()).forEach(constant -> byWord.put(Json.read(Json.text(constant), String.class), constant));
    }

    /// The constant, or null and a finding where there is none of that word; null where there is no word.
    @Nullable E read(String field, @Nullable String word, Findings findings) {
        if (word != null && !byWord.containsKey(word)) {
            findings.add(field, "is not one of " + String.join(", ", byWord.keySet()));
        }
        return word == null ? null : byWord.get(word);
    }
}
