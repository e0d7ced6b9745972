package dev.syncline.cli.command;

import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.terminal.Field;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "projects", description = "Sources, their targets, and which tables go where.", synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {ProjectCommands.Listing.class, ProjectCommands.Show.class, FileCommands.ExportAll.class, FileCommands.Validate.class, ProjectCommands.LeastRights.class, ProjectCommands.Delete.class})
final class ProjectCommands {

    private static final List<Field> FIELDS = List.of(
            Field.number("ID", "id").onlyWide(), Field.of("NAME", "name"), Field.of("SOURCE", "source.name"),
            Field.of("TARGETS", one -> one.path("targets").valueStream().map(target -> target.path("name").asString()).collect(Collectors.joining(", "))),
            Field.number("TABLES", "tables"), Field.number("REVISION", "revision"), Field.number("CHANGES", "pendingSchemaChanges").onlyWide(),
            Field.time("SAVED", "savedAt"), Field.of("BY", "savedBy").onlyWide(), LabelOptions.MANAGED_BY, LabelOptions.LABELS);

    @Command(name = "list", description = "All projects.")
    static final class Listing extends ClientCommand {
        @Mixin
        private LabelOptions labels = new LabelOptions();

        @Override
        ExitCode run() {
            screen().list(labels.among(api().all("/projects?sort=name")), one -> one.path("name").asString(), FIELDS, "There is no project yet; make one with 'syncline apply -f FILE'");
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "One project.")
    static final class Show extends ClientCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        ExitCode run() {
            JsonNode one = lookup().project(name);
            if (!screen().forPeople()) {
                screen().one(api().get("/projects/" + one.path("id").asLong()), one.path("name").asString(), List.of());
                return ExitCode.OK;
            }
            screen().table(List.of(name.startsWith("#") ? lookup().project(one.path("name").asString()) : one), FIELDS);
            return ExitCode.OK;
        }
    }

    @Command(name = "grants", description = "The least rights that a project needs in one of its databases, as statements for an administrator's own client.")
    static final class LeastRights extends ClientCommand {
        @Parameters(index = "0", paramLabel = "NAME")
        private String name = "";

        @Parameters(index = "1", paramLabel = "CONNECTION")
        private String connection = "";

        @Override
        ExitCode run() {
            long project = lookup().project(name).path("id").asLong();
            screen().line(api().text("/projects/%d/grants/%d".formatted(project, lookup().connection(connection).path("id").asLong())).stripTrailing());
            return ExitCode.OK;
        }
    }

    @Command(name = "delete", description = "Delete a project; runs that have begun go on.")
    static final class Delete extends DeleteCommand {
        @Override
        JsonNode thing(String named) {
            return lookup().project(named);
        }

        @Override
        String path() {
            return "/projects/";
        }

        @Override
        String kind() {
            return "project";
        }
    }
}
