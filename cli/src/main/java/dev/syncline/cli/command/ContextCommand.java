package dev.syncline.cli.command;

import java.util.List;

import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.context.Contexts;
import dev.syncline.cli.terminal.Field;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "context", description = "Which installations are known, and which one is meant.", synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true, subcommands = {ContextCommand.Use.class, ContextCommand.Listing.class})
final class ContextCommand {

    @Command(name = "use", description = "Choose the installation that is meant where nothing else says so.")
    static final class Use extends ClientCommand {

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        ExitCode run() {
            new Contexts(surroundings()).choose(name);
            String used = used().name();
            screen().hint(used.equals(name) ? "This is the context '%s' now.".formatted(name)
                    : "Chosen, but here '%s' is meant, which %s says.".formatted(used, used().origin()));
            return ExitCode.OK;
        }
    }

    @Command(name = "list", description = "The installations that are known; the one that is meant has a star.")
    static final class Listing extends ClientCommand {

        @Override
        ExitCode run() {
            List<JsonNode> known = new Contexts(surroundings()).all(wantedContext()).stream().<JsonNode>map(JsonMapper.shared()::valueToTree).toList();
            screen().list(known, one -> one.path("name").asString(), List.of(
                    Field.of("", one -> one.path("used").asBoolean() ? "*" : ""), Field.of("NAME", "name"), Field.of("ADDRESS", "url"), Field.of("FROM", "from").onlyWide()),
                    "No installation is known; see 'syncline login --help'");
            return ExitCode.OK;
        }
    }
}
