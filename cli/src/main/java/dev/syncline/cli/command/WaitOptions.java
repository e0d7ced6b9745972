package dev.syncline.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.follow.LiveTable;
import dev.syncline.cli.follow.PlainProgress;
import dev.syncline.cli.follow.Progress;
import dev.syncline.cli.follow.RunWatch;
import dev.syncline.cli.terminal.Screen;
import dev.syncline.cli.terminal.Shown;
import dev.syncline.cli.terminal.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// How a run is waited for.
final class WaitOptions {

    @Option(names = "--wait", description = "Wait for the run's end; 0 where it succeeded, 1 where it did not.")
    boolean waits;

    @Option(names = "--follow", description = "Wait, and show what happens: a live table on a terminal, lines elsewhere.")
    boolean follows;

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long to wait, such as PT2H; as long as it takes without it. The run goes on.")
    @Nullable Duration timeout;

    boolean wanted() {
        return waits || follows || timeout != null;
    }

    static ExitCode untilEnd(PublicApi api, Surroundings surroundings, Screen screen, String run, boolean follows, @Nullable Duration timeout) {
        JsonNode ended = new RunWatch(api, surroundings, progress(surroundings, follows), timeout).untilEnd(run);
        if (screen.forPeople()) {
            summary(api, screen, ended);
        } else {
            screen.one(ended, run, List.of());
        }
        return ended.path("state").asString().equals("SUCCEEDED") ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Progress progress(Surroundings surroundings, boolean follows) {
        return follows && surroundings.terminal() && surroundings.colours() ? new LiveTable(surroundings) : new PlainProgress(surroundings, follows);
    }

    /// What became of it, and why it failed where it did.
    private static void summary(PublicApi api, Screen screen, JsonNode run) {
        screen.line("%s %s: %d tables, %s rows, %d failed".formatted(
                run.path("projectName").asString(), run.path("state").asString().toLowerCase(Locale.ROOT), run.path("tables").asInt(),
                Shown.number(run.path("rows").asLong()), run.path("failed").asInt()));
        if (run.path("failure").isObject()) {
            screen.hint(run.path("failure").path("message").asString());
        }
        if (run.path("failed").asInt() > 0) {
            String id = run.path("id").asString();
            api.get("/runs/%s/tables?state=failed&limit=20".formatted(id)).path("items").forEach(table -> {
                String name = Shown.table(table.path("source"));
                say(screen, name, table.path("failure"));
                table.path("loads").forEach(load -> say(screen, name + " -> " + load.path("targetName").asString(), load.path("failure")));
            });
            screen.hint("All of it: syncline runs tables %s --state failed; again: syncline runs repeat %1$s --failed".formatted(id));
        }
    }

    private static void say(Screen screen, String where, JsonNode failure) {
        if (failure.isObject()) {
            screen.hint("%s: %s".formatted(where, failure.path("message").asString()));
        }
    }
}
