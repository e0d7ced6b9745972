package dev.syncline.cli.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.Lookup;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.terminal.Shown;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What runs of projects in files would do.
public final class PlannedRun {

    private PlannedRun() {}

    /// The interface's previews, each with all its tables and the project's name.
    ///
    /// @param look at most how long the rows of each project are looked at, all pages of its tables together
    public static List<JsonNode> of(PublicApi api, Configuration files, Duration look) {
        Lookup lookup = new Lookup(api);
        List<JsonNode> previews = new ArrayList<>();
        for (FileDocument document : files.projects()) {
            ObjectNode request = ProjectForm.request(document, name -> connection(document, name, lookup, files));
            lookup.findProject(document.name()).ifPresent(known -> request.put("projectId", known.path("id").asLong()));
            previews.add(whole(api, request, look).put("project", document.name()));
        }
        return previews;
    }

    private static long connection(FileDocument document, String name, Lookup lookup, Configuration files) {
        if (lookup.findConnection(name).isEmpty() && files.connection(name).isPresent()) {
            throw ClientFailure.usage("%s: The connection '%s' is not there yet, so nobody can be asked what a run would do; apply the connections first: syncline connections apply -f %s"
                    .formatted(document.place("/spec"), name, document.file()));
        }
        return lookup.connection(name).path("id").asLong();
    }

    private static ObjectNode whole(PublicApi api, ObjectNode request, Duration look) {
        long end = System.nanoTime() + look.toNanos();
        ObjectNode first = (ObjectNode) page(api, request, "", look);
        String next = first.path("next").asString("");
        while (!next.isEmpty()) {
            JsonNode page = page(api, request, "&cursor=" + PublicApi.escaped(next), Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            page.path("tables").forEach(((ArrayNode) first.path("tables"))::add);
            first.put("runnable", first.path("runnable").asBoolean() && page.path("runnable").asBoolean());
            next = page.path("next").asString("");
        }
        first.remove("next");
        return first;
    }

    private static JsonNode page(PublicApi api, ObjectNode request, String cursor, Duration look) {
        return api.send("POST", "/projects/preview?limit=1000&look=" + look + cursor, request, Map.of()).body();
    }

    /// For people: what stops a run first, then each table.
    public static void text(JsonNode preview, Consumer<String> line) {
        line.accept("%s: %s tables, %s".formatted(
                preview.path("project").asString(), Shown.number(preview.path("tables").size()), preview.path("runnable").asBoolean() ? "nothing is known that would stop a run" : "a run would fail"));
        preview.path("problems").forEach(problem -> line.accept("  problem: " + problem.asString()));
        preview.path("notices").forEach(notice -> line.accept("  %s: %s".formatted(notice.path("weight").asString(), notice.path("message").asString())));
        preview.path("targets").forEach(target -> {
            target.path("problems").forEach(problem -> line.accept("  %s: problem: %s".formatted(target.path("name").asString(), problem.asString())));
            target.path("warnings").forEach(warning -> line.accept("  %s: %s".formatted(target.path("name").asString(), warning.asString())));
        });
        preview.path("notes").forEach(note -> line.accept("  " + note.asString()));
        preview.path("tables").forEach(table -> table(preview, table, line));
    }

    private static void table(JsonNode preview, JsonNode table, Consumer<String> line) {
        line.accept("");
        line.accept("%s -> %s  %s, %s rows".formatted(
                Shown.table(table.path("source")), Shown.table(table.path("target")), table.path("extraction").asString(), Shown.number(table.path("estimatedRows"))));
        said(table, "  ", line);
        if (table.path("select").isString()) {
            line.accept("  reads: " + table.path("select").asString().replace("\n", "\n         "));
        }
        if (table.path("key").isObject()) {
            line.accept("  key: %s (%s)".formatted(
                    table.path("key").path("columns").isEmpty() ? "none" : String.join(", ", table.path("key").path("columns").valueStream().map(JsonNode::asString).toList()),
                    table.path("key").path("reason").asString()));
        }
        table.path("loads").forEach(load -> {
            line.accept("  in %s:".formatted(target(preview, load.path("connectionId").asLong())));
            said(load, "    ", line);
            load.path("statements").forEach(statement -> line.accept("    " + statement.asString().replace("\n", "\n    ")));
            load.path("columns").forEach(column -> line.accept("      %s: %s -> %s  %s".formatted(
                    column.path("name").asString(), column.path("sourceType").asString(), Shown.text(column.path("targetType")), column.path("verdict").asString())));
            if (!load.path("state").path("maximum").isEmpty()) {
                line.accept("    reads above " + String.join(", ", load.path("state").path("maximum").valueStream().map(JsonNode::asString).toList()));
            }
        });
    }

    private static void said(JsonNode about, String indent, Consumer<String> line) {
        about.path("problems").forEach(problem -> line.accept(indent + "problem: " + problem.asString()));
        about.path("warnings").forEach(warning -> line.accept(indent + "warning: " + warning.asString()));
    }

    private static String target(JsonNode preview, long id) {
        return preview.path("targets").valueStream().filter(target -> target.path("connectionId").asLong() == id).map(target -> target.path("name").asString()).findFirst().orElse("#" + id);
    }
}
