package dev.syncline.cli.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.cli.api.Nearest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares a document with the JSON Schema of files, which is made of the OpenAPI documents: words that nobody knows, and values of another kind.
final class FileWords {

    private static final Set<String> CLEAR_SECRETS = Set.of("secret", "password", "token");

    private final JsonNode schema = JsonMapper.shared().readTree(text());
    private final FileDocument document;
    private final List<String> flaws;

    /// @param flaws gets a sentence for each, with its place
    FileWords(FileDocument document, List<String> flaws) {
        this.document = document;
        this.flaws = flaws;
    }

    /// The JSON Schema, as it stands in the jar.
    static String text() {
        try (InputStream in = Objects.requireNonNull(FileWords.class.getResourceAsStream("syncline.schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void check() {
        List<String> kinds = List.of(FileDocument.CONNECTION, FileDocument.PROJECT);
        if (!kinds.contains(document.kind())) {
            flaw(document.content().has("kind") ? "/kind" : "", "The kind is %s, not '%s'".formatted(String.join(" or ", kinds), document.kind()));
            return;
        }
        check("", document.content(), schema.path("$defs").path(document.kind()));
    }

    private void check(String pointer, JsonNode value, JsonNode asIs) {
        JsonNode rule = resolved(asIs);
        if (rule.has("oneOf")) {
            JsonNode fitting = rule.path("oneOf").valueStream().map(this::resolved).filter(one -> fits(value, one)).findFirst().orElse(null);
            if (fitting == null) {
                flaw(pointer, "%s is %s".formatted(named(pointer), rule.path("oneOf").valueStream().map(this::resolved).map(FileWords::words).collect(Collectors.joining(" or "))));
                return;
            }
            check(pointer, value, fitting);
            return;
        }
        if (!fits(value, rule)) {
            flaw(pointer, "%s is %s".formatted(named(pointer), words(rule)));
        } else if (value.isObject()) {
            object(pointer, value, rule);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(pointer + '/' + i, value.get(i), rule.path("items"));
            }
        } else {
            word(pointer, value, rule);
        }
    }

    private void object(String pointer, JsonNode value, JsonNode rule) {
        JsonNode known = rule.path("properties");
        List<String> names = List.copyOf(known.propertyNames());
        value.properties().forEach(property -> {
            String inside = pointer + '/' + YamlDocuments.escaped(property.getKey());
            if (known.has(property.getKey())) {
                check(inside, property.getValue(), known.get(property.getKey()));
            } else if (rule.path("additionalProperties").isObject()) {
                check(inside, property.getValue(), rule.path("additionalProperties"));
            } else if (CLEAR_SECRETS.contains(property.getKey())) {
                flaw(inside, "A secret never stands in a file; write secretFrom: {env: NAME} or secretFrom: {file: PATH}");
            } else {
                flaw(inside, "'%s' is not known here%s".formatted(property.getKey(),
                        Nearest.of(property.getKey(), names).map("; did you mean '%s'?"::formatted).orElse("; known are " + String.join(", ", names))));
            }
        });
        rule.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                flaw(pointer, "'%s' is missing%s".formatted(name.asString(), pointer.isEmpty() ? "" : " in " + named(pointer)));
            }
        });
        int most = rule.path("maxProperties").asInt(Integer.MAX_VALUE);
        if (value.size() > most || value.size() < rule.path("minProperties").asInt(0)) {
            flaw(pointer, "%s is one of %s".formatted(named(pointer), String.join(", ", names)));
        }
    }

    private void word(String pointer, JsonNode value, JsonNode rule) {
        List<String> allowed = rule.path("enum").valueStream().map(JsonNode::asString).toList();
        String constant = rule.path("const").asString(value.asString());
        if (!allowed.isEmpty() && !allowed.contains(value.asString())) {
            flaw(pointer, "%s is one of %s, not '%s'%s".formatted(named(pointer), String.join(", ", allowed), value.asString(),
                    Nearest.of(value.asString(), allowed).map("; did you mean '%s'?"::formatted).orElse("")));
        } else if (!constant.equals(value.asString())) {
            flaw(pointer, "%s is %s, not '%s'".formatted(named(pointer), constant, value.asString()));
        }
    }

    private JsonNode resolved(JsonNode rule) {
        @Nullable String ref = rule.path("$ref").asString(null);
        return ref == null ? rule : schema.at(ref.substring(1));
    }

    /// A number is a text, too: nobody puts a look-back of 10 in quotes.
    private static boolean fits(JsonNode value, JsonNode rule) {
        return switch (rule.path("type").asString("")) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString() || value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }

    private static String words(JsonNode rule) {
        return switch (rule.path("type").asString("")) {
            case "object" -> "an object with " + String.join(", ", rule.path("properties").propertyNames());
            case "array" -> "a list";
            case "string" -> rule.has("enum") ? "one of " + rule.path("enum").valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")) : "a text";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> "something else";
        };
    }

    private static String named(String pointer) {
        List<String> parts = new ArrayList<>(List.of(pointer.split("/")));
        return pointer.isEmpty() ? "A document" : "'%s'".formatted(String.join(".", parts.subList(1, parts.size())));
    }

    private void flaw(String pointer, String sentence) {
        flaws.add("%s: %s".formatted(document.place(pointer), sentence));
    }
}
