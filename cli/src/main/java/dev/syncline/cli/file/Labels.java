package dev.syncline.cli.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.cli.api.ClientFailure;
import tools.jackson.databind.JsonNode;

/// Which things are meant, by their labels: all of those that are named, and any without one.
///
/// @param wanted by name
public record Labels(Map<String, String> wanted) {

    /// @param written each as NAME=VALUE
    public static Labels of(List<String> written) {
        Map<String, String> wanted = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (String label : written) {
            int equals = label.indexOf('=');
            if (equals < 1 || equals == label.length() - 1 || wanted.putIfAbsent(label.substring(0, equals), label.substring(equals + 1)) != null) {
                wrong.add(label);
            }
        }
        if (!wrong.isEmpty()) {
            throw ClientFailure.usage("A label is named once, as --label NAME=VALUE, not '%s'".formatted(String.join("', '", wrong)));
        }
        return new Labels(wanted);
    }

    /// @param labels of a thing, as the interface and files have them
    public boolean match(JsonNode labels) {
        return wanted.entrySet().stream().allMatch(label -> label.getValue().equals(labels.path(label.getKey()).asString(null)));
    }

    /// For people.
    public String text() {
        return String.join(", ", wanted.entrySet().stream().map(label -> label.getKey() + '=' + label.getValue()).toList());
    }
}
