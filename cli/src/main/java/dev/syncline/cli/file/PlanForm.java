package dev.syncline.cli.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A plan in a file, and as the interface takes it.
final class PlanForm {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /// What is copied as it is.
    private static final List<String> SAME = List.of("enabled", "zone", "from", "until", "missed", "priority", "retry");
    /// What a plan says that the interface has as it was written.
    static final List<String> FIELDS = List.of(
            "name", "enabled", "zone", "schedules", "from", "until", "missed", "priority", "retry", "dependencies", "dependencyWait", "alerting");
    private static final Map<String, String> LISTS = Map.of("hourly", "minutes", "daily", "times", "once", "at");

    private PlanForm() {}

    /// The plans of a project in a file; nothing where it says nothing of them.
    static List<JsonNode> plans(JsonNode spec) {
        return spec.has("plan") ? List.of(spec.get("plan")) : spec.path("plans").valueStream().toList();
    }

    static boolean says(JsonNode spec) {
        return spec.has("plan") || spec.has("plans");
    }

    static String name(JsonNode plan, String project) {
        return plan.path("name").asString(project);
    }

    static Map<String, String> flaws(JsonNode spec, String project) {
        Map<String, String> flaws = new LinkedHashMap<>();
        if (spec.has("plan") && spec.has("plans")) {
            flaws.put("/spec/plans", "A project has either 'plan' or 'plans'");
        }
        List<String> names = new ArrayList<>();
        List<JsonNode> plans = plans(spec);
        for (int i = 0; i < plans.size(); i++) {
            String pointer = spec.has("plan") ? "/spec/plan" : "/spec/plans/" + i;
            if (plans.get(i).path("after").valueStream().map(after -> after.path("wait").asString("PT0S")).distinct().count() > 1) {
                flaws.put(pointer + "/after", "A plan waits as long for one project as for another; write the same 'wait' for all of them");
            }
            String name = name(plans.get(i), project);
            if (names.contains(name)) {
                flaws.put(pointer, "Two plans of the project are named '%s'".formatted(name));
            }
            names.add(name);
        }
        return flaws;
    }

    /// @param project the number of a project by its name
    static ObjectNode request(JsonNode plan, String own, ToLongFunction<String> project) {
        ObjectNode request = NODES.objectNode();
        request.put("name", name(plan, own));
        request.put("projectId", project.applyAsLong(own));
        SAME.stream().filter(plan::has).forEach(field -> request.set(field, plan.get(field)));
        ArrayNode schedules = request.putArray("schedules");
        plan.path("schedules").forEach(schedule -> schedules.add(schedule(schedule)));
        ArrayNode dependencies = request.putArray("dependencies");
        plan.path("after").forEach(after -> {
            dependencies.addObject().put("projectId", project.applyAsLong(after.path("project").asString()));
            if (after.has("wait")) {
                request.put("dependencyWait", after.path("wait").asString());
            }
        });
        if (plan.has("alerts")) {
            ObjectNode alerting = request.putObject("alerting");
            plan.path("alerts").properties().forEach(alert -> alerting.set(alert.getKey().equals("to") ? "recipients" : alert.getKey(), alert.getValue()));
            if (!alerting.has("recipients")) {
                alerting.putArray("recipients");
            }
        }
        return request;
    }

    private static ObjectNode schedule(JsonNode schedule) {
        Map.Entry<String, JsonNode> one = schedule.properties().iterator().next();
        ObjectNode request = NODES.objectNode().put("every", one.getKey());
        if (one.getKey().equals("cron")) {
            request.put("expression", one.getValue().asString());
        } else if (LISTS.containsKey(one.getKey())) {
            request.set(LISTS.get(one.getKey()), one.getValue());
        } else {
            one.getValue().properties().forEach(part -> request.set(part.getKey(), part.getValue()));
        }
        return request;
    }

    /// @param project the name of a project by its number
    static ObjectNode written(JsonNode plan, String own, boolean named, LongFunction<String> project) {
        ObjectNode written = NODES.objectNode();
        if (named || !plan.path("name").asString().equals(own)) {
            written.put("name", plan.path("name").asString());
        }
        Map<String, String> usual = Map.of("enabled", "true", "missed", "fire-once", "priority", "medium");
        SAME.stream()
                .filter(field -> plan.has(field) && !plan.get(field).isNull() && !plan.get(field).asString("").equals(usual.get(field)))
                .forEach(field -> written.set(field, plan.get(field)));
        ArrayNode schedules = written.putArray("schedules");
        plan.path("schedules").forEach(schedule -> schedules.add(writtenSchedule(schedule)));
        if (!plan.path("dependencies").isEmpty()) {
            ArrayNode after = written.putArray("after");
            String wait = plan.path("dependencyWait").asString("PT0S");
            plan.path("dependencies").forEach(one -> {
                ObjectNode entry = after.addObject().put("project", project.apply(one.path("projectId").asLong()));
                if (!wait.equals("PT0S")) {
                    entry.put("wait", wait);
                }
            });
        }
        JsonNode alerting = plan.path("alerting");
        boolean asUsual = alerting.path("onFailure").asBoolean(true) && !alerting.path("onRecovery").asBoolean(false)
                && !alerting.path("onMissed").asBoolean(false) && alerting.path("recipients").isEmpty();
        if (!asUsual) {
            ObjectNode alerts = written.putObject("alerts");
            alerting.properties().forEach(alert -> alerts.set(alert.getKey().equals("recipients") ? "to" : alert.getKey(), alert.getValue()));
        }
        return written;
    }

    private static ObjectNode writtenSchedule(JsonNode schedule) {
        String every = schedule.path("every").asString();
        ObjectNode written = NODES.objectNode();
        if (every.equals("cron")) {
            return written.put("cron", schedule.path("expression").asString());
        }
        if (LISTS.containsKey(every)) {
            written.set(every, schedule.get(LISTS.get(every)));
            return written;
        }
        ObjectNode parts = written.putObject(every);
        schedule.properties().stream().filter(part -> !part.getKey().equals("every")).forEach(part -> parts.set(part.getKey(), part.getValue()));
        return written;
    }

    /// In what two plans, both as the interface has them, differ.
    static List<String> differences(JsonNode before, JsonNode after) {
        return FIELDS.stream()
                .filter(field -> !shown(before.path(field)).equals(shown(after.path(field))))
                .map(field -> "plan.%s: %s -> %s".formatted(field, shown(before.path(field)), shown(after.path(field))))
                .collect(Collectors.toList());
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "-" : value.isString() ? value.asString() : value.toString();
    }
}
