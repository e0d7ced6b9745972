package dev.syncline.contracts.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The second half of the event catalogue is made of the schemas.
class EventCatalogueTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "events.md");
    private static final String MARK = "<!-- From here on made of contracts/src/main/resources/schemas by EventCatalogueTest. -->\n";
    private static final List<String> SHARED = List.of("run-cause", "failure", "table-failure", "table-name", "alerting");

    /// Run with `-Devents.write=true` to write the page.
    @Test
    void thePageIsUpToDate() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = page.substring(0, page.indexOf(MARK)) + MARK + catalogue();
        if (Boolean.getBoolean("events.write")) {
            Files.writeString(PAGE, wanted);
        }

        assertThat(PAGE).content().isEqualTo(wanted);
    }

    private static String catalogue() {
        List<String> news = EventRecords.news().stream().map(EventRecords::file).toList();
        StringBuilder page = new StringBuilder("\n## All types\n\n| type | when |\n|---|---|\n");
        news.forEach(name -> page.append("| [`dev.syncline.%s`](#%s) | %s |\n"
                .formatted(name, name.replace(".", ""), cell(Schemas.text(name).get("description").asString()))));
        page.append("\n## What events carry\n\nThe fields of `data`, by type.\n");
        news.forEach(name -> page.append(section(name, fields(Schemas.text(name)))));
        page.append("\n## What triggers carry\n");
        Stream.of("run-trigger", EventRecords.word(RunTrigger.TYPE)).forEach(name -> page.append(section(name, fields(Schemas.text(name)))));
        page.append("\n## What the audit carries\n");
        page.append(section("audit-record", fields(Schemas.text("audit-record"))));
        page.append("\n## Parts that several have\n");
        SHARED.forEach(name -> page.append(section(name, fields(Schemas.text(name)))));
        return page.toString();
    }

    private static String section(String name, String fields) {
        JsonNode schema = Schemas.text(name);
        String example = Schemas.JSON.writeValueAsString(schema.get("examples").get(0));
        return "\n### %s\n\n%s\n\n%s\n    %s\n".formatted(name, schema.get("description").asString(), fields, example);
    }

    private static String fields(JsonNode schema) {
        Set<String> required = schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        String own = schema.get("properties").propertyStream().map(field -> row(field, required.contains(field.getKey()))).collect(Collectors.joining());
        String more = schema.path("$defs").propertyStream()
                .filter(part -> part.getValue().has("properties"))
                .flatMap(part -> part.getValue().get("properties").propertyStream()
                        .filter(field -> !field.getValue().has("const"))
                        .map(field -> "| `%s`, of `%s` | %s | %s |\n".formatted(
                                field.getKey(), part.getKey(), type(field.getValue()), cell(field.getValue().get("description").asString()))))
                .collect(Collectors.joining());
        return "| field | is | |\n|---|---|---|\n" + own + more;
    }

    private static String row(Map.Entry<String, JsonNode> field, boolean required) {
        String type = type(field.getValue());
        String may = required || type.endsWith("null") ? "" : ", may be missing";
        return "| `%s` | %s%s | %s |\n".formatted(field.getKey(), type, may, cell(description(field.getValue())));
    }

    private static String description(JsonNode schema) {
        JsonNode examples = schema.path("examples");
        String words = examples.isEmpty() ? "" : " (" + examples.valueStream().map(word -> "`" + word.asString() + "`").collect(Collectors.joining(", ")) + ")";
        return schema.path("description").asString("") + (schema.path("description").asString("").contains("`" + examples.path(0).asString("") + "`") ? "" : words);
    }

    private static String type(JsonNode schema) {
        if (schema.has("const")) {
            return "`\"" + schema.get("const").asString() + "\"`";
        }
        if (schema.has("enum")) {
            return schema.get("enum").valueStream().map(value -> value.isNull() ? "null" : "`\"" + value.asString() + "\"`").collect(Collectors.joining(" or "));
        }
        if (schema.has("anyOf")) {
            return schema.get("anyOf").valueStream().map(EventCatalogueTest::type).collect(Collectors.joining(" or "));
        }
        if (schema.has("$ref")) {
            return reference(schema.get("$ref").asString());
        }
        if (schema.get("type").isArray()) {
            return schema.get("type").valueStream().map(one -> simple(one.asString(), schema)).collect(Collectors.joining(" or "));
        }
        return simple(schema.get("type").asString(), schema);
    }

    private static String simple(String type, JsonNode schema) {
        return switch (type) {
            case "array" -> "list of " + type(schema.get("items"));
            case "integer" -> schema.has("minimum") ? "whole number from " + schema.get("minimum").asString() : "whole number";
            case "boolean" -> "true or false";
            case "string" -> switch (schema.path("format").asString("")) {
                case "date-time" -> "time";
                case "uuid" -> "UUID";
                default -> "text";
            };
            default -> type;
        };
    }

    private static String reference(String reference) {
        if (reference.contains("#")) {
            return "text";
        }
        String name = reference.replaceFirst("\\.json$", "");
        return "[%s](#%s)".formatted(name, name.replace(".", ""));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
