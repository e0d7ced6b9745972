package dev.syncline.allinone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.cli.command.Commands;
import dev.syncline.cli.terminal.Surroundings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line of somebody who stands in a directory of their own.
///
/// @param environment beside the address and the token of the installation
record Client(Path directory, Map<String, String> environment) {

    static Client of(ServiceSettings settings, Path directory, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SYNCLINE_URL", settings.url(Service.CONSOLE),
                "SYNCLINE_TOKEN_FILE", settings.installation().tokenFile().toAbsolutePath().toString()));
        environment.putAll(more);
        return new Client(directory, environment);
    }

    /// What came of a command.
    record Said(int code, String out, String err) {

        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    /// @param line words with spaces between
    Said call(String line) {
        return call(line.split(" "));
    }

    Said call(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Commands.execute(
                new Surroundings(environment, directory, directory, new ByteArrayInputStream(new byte[0]), stream(out), stream(err), false), words);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    Client file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
        return this;
    }
}
