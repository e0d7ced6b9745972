package dev.syncline.cli.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.terminal.Field;
import dev.syncline.cli.terminal.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "plans", description = "When projects are executed by themselves.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true,
        subcommands = {PlanCommands.Listing.class, PlanCommands.Show.class, PlanCommands.Next.class, PlanCommands.Enable.class, PlanCommands.Disable.class})
final class PlanCommands {

    private static List<Field> fields(ClientCommand command) {
        Map<Long, String> projects = new HashMap<>();
        command.api().all("/projects").forEach(project -> projects.put(project.path("id").asLong(), project.path("name").asString()));
        return List.of(
                Field.number("ID", "id").onlyWide(), Field.of("NAME", "name"), Field.of("PROJECT", plan -> projects.getOrDefault(plan.path("projectId").asLong(), "#" + plan.path("projectId").asLong())),
                Field.of("ENABLED", plan -> plan.path("enabled").asBoolean() ? "yes" : "no"), Field.of("NEXT", plan -> Shown.time(plan.path("next").path(0).path("at"))), Field.of("WHEN", "sentence"));
    }

    @Command(name = "list", description = "All plans.")
    static final class Listing extends ClientCommand {
        @Override
        ExitCode run() {
            screen().list(api().all("/plans"), plan -> plan.path("name").asString(), fields(this), "There is no plan yet; a project's file has them, see 'syncline apply --help'");
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "One plan.")
    static final class Show extends ClientCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        ExitCode run() {
            JsonNode plan = lookup().plan(name);
            screen().one(plan, plan.path("name").asString(), fields(this));
            return ExitCode.OK;
        }
    }

    @Command(name = "next", description = "The next times at which a plan is due.")
    static final class Next extends ClientCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        ExitCode run() {
            List<JsonNode> next = lookup().plan(name).path("next").valueStream().toList();
            screen().list(next, due -> due.path("at").asString(), List.of(Field.time("AT", "at"), Field.of("THERE", "local")), "It is not due any more, or not enabled");
            return ExitCode.OK;
        }
    }

    /// Switches a plan.
    abstract static class Switch extends ClientCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        abstract boolean on();

        @Override
        final ExitCode run() {
            long id = lookup().plan(name).path("id").asLong();
            JsonNode plan = api().send("PATCH", "/plans/" + id, JsonMapper.shared().createObjectNode().put("enabled", on()), Map.of()).body();
            screen().one(plan, plan.path("name").asString(), fields(this));
            return ExitCode.OK;
        }
    }

    @Command(name = "enable", description = "Let a plan be due.")
    static final class Enable extends Switch {
        @Override
        boolean on() {
            return true;
        }
    }

    @Command(name = "disable", description = "Let a plan be due no more; what would have been due meanwhile is not made up for.")
    static final class Disable extends Switch {
        @Override
        boolean on() {
            return false;
        }
    }
}
