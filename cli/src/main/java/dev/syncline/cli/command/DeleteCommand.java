package dev.syncline.cli.command;

import java.io.Console;
import java.util.Map;
import java.util.Objects;

import dev.syncline.cli.api.ApiAnswer;
import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Deletes one thing, as it was when the command looked at it.
abstract class DeleteCommand extends ClientCommand {

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean sure;

    abstract JsonNode thing(String named);

    abstract String path();

    abstract String kind();

    @Override
    final ExitCode run() {
        JsonNode thing = thing(name);
        String path = path() + thing.path("id").asLong();
        ApiAnswer present = api().read(path);
        if (!sure && !confirmed()) {
            throw ClientFailure.usage("Nothing was deleted; say --yes to delete %s '%s'".formatted(kind(), name));
        }
        api().send("DELETE", path, null, Map.of("If-Match", Objects.requireNonNullElse(present.etag(), "*")));
        screen().hint("The %s '%s' is deleted.".formatted(kind(), thing.path("name").asString()));
        return ExitCode.OK;
    }

    private boolean confirmed() {
        Console console = System.console();
        return surroundings().terminal() && console != null && "yes".equals(console.readLine("Delete %s '%s'? Type yes: ", kind(), name));
    }
}
