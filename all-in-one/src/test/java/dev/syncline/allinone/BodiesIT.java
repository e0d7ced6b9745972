package dev.syncline.allinone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A body that cannot be read names the field, what was there and what is allowed: for every field of every request that the services' own OpenAPI pages
/// know, so that none that follows is forgotten.
class BodiesIT {

    private static final Installed INSTALLED = Installed.shared();
    /// What an object must have before anything else is looked at.
    private static final Map<String, Object> NEEDED = Map.of(
            "projectId", 1, "attempts", 2, "backoff", "PT1S", "name", "n", "zone", "UTC", "schedules", List.of(Map.of("every", "hourly", "minutes", List.of(0))));
    private static final Map<String, Object> AN_OBJECT = Map.of("no_such_thing", 1);

    /// A field of a request, in a body that holds nothing else.
    ///
    /// @param steps names of fields, and 0 for the first element of a list
    record Field(String url, List<Object> steps, JsonNode schema, Map<String, Object> word) {

        String path() {
            StringBuilder path = new StringBuilder();
            steps.forEach(step -> path.append(step instanceof Integer ? "[0]" : (path.isEmpty() ? "" : ".") + step));
            return path.toString();
        }

        /// @param value what stands in the field
        Object body(Object value) {
            Object body = value;
            for (int i = steps.size() - 1; i >= 0; i--) {
                if (steps.get(i) instanceof Integer) {
                    body = List.of(body);
                } else {
                    Map<String, Object> object = new LinkedHashMap<>(word.getOrDefault(pathTo(i), Map.of()) instanceof Map<?, ?> known ? copy(known) : Map.of());
                    object.put((String) steps.get(i), body);
                    body = object;
                }
            }
            return body;
        }

        private String pathTo(int step) {
            return new Field(url, steps.subList(0, step), schema, word).path();
        }

        private static Map<String, Object> copy(Map<?, ?> known) {
            Map<String, Object> copy = new LinkedHashMap<>();
            known.forEach((name, value) -> copy.put(String.valueOf(name), value));
            return copy;
        }

        @Override
        public String toString() {
            return url.replaceAll("^https?://[^/]+", "") + " " + path();
        }
    }

