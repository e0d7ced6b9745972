package dev.syncline.cli.terminal;

import java.util.function.Function;

import tools.jackson.databind.JsonNode;

/// One column of a table on the screen.
///
/// @param wide whether it is shown with `-o wide` only
/// @param number whether it stands at the right
public record Field(String title, boolean wide, boolean number, Function<JsonNode, String> value) {

    /// The text under a path such as `source.name`.
    public static Field of(String title, String path) {
        return new Field(title, false, false, node -> Shown.text(at(node, path)));
    }

    public static Field of(String title, Function<JsonNode, String> value) {
        return new Field(title, false, false, value);
    }

    public static Field number(String title, String path) {
        return new Field(title, false, true, node -> Shown.number(at(node, path)));
    }

    public static Field time(String title, String path) {
        return new Field(title, false, false, node -> Shown.time(at(node, path)));
    }

    /// The same, with `-o wide` only.
    public Field onlyWide() {
        return new Field(title, true, number, value);
    }

    private static JsonNode at(JsonNode node, String path) {
        JsonNode found = node;
        for (String part : path.split("\\.")) {
            found = found.path(part);
        }
        return found;
    }
}
