package dev.syncline.cli.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.cli.api.ClientFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads the documents of a YAML text, and where each key and item stands.
final class YamlDocuments {

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final JsonParser parser;
    private Map<String, Place> places = new HashMap<>();

    private YamlDocuments(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// @throws ClientFailure where it is no YAML
    static List<FileDocument> read(String file, String text) {
        List<FileDocument> documents = new ArrayList<>();
        try (JsonParser parser = YAML.createParser(text)) {
            YamlDocuments reader = new YamlDocuments(file, parser);
            while (parser.nextToken() != null) {
                reader.places = new HashMap<>();
                reader.keep("");
                JsonNode content = reader.value("");
                if (!content.isNull()) {
                    documents.add(new FileDocument(file, content, reader.places));
                }
            }
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw ClientFailure.usage("%s: %s".formatted(
                    at == null ? file : new Place(file, at.getLineNr(), at.getColumnNr()), e.getOriginalMessage().lines().findFirst().orElse("is no YAML")));
        }
        return documents;
    }

    private void keep(String pointer) {
        TokenStreamLocation at = parser.currentTokenLocation();
        places.put(pointer, new Place(file, at.getLineNr(), at.getColumnNr()));
    }

    private JsonNode value(String pointer) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(pointer);
            case START_ARRAY -> array(pointer);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT -> number();
            // Files have whole numbers only: what looks like another one is a text, and stays as it is written.
            case VALUE_NUMBER_FLOAT, VALUE_STRING -> NODES.stringNode(parser.getString());
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> throw ClientFailure.usage("%s: is no value".formatted(places.get(pointer)));
        };
    }

    /// `007` and `0x10` may be meant as texts.
    private JsonNode number() {
        String written = parser.getString();
        String value = parser.getBigIntegerValue().toString();
        return written.equals(value) ? NODES.numberNode(parser.getBigIntegerValue()) : NODES.stringNode(written);
    }

    private ObjectNode object(String pointer) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            String inside = pointer + '/' + escaped(name);
            keep(inside);
            parser.nextToken();
            object.set(name, value(inside));
        }
        return object;
    }

    private ArrayNode array(String pointer) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String inside = pointer + '/' + array.size();
            keep(inside);
            array.add(value(inside));
        }
        return array;
    }

    /// A name as a part of a JSON pointer (RFC 6901).
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
