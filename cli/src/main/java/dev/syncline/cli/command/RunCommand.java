package dev.syncline.cli.command;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.api.Patience;
import dev.syncline.cli.file.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "run", description = "Execute a project now.")
final class RunCommand extends ClientCommand {

    @Parameters(paramLabel = "PROJECT")
    private String project = "";

    @Option(names = "--table", paramLabel = "SCHEMA.TABLE", description = "Only this table; may be given several times.")
    private List<String> tables = List.of();

    @Option(names = "--full", description = "Extract incremental tables in full, this once.")
    private boolean full;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "high, medium or low; high without it.")
    private @Nullable String priority;

    @Option(names = "--key", paramLabel = "KEY", description = "Makes it safe to ask twice: the same key begins one run. One is made and shown without it.")
    private @Nullable String key;

    @Option(names = "--unsaved", description = "Execute the project as the file of -f has it, and save nothing.")
    private boolean unsaved;

    @Option(names = {"-f", "--file"}, paramLabel = "FILE", description = "With --unsaved.")
    private @Nullable String file;

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Override
    ExitCode run() {
        JsonNode known = new Patience(surroundings()).until(() -> lookup().project(project));
        return begun(this, begin(this, "/runs", request(known), key).path("id").asString(), waiting);
    }

    /// Asks for a run, again where nobody answers: by its key it begins once.
    static JsonNode begin(ClientCommand command, String path, JsonNode request, @Nullable String key) {
        String made = key == null ? UUID.randomUUID().toString() : key;
        if (key == null) {
            command.screen().hint("key %s".formatted(made));
        }
        return new Patience(command.surroundings()).until(() -> command.api().send("POST", path, request, Map.of("Idempotency-Key", made)).body());
    }

    static ExitCode begun(ClientCommand command, String run, WaitOptions waiting) {
        if (!waiting.wanted()) {
            command.screen().one(command.api().get("/runs/" + run), run, RunsCommand.FIELDS);
            return ExitCode.OK;
        }
        command.screen().hint("run %s".formatted(run));
        return WaitOptions.untilEnd(command.api(), command.surroundings(), command.screen(), run, waiting.follows, waiting.timeout);
    }

    private ObjectNode request(JsonNode known) {
        ObjectNode request = JsonMapper.shared().createObjectNode();
        request.put("projectId", known.path("id").asLong());
        if (!tables.isEmpty()) {
            var chosen = request.putArray("tables");
            tables.forEach(table -> {
                int dot = table.indexOf('.');
                if (dot < 1 || dot == table.length() - 1) {
                    throw ClientFailure.usage("'%s' is no table; write it as schema.table".formatted(table));
                }
                chosen.addObject().put("schema", table.substring(0, dot)).put("table", table.substring(dot + 1));
            });
        }
        if (unsaved != (file != null)) {
            throw ClientFailure.usage("--unsaved and -f FILE go together; to save what a file says first, use 'syncline apply -f FILE'");
        }
        if (file != null) {
            request.set("configuration", Configuration.read(surroundings(), List.of(file)).request(project, name -> lookup().connection(name).path("id").asLong()));
        }
        if (full) {
            request.put("full", true);
        }
        if (priority != null) {
            if (!List.of("high", "medium", "low").contains(priority)) {
                throw ClientFailure.usage("A priority is high, medium or low, not '%s'".formatted(priority));
            }
            request.put("priority", priority);
        }
        return request;
    }
}
