package dev.syncline.cli.file;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

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
