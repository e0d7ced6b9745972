package dev.syncline.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a command has around it.
///
/// @param directory in which it was called
/// @param home the user's own
/// @param terminal whether somebody reads and types
public record Surroundings(
        Map<String, String> environment, Path directory, Path home, InputStream in, PrintStream out, PrintStream err, boolean terminal) {

    private static final String TERMINAL = "syncline.terminal";

    /// Of this process. Whether it has a terminal is said by its launcher, which knows; to ask the JVM takes a tenth of the time that a command has to start.
    public static Surroundings present() {
        String told = System.getProperty(TERMINAL);
        boolean terminal = told == null ? System.console() != null && System.console().isTerminal() : Boolean.parseBoolean(told);
        return new Surroundings(
                System.getenv(), Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")), System.in,
                stream(System.out), stream(System.err), terminal);
    }

    private static PrintStream stream(PrintStream original) {
        return new PrintStream(original, true, StandardCharsets.UTF_8);
    }

    /// A variable of the environment that says something.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /// A file as it was named to the command.
    public Path file(String name) {
        return directory.resolve(name).normalize();
    }

    /// Whether colours may be used.
    public boolean colours() {
        return terminal && variable("NO_COLOR").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }
}
