package dev.syncline.cli.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A project in a file, and as the interface takes it.
final class ProjectForm {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLAIN = Pattern.compile("[^.*?!\\s]+\\.[^.*?!\\s]+");

    private ProjectForm() {}

    /// What cannot be said by the schema, by its pointer.
    static Map<String, String> flaws(JsonNode spec) {
        Map<String, String> flaws = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < spec.path("tables").size(); i++) {
            JsonNode entry = spec.path("tables").path(i);
            String pointer = "/spec/tables/" + i;
            JsonNode text = entry.isObject() ? entry.path("match") : entry;
            if (entry.isObject() && entry.has("match") == (entry.has("schema") || entry.has("table")) || entry.has("schema") != entry.has("table")) {
                flaws.put(pointer, "A table is named by match, or by schema and table");
            } else if (!text.isMissingNode() && !PLAIN.matcher(text.asString()).matches()) {
                flaws.put(pointer, "'%s' is not schema.table%s".formatted(text.asString(),
                        text.asString().matches(".*[*?!].*") ? "; patterns are not known yet, so name each table ('syncline discover CONNECTION SCHEMA -o name' lists them)"
                                : "; names with dots or spaces are written as {schema: …, table: …}"));
            } else if (!seen.add(table(entry).toString())) {
                flaws.put(pointer, "The table is named a second time");
            }
        }
        return flaws;
    }

    /// @param connection the number of a connection by its name
    static ObjectNode request(String name, JsonNode spec, ToLongFunction<String> connection) {
        ObjectNode request = NODES.objectNode();
        request.put("name", name);
        request.put("sourceConnectionId", connection.applyAsLong(spec.path("source").asString()));
        ArrayNode targets = request.putArray("targetConnectionIds");
        spec.path("targets").forEach(target -> targets.add(connection.applyAsLong(target.asString())));
        request.set("schemaNaming", schemaNaming(spec.path("naming").path("schema")));
        request.set("tableNaming", tableNaming(spec.path("naming").path("table")));
        request.set("policy", policy(spec.path("policy")));
        ArrayNode tables = request.putArray("tables");
        ArrayNode policies = request.putArray("tablePolicies");
        spec.path("tables").forEach(entry -> {
            tables.add(table(entry));
            if (entry.isObject() && (entry.has("extraction") || entry.has("keyFields") || entry.has("properties"))) {
                policies.add(tablePolicy(entry));
            }
        });
        request.set("schemas", spec.has("schemas") ? spec.get("schemas") : NODES.arrayNode());
        return request;
    }

    private static ObjectNode table(JsonNode entry) {
        if (entry.has("schema")) {
            return NODES.objectNode().put("schema", entry.path("schema").asString()).put("table", entry.path("table").asString());
        }
        String text = (entry.isObject() ? entry.path("match") : entry).asString();
        int dot = text.indexOf('.');
        return NODES.objectNode().put("schema", text.substring(0, Math.max(dot, 0))).put("table", text.substring(dot + 1));
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

    private static ObjectNode tablePolicy(JsonNode entry) {
        ObjectNode policy = NODES.objectNode();
        policy.set("table", table(entry));
        JsonNode extraction = entry.path("extraction");
        if (extraction.isObject()) {
            ObjectNode request = policy.putObject("extraction").put("mode", "incremental");
            request.set("key", extraction.path("incremental"));
            if (extraction.has("lookBack")) {
                request.put("lookBack", extraction.path("lookBack").asString());
            }
            copy(extraction, "confirmedTextKey", request, "confirmedTextKey");
        }
        copy(entry, "keyFields", policy, "keyFields");
        copy(entry, "properties", policy, "properties");
        return policy;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String other) {
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
        Map<JsonNode, JsonNode> policies = new LinkedHashMap<>();
        request.path("tablePolicies").forEach(one -> policies.put(one.path("table"), one));
        ArrayNode tables = spec.putArray("tables");
        request.path("tables").forEach(table -> tables.add(entry(table, policies.get(table))));
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

    private static JsonNode entry(JsonNode table, @Nullable JsonNode policy) {
        String text = table.path("schema").asString() + '.' + table.path("table").asString();
        boolean plain = PLAIN.matcher(text).matches();
        if (policy == null && plain) {
            return NODES.stringNode(text);
        }
        ObjectNode entry = NODES.objectNode();
        if (plain) {
            entry.put("match", text);
        } else {
            entry.put("schema", table.path("schema").asString()).put("table", table.path("table").asString());
        }
        if (policy != null) {
            extraction(policy, entry);
        }
        return entry;
    }

    private static void extraction(JsonNode policy, ObjectNode entry) {
        JsonNode extraction = policy.path("extraction");
        if (extraction.path("mode").asString("full").equals("incremental")) {
            ObjectNode written = entry.putObject("extraction");
            written.set("incremental", extraction.path("key"));
            if (extraction.path("lookBack").isString()) {
                written.put("lookBack", extraction.path("lookBack").asString());
            }
            if (extraction.path("confirmedTextKey").asBoolean(false)) {
                written.put("confirmedTextKey", true);
            }
        } else {
            // Also where nothing else is said: the policy is there, and stays.
            entry.put("extraction", "full");
        }
        if (policy.path("keyFields").isArray()) {
            entry.set("keyFields", policy.get("keyFields"));
        }
        if (!policy.path("properties").isEmpty()) {
            entry.set("properties", policy.get("properties"));
        }
    }

    static List<String> connections(JsonNode spec) {
        List<String> names = new ArrayList<>(List.of(spec.path("source").asString()));
        spec.path("targets").forEach(target -> names.add(target.asString()));
        return names;
    }
}
