package dev.syncline.cli.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// A file with contexts: addresses, and where the token of each stands.
///
/// @param current the one that is meant where nobody says another one
record ContextFile(Path file, @Nullable String current, Map<String, Entry> contexts) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();

    /// @param tokenFile from the directory of the file on
    record Entry(String url, String tokenFile) {}

    static ContextFile read(Path file) {
        Map<String, Entry> contexts = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return new ContextFile(file, null, contexts);
        }
        try {
            JsonNode content = YAML.readTree(Files.readString(file));
            content.path("contexts").properties().forEach(entry -> contexts.put(
                    entry.getKey(), new Entry(entry.getValue().path("url").asString(""), entry.getValue().path("tokenFile").asString(""))));
            return new ContextFile(file, content.path("current").asString(null), contexts);
        } catch (IOException | JacksonException e) {
            throw ClientFailure.usage("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    void write(@Nullable String newCurrent) {
        ObjectNode content = YAML.createObjectNode();
        content.put("current", newCurrent);
        ObjectNode all = content.putObject("contexts");
        contexts.forEach((name, entry) -> all.putObject(name).put("url", entry.url).put("tokenFile", entry.tokenFile));
        try {
            Files.createDirectories(file.getParent());
            Path written = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(written, YAML.writeValueAsString(content));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw ClientFailure.usage("%s cannot be written: %s".formatted(file, e.getMessage()));
        }
    }

    /// What opens the installation of a context.
    UsedContext use(String name, String origin) {
        Entry entry = contexts.get(name);
        if (entry == null) {
            throw ClientFailure.usage("There is no context '%s' in %s; there %s".formatted(name, file,
                    contexts.isEmpty() ? "is none" : "are " + String.join(", ", contexts.keySet())));
        }
        return new UsedContext(name, entry.url, token(file.resolveSibling(entry.tokenFile)), origin);
    }

    static String token(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty()) {
                throw new ClientFailure(ExitCode.UNREACHABLE, "There is no token in %s".formatted(file));
            }
            return token;
        } catch (IOException _) {
            throw new ClientFailure(ExitCode.UNREACHABLE, "The token cannot be read from %s; is the file there, and yours to read?".formatted(file));
        }
    }
}
