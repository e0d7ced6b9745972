package dev.syncline.cli.file;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One document of a file: a project with its plans, or a connection.
///
/// @param content as it is written
/// @param places of keys and items, by their JSON pointers
record FileDocument(String file, JsonNode content, Map<String, Place> places) {

    static final String PROJECT = "Project";
    static final String CONNECTION = "Connection";

    String kind() {
        return content.path("kind").asString("");
    }

    String name() {
        return content.path("metadata").path("name").asString("");
    }

    /// Who manages it, as the file says; empty where it says nothing.
    Optional<String> managedBy() {
        return Optional.ofNullable(content.path("metadata").path("managedBy").asString(null));
    }

    /// By which people find it; a file has all of them.
    ObjectNode labels() {
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        content.path("metadata").path("labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
        return labels;
    }

    /// The same, managed by somebody where the file does not say by whom.
    FileDocument managedBy(String who) {
        if (managedBy().isPresent()) {
            return this;
        }
        ObjectNode named = (ObjectNode) content.deepCopy();
        ((ObjectNode) named.path("metadata")).put("managedBy", who);
        return new FileDocument(file, named, places);
    }

    JsonNode spec() {
        return content.path("spec");
    }

    /// Of the nearest thing above that has a place.
    Place place(String pointer) {
        String sought = pointer;
        while (!places.containsKey(sought) && !sought.isEmpty()) {
            sought = sought.substring(0, sought.lastIndexOf('/'));
        }
        return Objects.requireNonNullElse(places.get(sought), new Place(file, 1, 1));
    }
}
