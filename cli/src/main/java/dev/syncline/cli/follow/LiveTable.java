package dev.syncline.cli.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.syncline.cli.terminal.Shown;
import dev.syncline.cli.terminal.Surroundings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A table on a terminal that is drawn anew: what is read and loaded of the tables in hand, how fast, and about how long it takes still.
public final class LiveTable implements Progress {

    private static final Set<String> OVER = Set.of("LOADED", "FAILED", "CANCELLED", "SKIPPED");
    private static final int MOST = 15;
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Surroundings surroundings;
    private final Map<String, JsonNode> inHand = new LinkedHashMap<>();
    private final List<String> over = new ArrayList<>();
    private @Nullable JsonNode present;
    private int drawn;
    private Instant lastDrawn = Instant.EPOCH;

    public LiveTable(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run(JsonNode run) {
        present = run;
        draw(false);
    }

    @Override
    public void table(JsonNode table) {
        String name = Shown.table(table.path("source"));
        if (OVER.contains(table.path("state").asString())) {
            if (inHand.remove(name) != null || !over.contains(name)) {
                over.add(name);
                above("%-40s %s".formatted(name, table.path("state").asString().toLowerCase(Locale.ROOT)
                        + (table.path("failure").isObject() ? ": " + table.path("failure").path("message").asString() : ", %s rows".formatted(Shown.number(table.path("rowsRead").asLong())))));
            }
        } else {
            inHand.put(name, table);
        }
        draw(false);
    }

    @Override
    public void ended(JsonNode run) {
        present = run;
        inHand.clear();
        draw(true);
    }

    private void above(String line) {
        erase();
        surroundings.err().println(line);
    }

    private void draw(boolean now) {
        Instant at = Instant.now();
        if (!now && drawn > 0 && Duration.between(lastDrawn, at).compareTo(BETWEEN) < 0) {
            return;
        }
        lastDrawn = at;
        erase();
        List<String> lines = new ArrayList<>();
        if (!inHand.isEmpty()) {
            lines.add("%-40s %-11s %14s %14s %12s %8s".formatted("TABLE", "STATE", "READ", "LOADED", "ROWS/S", "LEFT"));
            inHand.values().stream().limit(MOST).forEach(table -> lines.add(row(table, at)));
        }
        if (present != null) {
            lines.add(summary(present));
        }
        lines.forEach(surroundings.err()::println);
        drawn = lines.size();
    }

    static String summary(JsonNode run) {
        return "%s: %d of %d tables, %s rows read, %s loaded".formatted(
                run.path("state").asString().toLowerCase(Locale.ROOT), run.path("settled").asInt(), run.path("tables").asInt(),
                Shown.number(run.path("rowsRead").asLong()), Shown.number(run.path("rows").asLong()));
    }

    static String row(JsonNode table, Instant now) {
        long read = table.path("rowsRead").asLong();
        long loaded = table.path("loads").valueStream().mapToLong(load -> load.path("rows").asLong()).min().orElse(0);
        long estimated = table.path("estimatedRows").asLong(-1);
        double seconds = table.path("startedAt").isString() ? Duration.between(Instant.parse(table.path("startedAt").asString()), now).toMillis() / 1000.0 : 0;
        long rate = seconds < 0.5 ? 0 : (long) (loaded / seconds);
        String left = rate == 0 || estimated <= loaded ? "-" : "%ds".formatted((estimated - loaded) / rate);
        return "%-40s %-11s %14s %14s %12s %8s".formatted(
                Shown.table(table.path("source")), table.path("state").asString().toLowerCase(Locale.ROOT), Shown.number(read), Shown.number(loaded),
                rate == 0 ? "-" : Shown.number(rate), left);
    }

    private void erase() {
        if (drawn > 0) {
            surroundings.err().print("\u001b[%dF\u001b[J".formatted(drawn));
            drawn = 0;
        }
    }
}
