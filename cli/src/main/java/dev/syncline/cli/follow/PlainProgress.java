package dev.syncline.cli.follow;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.syncline.cli.terminal.Shown;
import dev.syncline.cli.terminal.Surroundings;
import tools.jackson.databind.JsonNode;

/// A line for each step, for logs.
public final class PlainProgress implements Progress {

    private final Surroundings surroundings;
    private final boolean tables;
    private final Map<String, String> said = new HashMap<>();

    /// @param tables whether each table is told of, or the run alone
    public PlainProgress(Surroundings surroundings, boolean tables) {
        this.surroundings = surroundings;
        this.tables = tables;
    }

    @Override
    public void run(JsonNode run) {
        String state = run.path("state").asString();
        String waits = run.path("waitsFor").asString("");
        if (!run.path("finishedAt").isString()) {
            say("run", state.toLowerCase(Locale.ROOT) + (waits.isEmpty() ? "" : ", " + waits));
        }
    }

    @Override
    public void table(JsonNode table) {
        String state = table.path("state").asString();
        if (tables) {
            String name = Shown.table(table.path("source"));
            say(name, "%s %s%s".formatted(name, state.toLowerCase(Locale.ROOT),
                    state.equals("LOADED") ? ", %s rows".formatted(Shown.number(table.path("rowsRead").asLong()))
                            : table.path("failure").isObject() ? ": " + table.path("failure").path("message").asString() : ""));
        }
    }

    private void say(String about, String words) {
        if (!words.equals(said.put(about, words))) {
            surroundings.err().println(words);
        }
    }
}
