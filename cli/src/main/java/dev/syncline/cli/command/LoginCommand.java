package dev.syncline.cli.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.context.Contexts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "login", description = "Keep an installation's address and a token of yours, as a context.")
final class LoginCommand extends ClientCommand {

    @Parameters(paramLabel = "ADDRESS", description = "The console's address, such as https://syncline.example.com.")
    private String address = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "Where the token stands; it is read from standard input without it.")
    private @Nullable Path tokenFile;

    @Override
    ExitCode run() {
        String url = Contexts.address(address);
        String name = wantedContext() == null ? url.replaceFirst("^https?://", "").replaceAll("[^A-Za-z0-9.-]", "-") : wantedContext();
        String token = token(url);
        var me = new PublicApi(url, token).get("/me");
        new Contexts(surroundings()).keep(name, url, token);
        screen().hint("Signed in at %s as %s (%s); this is the context '%s' now.".formatted(url, me.path("name").asString(), me.path("role").asString(), name));
        return ExitCode.OK;
    }

    private String token(String url) {
        String token = tokenFile == null ? typed(url) : written(surroundings().file(tokenFile.toString()));
        if (token.isBlank()) {
            throw ClientFailure.usage("There is no token; make one on the console's page, under Settings");
        }
        return token.strip();
    }

    private static String written(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            throw ClientFailure.usage("The token cannot be read from %s; is the file there, and yours to read?".formatted(file));
        }
    }

    private String typed(String url) {
        Console console = System.console();
        if (surroundings().terminal() && console != null) {
            return new String(console.readPassword("Token for %s: ", url));
        }
        try {
            String line = new BufferedReader(new InputStreamReader(surroundings().in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw ClientFailure.usage("The token cannot be read from standard input: " + e.getMessage());
        }
    }
}
