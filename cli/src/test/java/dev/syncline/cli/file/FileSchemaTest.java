package dev.syncline.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The JSON Schema of files is made of the OpenAPI documents: types, words and shapes are theirs, names are those of files. Run with `-Dgolden.write=true` to
/// write it anew. A field of the interface that no file has is found here.
class FileSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path FILE = Path.of("src/main/resources/dev/syncline/cli/file/syncline.schema.json");

    private final JsonNode config = read("config-service");
    private final JsonNode scheduler = read("scheduler-service");
    private static final String NAMES = "schema.table, with * for any characters";

    /// Fields of the interface that files say, by schema.
    private final Set<String> said = new TreeSet<>();

    private static JsonNode read(String service) {
        return JSON.readTree(Path.of("..", "openapi", service + ".json").toFile()).path("components").path("schemas");
    }

    @Test
    void theSchemaIsTheOneThatIsCheckedIn() throws IOException {
        String made = JSON.writeValueAsString(schema()).replace("\r\n", "\n") + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, made);
        }

        assertThat(FILE).content().as("the interface has changed: write the schema anew (CONTRIBUTING.md)").isEqualTo(made);
    }

    /// What a request has and a file has not would be lost on the way.
    @Test
    void everyFieldOfARequestHasAWordInFiles() {
        schema();
        List<String> unsaid = new ArrayList<>();
        // The number is the file's name, the comment is --message, and a secret never stands in a file.
        Set<String> elsewhere = Set.of("ProjectRequest.projectId", "ProjectRequest.comment", "ProjectRequest.name", "ConnectionRequest.name", "ConnectionRequest.secret",
                "ExecutionPlan.projectId");
        Map.of(config, List.of("ProjectRequest", "PolicyRequest", "SchemaPolicyRequest", "TablePolicyRequest", "PatternPolicyRequest", "SelectionRuleRequest", "ExtractionRequest", "SchemaNamingRequest", "TableNamingRequest", "ConnectionRequest"),
                        scheduler, List.of("ExecutionPlan", "Alerts", "Retry", "DependsOn"))
                .forEach((document, names) -> names.forEach(name -> document.path(name).path("properties").propertyNames().stream()
                        .map(field -> name + '.' + field)
                        .filter(field -> !said.contains(field) && !elsewhere.contains(field))
                        .forEach(unsaid::add)));

        assertThat(unsaid).isEmpty();
    }

    private ObjectNode schema() {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://syncline.dev/schema/v1.json");
        schema.put("title", "Projects and connections of Syncline, as files");
        schema.putArray("oneOf").add(ref("Connection")).add(ref("Project"));
        ObjectNode defs = schema.putObject("$defs");
        defs.set("Connection", document("Connection", connection()));
        defs.set("Project", document("Project", project()));
        defs.set("plan", plan());
        defs.set("schedule", schedule());
        return schema;
    }

    private ObjectNode connection() {
        ObjectNode secret = object(List.of(), Map.of("env", text("the variable of the client's environment in which it stands"), "file", text("a file that only has the secret")));
        secret.put("minProperties", 1).put("maxProperties", 1);
        return object(List.of("kind", "host", "user"),
                "kind", of(config, "ConnectionRequest.kind"), "host", of(config, "ConnectionRequest.host"), "port", of(config, "ConnectionRequest.port"),
                "database", of(config, "ConnectionRequest.database"), "user", of(config, "ConnectionRequest.user"), "secretFrom", secret,
                "options", of(config, "ConnectionRequest.options"), "write", of(config, "ConnectionRequest.allowWriteOperations"));
    }

    private ObjectNode project() {
        said.addAll(List.of("ProjectRequest.sourceConnectionId", "ProjectRequest.targetConnectionIds", "ProjectRequest.schemaNaming", "ProjectRequest.tableNaming", "ProjectRequest.policy",
                "ProjectRequest.tables", "ProjectRequest.selection", "ProjectRequest.tablePolicies", "ProjectRequest.patternPolicies", "ProjectRequest.schemas", "SchemaNamingRequest.mode", "TableNamingRequest.mode",
                "TablePolicyRequest.table", "TablePolicyRequest.extraction", "ExtractionRequest.mode", "SelectionRuleRequest.pattern", "SelectionRuleRequest.schema",
                "PatternPolicyRequest.pattern", "PatternPolicyRequest.extraction"));
        ObjectNode prefix = object(List.of("prefix"), "prefix", of(config, "SchemaNamingRequest.prefix"));
        ObjectNode fixed = object(List.of(), "fixed", of(config, "SchemaNamingRequest.name"));
        prefix.withObject("/properties").setAll((ObjectNode) fixed.path("properties"));
        prefix.remove("required");
        prefix.put("minProperties", 1).put("maxProperties", 1);
        ObjectNode naming = object(List.of("schema"),
                "schema", either(words(List.of("original")), prefix),
                "table", either(words(List.of("original")), object(List.of("schemaInfix"), "schemaInfix", of(config, "TableNamingRequest.infix"))));
        said.add("PolicyRequest.ignoreNewTables");
        ObjectNode values = JSON.createObjectNode().put("type", "object");
        said.add("PolicyRequest.values");
        values.set("additionalProperties", config.at("/ConnectionPolicy/properties/values/additionalProperties").deepCopy());
        ObjectNode policy = object(List.of(),
                "fullExtraction", of(config, "PolicyRequest.fullMode"), "fieldChanges", of(config, "PolicyRequest.fieldChanges"), "newTables", words(List.of("include", "ignore")),
                "syncTime", of(config, "PolicyRequest.addSyncTime"), "pageSize", of(config, "PolicyRequest.pageSize"), "values", values);
        ObjectNode incremental = object(List.of("incremental"),
                "incremental", of(config, "ExtractionRequest.key"), "lookBack", of(config, "ExtractionRequest.lookBack"), "confirmedTextKey", of(config, "ExtractionRequest.confirmedTextKey"));
        ObjectNode table = object(List.of(),
                "match", text(NAMES), "schema", text("for names with dots, or alone for all of its tables"), "table", text("for names with dots"),
                "extraction", either(words(List.of("full")), incremental),
                "keyFields", of(config, "TablePolicyRequest.keyFields"), "properties", of(config, "TablePolicyRequest.properties"));
        ObjectNode pattern = object(List.of("match"),
                "match", text("schema.table, with * for any characters, also *.*; for tables that have the columns it names"), "extraction", either(words(List.of("full")), incremental),
                "keyFields", of(config, "PatternPolicyRequest.keyFields"), "properties", of(config, "PatternPolicyRequest.properties"));
        return object(List.of("source", "targets", "naming", "tables"),
                "source", text("a connection's name"), "targets", list(text("a connection's name")), "naming", naming, "policy", policy,
                "schemas", list(object(List.of("schema", "newTables"), "schema", of(config, "SchemaPolicyRequest.schema"), "newTables", of(config, "SchemaPolicyRequest.newTables"))),
                "tables", list(either(text(NAMES + "; after ! for what is left out"), table)), "policies", list(pattern), "plan", ref("plan"), "plans", list(ref("plan")));
    }

    private ObjectNode plan() {
        said.addAll(List.of("ExecutionPlan.retry", "ExecutionPlan.schedules", "ExecutionPlan.dependencies", "ExecutionPlan.alerting", "DependsOn.projectId"));
        ObjectNode retry = object(List.of("attempts", "backoff"), "attempts", of(scheduler, "Retry.attempts"), "backoff", of(scheduler, "Retry.backoff"));
        ObjectNode alerts = object(List.of(),
                "onFailure", of(scheduler, "Alerts.onFailure"), "onRecovery", of(scheduler, "Alerts.onRecovery"), "onMissed", of(scheduler, "Alerts.onMissed"), "to", of(scheduler, "Alerts.recipients"));
        return object(List.of("zone", "schedules"),
                "name", of(scheduler, "ExecutionPlan.name"), "enabled", of(scheduler, "ExecutionPlan.enabled"), "zone", of(scheduler, "ExecutionPlan.zone"),
                "schedules", list(ref("schedule")), "from", of(scheduler, "ExecutionPlan.from"), "until", of(scheduler, "ExecutionPlan.until"),
                "missed", of(scheduler, "ExecutionPlan.missed"), "priority", of(scheduler, "ExecutionPlan.priority"), "retry", retry,
                "after", list(object(List.of("project"), "project", text("a project's name"), "wait", of(scheduler, "ExecutionPlan.dependencyWait"))),
                "alerts", alerts);
    }

    private ObjectNode schedule() {
        ObjectNode schedule = object(List.of(),
                "hourly", kind("Hourly", "minutes"), "daily", kind("Daily", "times"), "weekly", whole("Weekly"), "monthly", whole("Monthly"),
                "cron", kind("Cron", "expression"), "once", kind("Once", "at"));
        schedule.put("minProperties", 1).put("maxProperties", 1);
        return schedule;
    }

    private ObjectNode kind(String name, String field) {
        return (ObjectNode) whole(name).path("properties").path(field).deepCopy();
    }

    private ObjectNode whole(String name) {
        ObjectNode fields = (ObjectNode) scheduler.path(name).path("allOf").path(1).path("properties");
        ObjectNode made = object(List.of());
        fields.properties().forEach(field -> {
            ObjectNode type = (ObjectNode) field.getValue().deepCopy();
            if (field.getKey().equals("days") && type.path("items").has("enum")) {
                // Upper or lower case, whole or its first three letters.
                type.set("items", JSON.createObjectNode().put("type", "string"));
            }
            made.withObject("/properties").set(field.getKey(), type);
        });
        return made;
    }

    private ObjectNode document(String kind, ObjectNode spec) {
        ObjectNode version = JSON.createObjectNode().put("type", "string").put("const", "syncline.dev/v1");
        ObjectNode word = JSON.createObjectNode().put("type", "string").put("const", kind);
        return object(List.of("apiVersion", "kind", "metadata", "spec"), "apiVersion", version, "kind", word,
                "metadata", object(List.of("name"), "name", text("by which others name it"), "managedBy", of(config, kind + "Request.managedBy"), "labels", of(config, kind + "Request.labels")),
                "spec", spec);
    }

    private ObjectNode of(JsonNode document, String field) {
        said.add(field);
        String[] parts = field.split("\\.");
        JsonNode found = document.path(parts[0]).path("properties").path(parts[1]);
        assertThat(found.isObject()).as(field).isTrue();
        return (ObjectNode) found.deepCopy();
    }

    private static ObjectNode ref(String name) {
        return JSON.createObjectNode().put("$ref", "#/$defs/" + name);
    }

    private static ObjectNode text(String description) {
        return JSON.createObjectNode().put("type", "string").put("description", description);
    }

    private static ObjectNode words(List<String> words) {
        ObjectNode made = JSON.createObjectNode().put("type", "string");
        words.forEach(made.putArray("enum")::add);
        return made;
    }

    private static ObjectNode list(ObjectNode items) {
        ObjectNode made = JSON.createObjectNode().put("type", "array");
        made.set("items", items);
        return made;
    }

    private static ObjectNode either(ObjectNode one, ObjectNode other) {
        ObjectNode made = JSON.createObjectNode();
        made.putArray("oneOf").add(one).add(other);
        return made;
    }

    private static ObjectNode object(List<String> required, Map<String, ObjectNode> properties) {
        ObjectNode made = object(required);
        new TreeMap<>(properties).forEach((name, type) -> made.withObject("/properties").set(name, type));
        return made;
    }

    private static ObjectNode object(List<String> required, Object... properties) {
        ObjectNode made = JSON.createObjectNode().put("type", "object");
        if (!required.isEmpty()) {
            required.forEach(made.putArray("required")::add);
        }
        ObjectNode fields = made.putObject("properties");
        for (int i = 0; i < properties.length; i += 2) {
            fields.set((String) properties[i], (ObjectNode) properties[i + 1]);
        }
        made.put("additionalProperties", false);
        return made;
    }
}
