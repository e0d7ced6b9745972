package dev.syncline.contracts.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The published JSON Schemas and `asyncapi.yaml`, as another system reads them.
final class Schemas {

    /// Writes as the services do, which change only how they read.
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String BASE = "https://syncline.dev/";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder
            .schemaIdResolvers(resolvers -> resolvers.mapPrefix(BASE, "classpath:/"))
            .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private Schemas() {}

    /// All schema files, without `.json`.
    static Set<String> names() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/schemas"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode text(String name) {
        return JSON.readTree(resource("/schemas/" + name + ".json"));
    }

    static JsonNode asyncApi() {
        return new YAMLMapper().readTree(resource("/asyncapi.yaml"));
    }

    /// What a schema finds wrong.
    static List<Error> errors(String name, JsonNode document) {
        return REGISTRY.getSchema(SchemaLocation.of(BASE + "schemas/" + name + ".json")).validate(document);
    }

    /// What the payload's schema of a message in `asyncapi.yaml` finds wrong.
    static List<Error> errorsOfMessage(JsonNode payloadSchema, JsonNode document) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(BASE + "asyncapi.yaml"), payloadSchema);
        return schema.validate(document);
    }

    /// What the dialect itself finds wrong with a schema.
    static List<Error> errorsOfSchema(String name) {
        return REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                .validate(text(name).toString(), InputFormat.JSON);
    }

    private static byte[] resource(String path) {
        try (InputStream in = Objects.requireNonNull(Schemas.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
