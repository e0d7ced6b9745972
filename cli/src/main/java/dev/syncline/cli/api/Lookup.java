package dev.syncline.cli.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/// Finds things by their names, or by `#` and their number. What was found is remembered for as long as the command lasts.
public final class Lookup {

    private final PublicApi api;
    private final Map<String, JsonNode> found = new HashMap<>();

    public Lookup(PublicApi api) {
        this.api = api;
    }

    public JsonNode connection(String name) {
        return thing("connections", "connection", name);
    }

    public JsonNode project(String name) {
        return thing("projects", "project", name);
    }

    public Optional<JsonNode> findConnection(String name) {
        return find("connections", name);
    }

    public Optional<JsonNode> findProject(String name) {
        return find("projects", name);
    }

    /// A plan by its own name, or by that of its project where it has but one.
    public JsonNode plan(String name) {
        if (name.startsWith("#")) {
            return api.get("/plans/" + number(name));
        }
        List<JsonNode> all = api.all("/plans");
        List<JsonNode> named = all.stream().filter(plan -> plan.path("name").asString().equals(name)).toList();
        if (named.isEmpty()) {
            long project = findProject(name).map(one -> one.path("id").asLong()).orElse(0L);
            named = all.stream().filter(plan -> plan.path("projectId").asLong() == project).toList();
        }
        return switch (named.size()) {
            case 1 -> named.getFirst();
            case 0 -> throw unknown("plan", name, all.stream().map(plan -> plan.path("name").asString()).toList());
            default -> throw ClientFailure.usage("There are %d plans named '%s'; say which by its number: %s".formatted(
                    named.size(), name, String.join(", ", named.stream().map(plan -> "#" + plan.path("id").asLong()).toList())));
        };
    }

    private JsonNode thing(String list, String kind, String name) {
        if (name.startsWith("#")) {
            return api.get("/" + list + "/" + number(name));
        }
        return find(list, name).orElseThrow(() -> unknown(kind, name, names(list)));
    }

    private Optional<JsonNode> find(String list, String name) {
        if (name.startsWith("#")) {
            return Optional.of(api.get("/" + list + "/" + number(name)));
        }
        String key = list + '/' + name;
        if (!found.containsKey(key)) {
            api.all("/" + list + "?search=" + PublicApi.escaped(name)).stream()
                    .filter(one -> one.path("name").asString().equals(name))
                    .findFirst()
                    .ifPresent(one -> found.put(key, one));
        }
        return Optional.ofNullable(found.get(key));
    }

    private List<String> names(String list) {
        return api.all("/" + list).stream().map(one -> one.path("name").asString()).toList();
    }

    private static long number(String name) {
        try {
            return Long.parseLong(name.substring(1));
        } catch (NumberFormatException _) {
            throw ClientFailure.usage("'%s' is no number; write it as #12".formatted(name));
        }
    }

    private static ClientFailure unknown(String kind, String name, List<String> known) {
        List<String> words = new ArrayList<>(known);
        return ClientFailure.usage("There is no %s '%s'%s".formatted(
                kind, name, Nearest.of(name, words).map("; did you mean '%s'?"::formatted).orElse("; see 'syncline %ss list'".formatted(kind))));
    }
}
