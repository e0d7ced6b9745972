package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import org.jspecify.annotations.Nullable;

/// How two configurations differ, field by field in the shape of a request. Tables, and the policies of tables and schemas, are compared by name, wherever they stand.
final class Difference {

    private Difference() {}

    /// @param path the field, such as `policy.fullMode` or `tablePolicies[shop.orders].extraction.key`
    /// @param table which table it is about; null for all
    /// @param before its value in the first; null where there is none
    /// @param after its value in the second; null where there is none
    record Change(String path, @Nullable TableName table, Kind kind, @Nullable Object before, @Nullable Object after) {}

    enum Kind {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("removed")
        REMOVED,
        @JsonProperty("changed")
        CHANGED
    }

    private record Place(String path, @Nullable TableName table) {}

    static List<Change> between(ProjectRevision before, ProjectRevision after) {
        Map<Place, Object> ones = fields(before);
        Map<Place, Object> others = fields(after);
        Map<Place, Object> all = new LinkedHashMap<>(ones);
        others.forEach(all::putIfAbsent);
        List<Change> changes = new ArrayList<>();
        all.keySet().forEach(place -> {
            Object one = ones.get(place);
            Object other = others.get(place);
            if (!Objects.equals(one, other)) {
                Kind kind = one == null ? Kind.ADDED : other == null ? Kind.REMOVED : Kind.CHANGED;
                changes.add(new Change(place.path, place.table, kind, one, other));
            }
        });
        return changes;
    }

    private static Map<Place, Object> fields(ProjectRevision revision) {
        Map<Place, Object> fields = new LinkedHashMap<>();
        Map<?, ?> request = Json.read(Json.text(ProjectRequest.of(revision)), Map.class);
        request.forEach((name, value) -> {
            switch (String.valueOf(name)) {
                case "tables" -> revision.namedTables().forEach(table -> fields.put(new Place("tables[%s]".formatted(table), table), named(table)));
                case "selection" -> revision.selection().forEach(rule -> fields.put(new Place("selection[%s]".formatted(rule.pattern()), null), rule.pattern()));
                case "patternPolicies" -> byName((List<?>) value, "pattern", String::valueOf)
                        .forEach((pattern, policy) -> flatten("patternPolicies[%s]".formatted(pattern), null, policy, fields));
                case "schemas" -> byName((List<?>) value, "schema", String::valueOf)
                        .forEach((schema, policy) -> flatten("schemas[%s]".formatted(schema), null, policy, fields));
                case "tablePolicies" -> byName((List<?>) value, "table", Difference::table)
                        .forEach((table, policy) -> flatten("tablePolicies[%s]".formatted(table), table, policy, fields));
                default -> flatten(String.valueOf(name), null, value, fields);
            }
        });
        return fields;
    }

    private static <K> Map<K, Map<?, ?>> byName(List<?> policies, String name, Function<Object, K> key) {
        return policies.stream().map(Map.class::cast).collect(Collectors.toMap(
                policy -> key.apply(policy.get(name)), policy -> without(policy, name), (first, _) -> first, LinkedHashMap::new));
    }

    private static Map<?, ?> without(Map<?, ?> policy, String name) {
        Map<Object, Object> rest = new HashMap<>(policy);
        rest.remove(name);
        return rest;
    }

    private static TableName table(Object value) {
        Map<?, ?> name = (Map<?, ?>) value;
        return new TableName(String.valueOf(name.get("schema")), String.valueOf(name.get("table")));
    }

    private static Map<String, String> named(TableName table) {
        return Map.of("schema", table.schema(), "table", table.table());
    }

    private static void flatten(String path, @Nullable TableName table, @Nullable Object value, Map<Place, Object> fields) {
        if (value instanceof Map<?, ?> parts) {
            parts.entrySet().stream()
                    .sorted((one, other) -> String.valueOf(one.getKey()).compareTo(String.valueOf(other.getKey())))
                    .forEach(part -> flatten(path + '.' + part.getKey(), table, part.getValue(), fields));
        } else if (value != null) {
            fields.put(new Place(path, table), value);
        }
    }
}
