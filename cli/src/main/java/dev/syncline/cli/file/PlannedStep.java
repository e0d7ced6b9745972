package dev.syncline.cli.file;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `apply` does to one thing, and `diff` shows.
///
/// @param verb `create`, `change`, `delete` or `keep`
/// @param kind `connection`, `project` or `plan`
/// @param details what changes, a line each
public record PlannedStep(String verb, String kind, String name, List<String> details) {

    static final String CREATE = "create";
    static final String CHANGE = "change";
    static final String DELETE = "delete";
    static final String KEEP = "keep";

    public boolean changes() {
        return !verb.equals(KEEP);
    }

    /// For people.
    public String text() {
        StringBuilder text = new StringBuilder("%s %s '%s'".formatted(verb, kind, name));
        details.forEach(detail -> text.append("\n    ").append(detail));
        return text.toString();
    }

    public JsonNode json() {
        return JsonMapper.shared().valueToTree(this);
    }
}
