package dev.syncline.cli.file;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tables of a project in a file: names, patterns, and the policies of both.
final class ChosenTableForm {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLAIN = Pattern.compile("[^.*?!\\\\\\s]+\\.[^.*?!\\\\\\s]+");
    private static final String PART = "(?:[^.\\\\]|\\\\.)+";
    private static final Pattern WILD = Pattern.compile("!?%s\\.%s".formatted(PART, PART));

    private ChosenTableForm() {}

    /// What cannot be said by the schema, by its pointer.
    static Map<String, String> flaws(JsonNode spec) {
        Map<String, String> flaws = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < spec.path("tables").size(); i++) {
            String flaw = flaw(spec.path("tables").path(i), seen);
            if (flaw != null) {
                flaws.put("/spec/tables/" + i, flaw);
            }
        }
        Set<String> policies = new HashSet<>();
        spec.path("tables").forEach(entry -> {
            if (isPattern(entry) && hasPolicy(entry)) {
                policies.add(pattern(entry));
            }
        });
        for (int i = 0; i < spec.path("policies").size(); i++) {
            String match = spec.path("policies").path(i).path("match").asString("");
            if (!isWild(match) || match.startsWith("!") || !WILD.matcher(match).matches()) {
                flaws.put("/spec/policies/" + i, "'%s' is no pattern such as 'shop.*' or '*.*'; the policy of one table stands beside it, in tables".formatted(match));
            } else if (!policies.add(match)) {
                flaws.put("/spec/policies/" + i, "'%s' has a policy already".formatted(match));
            }
        }
        return flaws;
    }

    private static @Nullable String flaw(JsonNode entry, Set<String> seen) {
        if (entry.isObject() && entry.has("match") == (entry.has("schema") || entry.has("table")) || entry.has("table") && !entry.has("schema")) {
            return "A table is named by match, or by schema and table; a schema alone means all of its tables";
        }
        String text = text(entry);
        if (isPattern(entry)) {
            if (!entry.has("schema") && !WILD.matcher(text).matches()) {
                return "'%s' is not schema.table, with * for any characters".formatted(text);
            }
            if (text.startsWith("!") && entry.isObject()) {
                return "'%s' leaves tables out, so nothing can be said of them".formatted(text);
            }
            return seen.add(pattern(entry)) ? null : "The pattern stands here a second time";
        }
        if (!entry.has("schema") && !PLAIN.matcher(text).matches()) {
            return "'%s' is not schema.table; names with dots or spaces are written as {schema: …, table: …}".formatted(text);
        }
        return seen.add(table(entry).toString()) ? null : "The table is named a second time";
    }

    private static String text(JsonNode entry) {
        return (entry.isObject() ? entry.path("match") : entry).asString("");
    }

    private static boolean isPattern(JsonNode entry) {
        return entry.has("schema") ? !entry.has("table") : isWild(text(entry));
    }

    private static boolean isWild(String text) {
        return text.startsWith("!") || text.contains("*") || text.contains("\\");
    }

    private static boolean hasPolicy(JsonNode entry) {
        return entry.isObject() && (entry.has("extraction") || entry.has("keyFields") || entry.has("properties"));
    }

    /// As the interface has it.
    private static String pattern(JsonNode entry) {
        return entry.has("schema") ? entry.path("schema").asString().replaceAll("[.*\\\\!]", "\\\\$0") + ".*" : text(entry);
    }

    /// Adds tables, patterns and policies to a request.
    static void request(JsonNode spec, ObjectNode request) {
        ArrayNode tables = request.putArray("tables");
        ArrayNode selection = request.putArray("selection");
        ArrayNode tablePolicies = request.putArray("tablePolicies");
        ArrayNode patternPolicies = request.putArray("patternPolicies");
        spec.path("tables").forEach(entry -> {
            if (isPattern(entry)) {
                selection.addObject().put("pattern", pattern(entry));
                if (hasPolicy(entry)) {
                    policy(entry, patternPolicies.addObject().put("pattern", pattern(entry)));
                }
                return;
            }
            tables.add(table(entry));
            if (hasPolicy(entry)) {
                ObjectNode policy = tablePolicies.addObject();
                policy.set("table", table(entry));
                policy(entry, policy);
            }
        });
        spec.path("policies").forEach(entry -> policy(entry, patternPolicies.addObject().put("pattern", entry.path("match").asString())));
    }

    private static ObjectNode table(JsonNode entry) {
        if (entry.has("schema")) {
            return NODES.objectNode().put("schema", entry.path("schema").asString()).put("table", entry.path("table").asString());
        }
        String text = text(entry);
        int dot = text.indexOf('.');
        return NODES.objectNode().put("schema", text.substring(0, Math.max(dot, 0))).put("table", text.substring(dot + 1));
    }

    private static void policy(JsonNode entry, ObjectNode policy) {
        JsonNode extraction = entry.path("extraction");
        if (extraction.isObject()) {
            ObjectNode request = policy.putObject("extraction").put("mode", "incremental");
            request.set("key", extraction.path("incremental"));
            if (extraction.has("lookBack")) {
                request.put("lookBack", extraction.path("lookBack").asString());
            }
            ProjectForm.copy(extraction, "confirmedTextKey", request, "confirmedTextKey");
        }
        ProjectForm.copy(entry, "keyFields", policy, "keyFields");
        ProjectForm.copy(entry, "properties", policy, "properties");
    }

    /// Writes what is saved of tables, patterns and policies. A policy of a pattern that chooses tables stands beside it.
    static void write(JsonNode request, ObjectNode spec) {
        Map<JsonNode, JsonNode> own = new LinkedHashMap<>();
        request.path("tablePolicies").forEach(one -> own.put(one.path("table"), one));
        Map<String, JsonNode> ofPatterns = new LinkedHashMap<>();
        request.path("patternPolicies").forEach(one -> ofPatterns.put(one.path("pattern").asString(), one));
        ArrayNode tables = spec.putArray("tables");
        request.path("tables").forEach(table -> tables.add(entry(table, own.get(table))));
        request.path("selection").forEach(rule -> {
            String pattern = rule.path("pattern").asString();
            JsonNode policy = ofPatterns.remove(pattern);
            tables.add(policy == null ? NODES.stringNode(pattern) : said(policy, NODES.objectNode().put("match", pattern)));
        });
        if (!ofPatterns.isEmpty()) {
            ArrayNode policies = spec.putArray("policies");
            ofPatterns.forEach((pattern, policy) -> policies.add(said(policy, NODES.objectNode().put("match", pattern))));
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
        return policy == null ? entry : said(policy, entry);
    }

    private static ObjectNode said(JsonNode policy, ObjectNode entry) {
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
        return entry;
    }
}
