package dev.syncline.contracts.policy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A policy of the project that cures a failure, as the line to write and what becomes of the table then. All messages take it from here, so that record,
/// event and mail name the same line.
///
/// @param line the member of the project's configuration, as in `policy.pageSize: 50000`
/// @param effect what the project does then, to follow on "so that", or other values that the line may have
public record Remedy(String line, String effect) {

    private static final int ROWS_OF_A_PAGE = 50_000;

    /// What is to become of values that a target cannot hold.
    ///
    /// @param inKey whether the column tells rows apart, so that it is never null
    public static Remedy values(ValueTrouble trouble, boolean inKey) {
        String first = inKey ? "clamp" : "null";
        String line = "policy.values: {\"%s\": \"%s\"}".formatted(word(trouble), first);
        String clamp = "\"clamp\": " + switch (trouble) {
            case ZERO_DATE -> "the nearest real date";
            case DATE_OUT_OF_RANGE -> "the first or last day that all targets hold";
            case NOT_A_NUMBER -> "infinities become the greatest number, and what is no number null";
            case NUL_CHARACTER -> "the text without the character";
        };
        String text = "\"text\": the column becomes a text";
        return switch (trouble) {
            case NUL_CHARACTER -> inKey ? new Remedy(line, "the text without the character") : new Remedy(line, "or " + clamp);
            // A key that is no number would become null by a clamp.
            case NOT_A_NUMBER -> inKey
                    ? new Remedy("policy.values: {\"%s\": \"text\"}".formatted(word(trouble)), "the column becomes a text")
                    : new Remedy(line, "or " + text + "; or " + clamp);
            case ZERO_DATE, DATE_OUT_OF_RANGE -> inKey ? new Remedy(line, "or " + text) : new Remedy(line, "or " + text + "; or " + clamp);
        };
    }

    /// A source that ends long queries.
    public static Remedy pages() {
        return new Remedy("policy.pageSize: " + ROWS_OF_A_PAGE, "the table is read in short queries, or fewer rows");
    }

    /// Shorter queries than those that take too long.
    public static Remedy pagesBelow(int rows) {
        return new Remedy("policy.pageSize: " + Math.max(1, rows / 2), "the queries are shorter");
    }

    /// What stands on the target's table stays with it.
    public static Remedy retaining() {
        return new Remedy("policy.fullMode: \"retain-and-clear\"", "the table stays with what depends on it, and only its rows are replaced");
    }

    /// The target's table is in the way of the rows as they are now.
    public static Remedy makingAnew() {
        return new Remedy("policy.fullMode: \"delete-and-create\"", "a new table takes its place");
    }

    /// The same for tables that are extracted incrementally.
    public static Remedy extractingInFull() {
        return new Remedy("policy.fieldChanges: \"full-extraction\"", "the table is extracted in full and made anew when its fields change");
    }

    /// A target without room for the old table and the new one.
    public static Remedy droppingFirst() {
        return new Remedy("policy.fullMode: \"drop-first\"", "the old table goes before the new one comes");
    }

    /// A source table with a column of that name.
    public static Remedy withoutUpdateTime() {
        return new Remedy("policy.addSyncTime: false", "no column is added");
    }

    /// A key that the target cannot have, or not of these values.
    public static Remedy withoutKey() {
        return new Remedy(
                "tablePolicies[].keyFields: []",
                "the target's table gets no key, which changes nothing of its rows in full extraction; in incremental extraction a changed row arrives a second time");
    }

    /// As a part of a sentence.
    public String sentence() {
        return "set %s in the project (%s)".formatted(line, effect);
    }

    /// To follow on a message: what to do beside or in place of what it says; nothing where there is none.
    public static String after(Collection<Remedy> remedies) {
        List<Remedy> distinct = remedies.stream().distinct().toList();
        return distinct.isEmpty() ? "" : ", or " + distinct.stream().map(Remedy::sentence).collect(Collectors.joining(", or "));
    }

    /// As requests have it.
    public static String word(ValueTrouble trouble) {
        return trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