    static Stream<Field> fields() {
        return Stream.of(Service.CONFIG, Service.SCHEDULER, Service.NOTIFICATION).flatMap(BodiesIT::fields);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aValueOfAnotherKindIsAnsweredWithItsPath(Field field) {
        Object wrong = wrong(field.schema);

        Api.Answer answer = INSTALLED.api.post(field.url, field.body(wrong));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(detail(answer)).contains(field.path()).containsAnyOf("allowed is", "needs", "is not known there").doesNotContain("dev.syncline", "java.");
    }

    @ParameterizedTest
    @MethodSource("objects")
    void aFieldThatIsNotKnownIsAnsweredWithItsPathAndThoseThatAre(Field field) {
        Map<String, Object> value = new LinkedHashMap<>(field.word.getOrDefault(field.path(), Map.of()) instanceof Map<?, ?> known ? Field.copy(known) : Map.of());
        NEEDED.forEach((name, needed) -> {
            if (field.schema.path("properties").has(name)) {
                value.put(name, needed);
            }
        });
        if (field.schema.path("properties").has("schema") && field.schema.path("properties").has("table")) {
            value.putAll(Map.of("schema", "s", "table", "t"));
        }
        value.putAll(AN_OBJECT);

        Api.Answer answer = INSTALLED.api.post(field.url, field.body(value));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(detail(answer)).contains(field.path() + (field.path().isEmpty() ? "" : ".") + "no_such_thing", "known are");
    }

    static Stream<Field> objects() {
        return fields().filter(field -> field.schema.path("properties").isObject());
    }

    @Test
    void wordsAndTimesThatAreNoneAreAnsweredWithThoseThatAre() {
        String plans = INSTALLED.url(Service.SCHEDULER, "/api/v1/plans/preview");
        String runs = INSTALLED.url(Service.SCHEDULER, "/api/v1/runs");
        String projects = INSTALLED.url(Service.CONFIG, "/api/v1/projects");

        assertThat(refused(plans, Map.of("schedules", List.of(Map.of("every", "nightly")))))
                .contains("schedules[0].every has \"nightly\"", "one of hourly, daily, weekly, monthly, cron, once");
        assertThat(refused(plans, Map.of("schedules", List.of(Map.of("times", List.of("02:30")))))).contains("schedules[0].every is missing");
        assertThat(refused(plans, Map.of("schedules", List.of(Map.of("every", "daily", "times", List.of("02:30", "2:30"))))))
                .contains("schedules[0].times[1] has \"2:30\"", "02:30");
        assertThat(refused(plans, Map.of("missed", "twice"))).contains("missed has \"twice\"", "fire-once");
        assertThat(refused(plans, Map.of("schedules", List.of(Map.of("every", "hourly", "minutes", List.of(77)))))).contains("schedules[0]: A minute of");
        assertThat(refused(runs, Map.of("projectId", 1, "priority", "urgent"))).contains("priority has \"urgent\"", "one of high, medium, low");
        assertThat(refused(runs, Map.of("projectId", 1, "full", "perhaps"))).contains("full", "true or false");
        assertThat(refused(projects, Map.of("tables", List.of(Map.of("schema", "sakila"))))).contains("tables[0]: A table name needs a schema and a table");
        assertThat(refused(projects, Map.of("tables", List.of(Map.of("schema", "sakila", "table", "*"))))).contains("tables[0] is a pattern");
    }

    /// So that a form says it there.
    @Test
    void aRefusedFieldIsNamedForPrograms() {
        assertThat(field(Map.of("name", " "))).isEqualTo("name");
        assertThat(field(Map.of("zone", "Mars/Olympus"))).isEqualTo("zone");
        assertThat(field(Map.of("schedules", List.of(Map.of("every", "cron", "expression", "0 0 25 * * *"))))).isEqualTo("schedules[0].expression");
        assertThat(field(Map.of("schedules", List.of(Map.of("every", "daily", "times", List.of("02:30")), Map.of("every", "monthly", "days", List.of(32), "times", List.of("02:30"))))))
                .isEqualTo("schedules[1].days");
        assertThat(field(Map.of("schedules", List.of(Map.of("every", "daily", "times", List.of("25:00")))))).isEqualTo("schedules[0].times[0]");
        assertThat(field(Map.of("retry", Map.of("attempts", 21, "backoff", "PT1S")))).isEqualTo("retry");
        assertThat(field(Map.of("alerting", Map.of("recipients", List.of("nobody"))))).isEqualTo("alerting.recipients");
        assertThat(field(Map.of("from", "2027-02-01T00:00:00Z", "until", "2027-01-01T00:00:00Z"))).isEqualTo("until");
        assertThat(field(Map.of("projectId", 987_654_321))).isEqualTo("projectId");
    }

    /// Of the finding with which a plan is refused.
    ///
    /// @param wrong beside fields that are right
    private static String field(Map<String, Object> wrong) {
        Map<String, Object> plan = new LinkedHashMap<>(Map.of(
                "name", "Nightly", "projectId", 987_654_321, "zone", "Europe/Berlin", "schedules", List.of(Map.of("every", "daily", "times", List.of("02:30")))));
        plan.putAll(wrong);
        JsonNode findings = INSTALLED.api.post(INSTALLED.url(Service.SCHEDULER, "/api/v1/plans"), plan).body().path("findings");
        assertThat(findings.size()).as(findings.toString()).isEqualTo(1);
        assertThat(findings.get(0).path("message").asString()).isNotBlank();
        return findings.get(0).path("field").asString();
    }

    /// As the catalogue lists them.
    @Test
    void itemsOfTheCatalogueCanBePastedAsTables() {
        Map<String, Object> item = Map.of("schema", "sakila", "table", "film", "kind", "table", "estimatedRows", 7, "estimatedBytes", 8);

        assertThat(refused(INSTALLED.url(Service.CONFIG, "/api/v1/projects"), Map.of("tables", List.of(item)))).contains("name is missing").doesNotContain("tables[0]");
    }

    private static String refused(String url, Object body) {
        Api.Answer answer = INSTALLED.api.post(url, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        return detail(answer);
    }

    private static String detail(Api.Answer answer) {
        return answer.body().path("detail").asString();
    }

    /// A list where there is none to be, else a text or an object.
    private static Object wrong(JsonNode schema) {
        String type = type(schema);
        return switch (type) {
            case "array", "object" -> "hunter2";
            case "string" -> AN_OBJECT;
            default -> List.of(AN_OBJECT);
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.valueStream().map(JsonNode::asString).filter(one -> !one.equals("null")).findFirst().orElse("object");
        }
        return type.asString("object");
    }

    private static Stream<Field> fields(Service service) {
        JsonNode api = INSTALLED.api.get(INSTALLED.url(service, "/v3/api-docs")).ok();
        List<Field> fields = new ArrayList<>();
        api.path("paths").propertyStream()
                .filter(path -> path.getKey().startsWith("/api/v1/") && !path.getKey().contains("{"))
                .forEach(path -> {
                    JsonNode body = path.getValue().path("post").path("requestBody").path("content").path("application/json").path("schema");
                    if (!body.isMissingNode()) {
                        collect(api, new Field(INSTALLED.url(service, path.getKey()), List.of(), resolved(api, body), Map.of()), null, fields);
                    }
                });
        assertThat(fields).as("fields of " + service).isNotEmpty();
        return fields.stream();
    }

    /// @param name of the field; null for the body itself
    private static void collect(JsonNode api, Field field, @Nullable String name, List<Field> fields) {
        for (JsonNode one : variants(api, field.schema)) {
            Map<String, Object> word = new LinkedHashMap<>(field.word);
            String kind = one.path("properties").path("every").path("const").asString(one.path("x-word").asString(""));
            if (!kind.isEmpty()) {
                word.put(field.path(), Map.of("every", kind));
            }
            fields.add(new Field(field.url, field.steps, one, word));
            if (type(one).equals("array")) {
                collect(api, new Field(field.url, plus(field.steps, 0), resolved(api, one.path("items")), word), null, fields);
            }
            one.path("properties").propertyStream()
                    .filter(property -> !isFree(property.getKey()))
                    .forEach(property ->
                            collect(api, new Field(field.url, plus(field.steps, property.getKey()), resolved(api, property.getValue()), word), property.getKey(), fields));
        }
    }

    /// The word of the variant, and what is any JSON at all.
    private static boolean isFree(String name) {
        return name.equals("every") || name.equals("configuration") || name.equals("properties");
    }

    private static List<JsonNode> variants(JsonNode api, JsonNode schema) {
        JsonNode mapping = schema.path("discriminator").path("mapping");
        if (!mapping.isObject()) {
            return List.of(schema);
        }
        List<JsonNode> variants = new ArrayList<>();
        mapping.propertyStream().forEach(variant -> {
            JsonNode resolved = ref(api, variant.getValue().asString());
            tools.jackson.databind.node.ObjectNode flat = (tools.jackson.databind.node.ObjectNode) resolved.deepCopy();
            resolved.path("allOf").valueStream().forEach(part -> {
                if (part.path("properties").isObject()) {
                    flat.set("properties", part.path("properties"));
                }
            });
            flat.put("x-word", variant.getKey());
            variants.add(flat);
        });
        return variants;
    }

    private static JsonNode resolved(JsonNode api, JsonNode schema) {
        if (schema.has("$ref")) {
            return ref(api, schema.path("$ref").asString());
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            JsonNode one = schema.path(choice).valueStream().filter(it -> it.has("$ref")).findFirst().orElse(null);
            if (one != null && schema.path("discriminator").isMissingNode()) {
                return ref(api, one.path("$ref").asString());
            }
        }
        return schema;
    }

    private static JsonNode ref(JsonNode api, String ref) {
        return api.path("components").path("schemas").path(ref.substring(ref.lastIndexOf('/') + 1));
    }

    private static List<Object> plus(List<Object> steps, Object step) {
        return Stream.concat(steps.stream(), Stream.of(step)).toList();
    }
}
