package dev.syncline.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.terminal.Surroundings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A connection in a file, and as the interface takes it. Its secret stands elsewhere.
final class ConnectionForm {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> SAME = List.of("kind", "host", "database", "user");

    private ConnectionForm() {}

    /// Without its secret.
    ///
    /// @param kinds of databases, as the interface describes them
    static ObjectNode request(FileDocument document, List<JsonNode> kinds) {
        JsonNode spec = document.spec();
        ObjectNode request = NODES.objectNode().put("name", document.name());
        document.managedBy().ifPresent(who -> request.put("managedBy", who));
        request.set("labels", document.labels());
        SAME.stream().filter(spec::has).forEach(field -> request.put(field, spec.get(field).asString()));
        int usual = kinds.stream().filter(kind -> kind.path("kind").equals(spec.path("kind"))).mapToInt(kind -> kind.path("defaultPort").asInt()).findFirst().orElse(0);
        request.put("port", spec.path("port").asInt(usual));
        ObjectNode options = request.putObject("options");
        spec.path("options").properties().forEach(option -> options.put(option.getKey(), option.getValue().asString()));
        request.put("allowWriteOperations", spec.path("write").asBoolean(false));
        return request;
    }

    static List<String> differences(JsonNode before, JsonNode after) {
        List<String> differences = new ArrayList<>();
        for (String field : List.of("kind", "host", "port", "database", "user", "options", "allowWriteOperations", "managedBy", "labels")) {
            if (field.equals("managedBy") && !after.has(field)) {
                continue; // it stays as it is
            }
            String was = shown(before.path(field));
            String is = shown(after.path(field));
            if (!was.equals(is)) {
                differences.add("%s: %s -> %s".formatted(field.equals("allowWriteOperations") ? "write" : field, was, is));
            }
        }
        return differences;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() || value.isNull() || value.isString() && value.asString().isEmpty() ? "-"
                : value.isObject() ? new TreeMap<>(value.properties().stream().collect(Collectors.toMap(
                        Map.Entry::getKey, option -> option.getValue().asString()))).toString() : value.asString();
    }

    /// What opens the database.
    static String secret(FileDocument document, Surroundings surroundings) {
        JsonNode from = document.spec().path("secretFrom");
        if (from.has("env")) {
            String variable = from.path("env").asString();
            return surroundings.variable(variable).orElseThrow(() -> missing(document, "the variable %s is not set".formatted(variable)));
        }
        if (from.has("file")) {
            try {
                return Files.readString(surroundings.file(from.path("file").asString())).strip();
            } catch (IOException _) {
                throw missing(document, "the file %s cannot be read".formatted(from.path("file").asString()));
            }
        }
        throw missing(document, "secretFrom is missing");
    }

    private static ClientFailure missing(FileDocument document, String why) {
        return ClientFailure.usage("%s: connection '%s' needs its secret, but %s".formatted(document.place("/spec/secretFrom"), document.name(), why));
    }

    /// Secrets are never shown by the interface: the file names a variable for it.
    static ObjectNode spec(JsonNode connection) {
        ObjectNode spec = NODES.objectNode();
        spec.put("kind", connection.path("kind").asString());
        spec.put("host", connection.path("host").asString());
        spec.put("port", connection.path("port").asInt());
        if (connection.path("database").isString()) {
            spec.put("database", connection.path("database").asString());
        }
        spec.put("user", connection.path("user").asString());
        spec.putObject("secretFrom").put("env", connection.path("name").asString().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "_PASSWORD");
        if (!connection.path("options").isEmpty()) {
            spec.set("options", connection.get("options"));
        }
        if (connection.path("allowWriteOperations").asBoolean()) {
            spec.put("write", true);
        }
        return spec;
    }
}
