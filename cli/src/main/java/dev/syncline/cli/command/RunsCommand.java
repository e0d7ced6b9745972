package dev.syncline.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.terminal.Field;
import dev.syncline.cli.terminal.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "runs", description = "What was executed, and what is.", synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {RunsCommand.Listing.class, RunsCommand.Show.class, RunsCommand.Tables.class, RunsCommand.Cancel.class, RunsCommand.Repeat.class, RunsCommand.Follow.class, RunsCommand.Logs.class})
final class RunsCommand {

    static final List<Field> FIELDS = List.of(
            Field.of("ID", "id"), Field.of("PROJECT", "projectName"), Field.of("STATE", run -> run.path("state").asString().toLowerCase(Locale.ROOT)),
            Field.of("TABLES", run -> "%d/%d".formatted(run.path("settled").asInt(), run.path("tables").asInt())), Field.number("FAILED", "failed"),
            Field.number("ROWS", "rows"), Field.time("BEGUN", "requestedAt"), Field.time("ENDED", "finishedAt"),
            Field.of("ORIGIN", "origin").onlyWide(), Field.of("BY", "by").onlyWide(), Field.number("REVISION", "revision").onlyWide());

    /// A command about one run.
    abstract static class OfRun extends ClientCommand {

        @Parameters(paramLabel = "RUN", description = "Its id; 'latest' is the last one of all.")
        private String run = "";

        final String id() {
            if (run.equals("latest")) {
                JsonNode latest = api().get("/runs?limit=1").path("items").path(0);
                if (latest.isMissingNode()) {
                    throw ClientFailure.usage("There is no run yet");
                }
                return latest.path("id").asString();
            }
            try {
                return UUID.fromString(run).toString();
            } catch (IllegalArgumentException _) {
                throw ClientFailure.usage("'%s' is not the id of a run; see 'syncline runs list'".formatted(run));
            }
        }
    }

    @Command(name = "list", description = "Runs, the latest first.")
    static final class Listing extends ClientCommand {

        @Option(names = "--project", paramLabel = "NAME", description = "Only those of this project.")
        private @Nullable String project;

        @Option(names = "--state", paramLabel = "STATE", description = "Only those that are failed, running, …; may be given several times.")
        private List<String> states = List.of();

        @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many; 20 without it.")
        private int limit = 20;

        @Override
        ExitCode run() {
            String filter = (project == null ? "" : "&project=" + lookup().project(project).path("id").asLong())
                    + states.stream().map(state -> "&state=" + PublicApi.escaped(state)).collect(Collectors.joining());
            JsonNode page = api().get("/runs?limit=%d%s".formatted(limit, filter));
            screen().list(page.path("items").valueStream().toList(), () -> page, run -> run.path("id").asString(), FIELDS, "There is no such run");
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "One run; with -o json its whole execution record.")
    static final class Show extends OfRun {
        @Override
        ExitCode run() {
            String id = id();
            screen().one(screen().forPeople() ? api().get("/runs/" + id) : api().get("/runs/%s/record".formatted(id)), id, FIELDS);
            return ExitCode.OK;
        }
    }

    @Command(name = "tables", description = "The tables of a run, with what became of each in each target.")
    static final class Tables extends OfRun {

        private static final List<Field> TABLES = List.of(
                Field.of("TABLE", table -> Shown.table(table.path("source"))), Field.of("EXTRACTION", "extraction"),
                Field.of("STATE", table -> table.path("state").asString().toLowerCase(Locale.ROOT)), Field.number("READ", "rowsRead"),
                Field.of("TARGETS", table -> table.path("loads").valueStream()
                        .map(load -> "%s %s".formatted(load.path("targetName").asString(), load.path("state").asString().toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining(", "))),
                Field.of("PROVEN", table -> table.path("loads").valueStream().allMatch(load -> load.path("proven").asBoolean(false)) ? "yes" : "-").onlyWide(),
                Field.number("ATTEMPT", "attempt").onlyWide());

        @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state, such as failed.")
        private @Nullable String state;

        @Override
        ExitCode run() {
            List<JsonNode> tables = api().all("/runs/%s/tables%s".formatted(id(), state == null ? "" : "?state=" + PublicApi.escaped(state)));
            screen().list(tables, table -> Shown.table(table.path("source")), TABLES, "There is no such table");
            return ExitCode.OK;
        }
    }

    @Command(name = "cancel", description = "Cancel a run; what had begun is stopped and cleaned up.")
    static final class Cancel extends OfRun {
        @Override
        ExitCode run() {
            String id = id();
            screen().one(api().send("POST", "/runs/%s/cancel".formatted(id), null, Map.of()).body(), id, FIELDS);
            return ExitCode.OK;
        }
    }

    @Command(name = "repeat", description = "Execute an earlier run once more, with the configuration of then.")
    static final class Repeat extends OfRun {

        @Option(names = "--failed", description = "Only its tables that failed.")
        private boolean failed;

        @Option(names = "--key", paramLabel = "KEY", description = "As with 'syncline run'.")
        private @Nullable String key;

        @Mixin
        private WaitOptions waiting = new WaitOptions();

        @Override
        ExitCode run() {
            JsonNode request = JsonMapper.shared().createObjectNode().put("failedOnly", failed);
            String begun = RunCommand.begin(this, "/runs/%s/repeat".formatted(id()), request, key).path("id").asString();
            return RunCommand.begun(this, begun, waiting);
        }
    }

    @Command(name = "follow", description = "Watch a run until it ends.")
    static final class Follow extends OfRun {

        @Option(names = "--timeout", paramLabel = "TIME", description = "How long, such as PT2H; as long as it takes without it.")
        private @Nullable Duration timeout;

        @Override
        ExitCode run() {
            return WaitOptions.untilEnd(api(), surroundings(), screen(), id(), true, timeout);
        }
    }

    @Command(name = "logs", description = "The run's log as text: what happened when, and what was executed in the targets.")
    static final class Logs extends OfRun {
        @Override
        ExitCode run() {
            screen().line(api().text("/runs/%s/log".formatted(id())).stripTrailing());
            return ExitCode.OK;
        }
    }
}
