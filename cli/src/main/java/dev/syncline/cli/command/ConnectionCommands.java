package dev.syncline.cli.command;

import java.util.List;
import java.util.Map;

import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.terminal.Field;
import dev.syncline.cli.terminal.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "connections", description = "Databases and how to reach them.", synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {ConnectionCommands.Listing.class, ConnectionCommands.Show.class, ConnectionCommands.Test.class, FileCommands.ApplyConnections.class, ConnectionCommands.Delete.class})
final class ConnectionCommands {

    private static final List<Field> FIELDS = List.of(
            Field.number("ID", "id").onlyWide(), Field.of("NAME", "name"), Field.of("KIND", "kind"),
            Field.of("WHERE", one -> "%s:%d%s".formatted(one.path("host").asString(), one.path("port").asInt(), one.path("database").isString() ? "/" + one.path("database").asString() : "")),
            Field.of("USER", "user"),
            Field.of("WRITE", one -> one.path("allowWriteOperations").asBoolean() ? "yes" : "no"),
            Field.number("PROJECTS", "projects"),
            Field.of("LAST TEST", one -> one.path("lastTest").isObject() ? (one.path("lastTest").path("ok").asBoolean() ? "ok " : "failed ") + Shown.time(one.path("lastTest").path("at")) : "-"),
            Field.time("CHANGED", "changedAt").onlyWide(), LabelOptions.MANAGED_BY, LabelOptions.LABELS);

    @Command(name = "list", description = "All connections.")
    static final class Listing extends ClientCommand {
        @Mixin
        private LabelOptions labels = new LabelOptions();

        @Override
        ExitCode run() {
            screen().list(labels.among(api().all("/connections?sort=name")), one -> one.path("name").asString(), FIELDS, "There is no connection yet; make one with 'syncline apply -f FILE'");
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "One connection, without its secret.")
    static final class Show extends ClientCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        ExitCode run() {
            JsonNode one = lookup().connection(name);
            screen().one(one, one.path("name").asString(), FIELDS);
            return ExitCode.OK;
        }
    }

    @Command(name = "test", description = "Try whether a connection works, and keep the answer as its last test.")
    static final class Test extends ClientCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        ExitCode run() {
            long id = lookup().connection(name).path("id").asLong();
            JsonNode trial = api().send("POST", "/connections/%d/test".formatted(id), null, Map.of()).body();
            if (screen().forPeople()) {
                screen().table(List.copyOf(trial.path("checks").valueStream().toList()), TRIAL);
            } else {
                screen().one(trial, name, List.of());
            }
            trial.path("problems").forEach(problem -> screen().hint(problem.asString()));
            return trial.path("problems").isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static final List<Field> TRIAL = List.of(Field.of("CHECK", "check"), Field.of("STATE", "state"), Field.of("", "message"));

    @Command(name = "delete", description = "Delete a connection that no project uses.")
    static final class Delete extends DeleteCommand {
        @Override
        JsonNode thing(String named) {
            return lookup().connection(named);
        }

        @Override
        String path() {
            return "/connections/";
        }

        @Override
        String kind() {
            return "connection";
        }
    }
}
