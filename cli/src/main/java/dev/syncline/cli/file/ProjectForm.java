package dev.syncline.cli.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A project in a file, and as the interface takes it.
final class ProjectForm {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ProjectForm() {}

    /// @param connection the number of a connection by its name
    static ObjectNode request(FileDocument document, ToLongFunction<String> connection) {
        JsonNode spec = document.spec();
        ObjectNode request = NODES.objectNode();
        request.put("name", document.name());
        document.managedBy().ifPresent(who -> request.put("managedBy", who));
        request.set("labels", document.labels());
        request.put("sourceConnectionId", connection.applyAsLong(spec.path("source").asString()));
        ArrayNode targets = request.putArray("targetConnectionIds");
        spec.path("targets").forEach(target -> targets.add(connection.applyAsLong(target.asString())));
        request.set("schemaNaming", schemaNaming(spec.path("naming").path("schema")));
        request.set("tableNaming", tableNaming(spec.path("naming").path("table")));
        request.set("policy", policy(spec.path("policy")));
        ChosenTableForm.request(spec, request);
        request.set("schemas", spec.has("schemas") ? spec.get("schemas") : NODES.arrayNode());
        return request;
    }

    private static ObjectNode schemaNaming(JsonNode word) {
        if (!word.isObject()) {
            return NODES.objectNode().put("mode", word.asString(""));
        }
        return word.has("prefix")
                ? NODES.objectNode().put("mode", "prefix").put("prefix", word.path("prefix").asString())
                : NODES.objectNode().put("mode", "fixed").put("name", word.path("fixed").asString());
    }

    private static ObjectNode tableNaming(JsonNode word) {
        return word.isObject()
                ? NODES.objectNode().put("mode", "schema-infix").put("infix", word.path("schemaInfix").asString())
                : NODES.objectNode().put("mode", word.asString("original"));
    }

    private static ObjectNode policy(JsonNode policy) {
        ObjectNode request = NODES.objectNode();
        copy(policy, "fullExtraction", request, "fullMode");
        copy(policy, "fieldChanges", request, "fieldChanges");
        if (policy.has("newTables")) {
            request.put("ignoreNewTables", policy.path("newTables").asString().equals("ignore"));
        }
        copy(policy, "syncTime", request, "addSyncTime");
        copy(policy, "pageSize", request, "pageSize");
        copy(policy, "values", request, "values");
        return request;
    }

    static void copy(JsonNode from, String name, ObjectNode to, String other) {
        if (from.has(name)) {
            to.set(other, from.get(name));
        }
    }

    /// A project as it is saved, written so that what is as everybody has it is left out.
    ///
    /// @param connection the name of a connection by its number
    static ObjectNode spec(JsonNode request, LongFunction<String> connection) {
        ObjectNode spec = NODES.objectNode();
        spec.put("source", connection.apply(request.path("sourceConnectionId").asLong()));
        ArrayNode targets = spec.putArray("targets");
        request.path("targetConnectionIds").forEach(id -> targets.add(connection.apply(id.asLong())));
        naming(request, spec.putObject("naming"));
        ObjectNode policy = policyOf(request.path("policy"));
        if (!policy.isEmpty()) {
            spec.set("policy", policy);
        }
        if (!request.path("schemas").isEmpty()) {
            spec.set("schemas", request.get("schemas"));
        }
        ChosenTableForm.write(request, spec);
        return spec;
    }

    private static void naming(JsonNode request, ObjectNode naming) {
        JsonNode schema = request.path("schemaNaming");
        switch (schema.path("mode").asString()) {
            case "prefix" -> naming.putObject("schema").put("prefix", schema.path("prefix").asString());
            case "fixed" -> naming.putObject("schema").put("fixed", schema.path("name").asString());
            default -> naming.put("schema", schema.path("mode").asString());
        }
        JsonNode table = request.path("tableNaming");
        if (table.path("mode").asString("").equals("schema-infix")) {
            naming.putObject("table").put("schemaInfix", table.path("infix").asString());
        }
    }

    private static ObjectNode policyOf(JsonNode request) {
        ObjectNode policy = NODES.objectNode();
        unless("delete-and-create", request, "fullMode", policy, "fullExtraction");
        unless("full-extraction", request, "fieldChanges", policy, "fieldChanges");
        if (request.path("ignoreNewTables").asBoolean(false)) {
            policy.put("newTables", "ignore");
        }
        if (request.path("addSyncTime").asBoolean(false)) {
            policy.put("syncTime", true);
        }
        if (request.path("pageSize").isNumber()) {
            policy.put("pageSize", request.path("pageSize").asInt());
        }
        if (!request.path("values").isEmpty()) {
            policy.set("values", request.get("values"));
        }
        return policy;
    }

    private static void unless(String usual, JsonNode from, String name, ObjectNode to, String other) {
        String word = from.path(name).asString(usual);
        if (!word.equals(usual)) {
            to.put(other, word);
        }
    }

    static List<String> connections(JsonNode spec) {
        List<String> names = new ArrayList<>(List.of(spec.path("source").asString()));
        spec.path("targets").forEach(target -> names.add(target.asString()));
        return names;
    }
}
