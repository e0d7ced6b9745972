package dev.syncline.config.check;

import java.util.Map;
import java.util.TreeMap;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// What is wrong with a field, before it is said which field that is.
///
/// @param words to follow on the field's name: `is missing`
/// @param parameters the names and numbers in the words
/// @param table which it is about
/// @param column which it is about
public record Flaw(FindingCode code, String words, Map<String, String> parameters, @Nullable TableName table, @Nullable String column) {

    public static Flaw of(FindingCode code, String words) {
        return new Flaw(code, words, Map.of(), null, null);
    }

    public Flaw with(String parameter, Object value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(parameter, String.valueOf(value));
        return new Flaw(code, words, more, table, column);
    }

    public Flaw about(TableName its) {
        return new Flaw(code, words, parameters, its, column);
    }

    public Flaw about(TableName its, String name) {
        return new Flaw(code, words, parameters, its, name);
    }

    /// A column of a table that somebody else names.
    public Flaw in(String name) {
        return new Flaw(code, words, parameters, table, name);
    }

    /// The same in a longer sentence.
    public Flaw after(String beginning) {
        return new Flaw(code, beginning + words, parameters, table, column);
    }
}
