package dev.syncline.cli.command;

import java.util.List;

import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.terminal.Field;
import dev.syncline.cli.terminal.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "discover", description = "What a connection's database holds: its schemas, the tables of one, or the columns of a table.")
final class DiscoverCommand extends ClientCommand {

    @Parameters(index = "0", paramLabel = "CONNECTION")
    private String connection = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "SCHEMA[.TABLE]")
    private @Nullable String where;

    @Override
    ExitCode run() {
        String catalog = "/catalogs/%d".formatted(lookup().connection(connection).path("id").asLong());
        if (where == null) {
            screen().list(api().all(catalog + "/schemas"), one -> one.path("name").asString(), List.of(Field.of("SCHEMA", "name")), "There is no schema with tables that its user can see");
            return ExitCode.OK;
        }
        int dot = where.indexOf('.');
        if (dot < 0) {
            List<JsonNode> tables = api().all(catalog + "/tables?schema=" + PublicApi.escaped(where));
            screen().list(tables, Shown::table, List.of(
                    Field.of("TABLE", Shown::table), Field.of("KIND", "kind"), Field.number("ROWS", "estimatedRows"), Field.number("BYTES", "estimatedBytes")),
                    "There is no table in the schema '%s' that its user can see".formatted(where));
            return ExitCode.OK;
        }
        JsonNode table = api().get("%s/table?schema=%s&table=%s".formatted(catalog, PublicApi.escaped(where.substring(0, dot)), PublicApi.escaped(where.substring(dot + 1))));
        List<String> key = table.path("primaryKey").valueStream().map(JsonNode::asString).toList();
        screen().list(table.path("columns").valueStream().toList(), () -> table, one -> one.path("name").asString(), List.of(
                Field.of("COLUMN", "name"), Field.of("TYPE", "sourceType"), Field.of("NULL", one -> one.path("nullable").asBoolean() ? "yes" : "no"),
                Field.of("KEY", one -> key.contains(one.path("name").asString()) ? Integer.toString(key.indexOf(one.path("name").asString()) + 1) : "")),
                "The table has no columns");
        return ExitCode.OK;
    }
}
