package dev.syncline.cli.file;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.syncline.cli.api.Lookup;
import dev.syncline.cli.api.PublicApi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Writes what an installation has as files say it.
public final class Export {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private final PublicApi api;
    private final Lookup lookup;

    public Export(PublicApi api) {
        this.api = api;
        this.lookup = new Lookup(api);
    }

    /// The JSON Schema of what is written here.
    public static String schema() {
        return FileWords.text();
    }

    /// @param names of projects; none for all of them, and all connections
    public String of(List<String> names) {
        List<JsonNode> projects = names.isEmpty() ? api.all("/projects?sort=name") : names.stream().map(lookup::project).toList();
        Set<Long> used = new LinkedHashSet<>();
        if (names.isEmpty()) {
            api.all("/connections?sort=name").forEach(connection -> used.add(connection.path("id").asLong()));
        }
        StringBuilder written = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (JsonNode project : projects) {
            JsonNode request = api.get("/projects/%d/request".formatted(project.path("id").asLong()));
            used.add(request.path("sourceConnectionId").asLong());
            request.path("targetConnectionIds").forEach(id -> used.add(id.asLong()));
            after.append(document(FileDocument.PROJECT, request, project(project, request)));
        }
        used.forEach(id -> {
            JsonNode connection = connection(id);
            written.append(document(FileDocument.CONNECTION, connection, ConnectionForm.spec(connection)));
        });
        return written.append(after).toString();
    }

    private ObjectNode project(JsonNode project, JsonNode request) {
        String name = project.path("name").asString();
        ObjectNode spec = ProjectForm.spec(request, id -> connection(id).path("name").asString());
        List<JsonNode> plans = api.all("/plans?project=" + project.path("id").asLong());
        if (plans.size() == 1) {
            spec.set("plan", PlanForm.written(plans.getFirst(), name, false, this::projectName));
        } else if (!plans.isEmpty()) {
            ArrayNode all = spec.putArray("plans");
            plans.forEach(plan -> all.add(PlanForm.written(plan, name, true, this::projectName)));
        }
        return spec;
    }

    private JsonNode connection(long id) {
        return lookup.connection("#" + id);
    }

    private String projectName(long id) {
        return lookup.project("#" + id).path("name").asString();
    }

    /// @param saved as the interface has it
    static String document(String kind, JsonNode saved, ObjectNode spec) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", "syncline.dev/v1").put("kind", kind);
        ObjectNode metadata = document.putObject("metadata").put("name", saved.path("name").asString());
        if (saved.path("managedBy").isString()) {
            metadata.put("managedBy", saved.path("managedBy").asString());
        }
        if (!saved.path("labels").isEmpty()) {
            metadata.set("labels", saved.get("labels"));
        }
        document.set("spec", spec);
        return YAML.writeValueAsString(document);
    }
}
