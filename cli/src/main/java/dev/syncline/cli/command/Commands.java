package dev.syncline.cli.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// All commands.
public final class Commands {

    private Commands() {}

    private static final Map<String, Supplier<Object>> ALL = all();

    private static Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("login", LoginCommand::new);
        all.put("context", ContextCommand::new);
        all.put("connections", ConnectionCommands::new);
        all.put("discover", DiscoverCommand::new);
        all.put("projects", ProjectCommands::new);
        all.put("plan", FileCommands.Plan::new);
        all.put("diff", FileCommands.Diff::new);
        all.put("apply", FileCommands.Apply::new);
        all.put("validate", FileCommands.Validate::new);
        all.put("export", FileCommands.ExportAll::new);
        all.put("plans", PlanCommands::new);
        all.put("run", RunCommand::new);
        all.put("runs", RunsCommand::new);
        all.put("alerts", AlertCommands::new);
        all.put("status", StatusCommand::new);
        all.put("doctor", DoctorCommand::new);
        all.put("completion", CompletionCommand::new);
        all.put("schema", FileCommands.Schema::new);
        return all;
    }

    /// @return the exit code
    public static int execute(Surroundings surroundings, String... arguments) {
        String[] words = asked(arguments);
        return of(surroundings, words[0]).execute(words);
    }

    /// Who says nothing is helped, too.
    private static String[] asked(String[] arguments) {
        if (arguments.length == 0 || arguments.length == 1 && arguments[0].equals("help")) {
            return new String[] {"--help"};
        }
        return arguments[0].equals("help") ? Stream.concat(Stream.of(arguments).skip(1), Stream.of("--help")).toArray(String[]::new) : arguments;
    }

    /// With all commands, or where the first word names one that is not about others, with that alone: describing them to picocli takes most of the time of a start.
    static CommandLine of(Surroundings surroundings, String first) {
        CommandLine line = new CommandLine(new Root(surroundings));
        boolean whole = first.equals("completion") || !ALL.containsKey(first) && !first.equals("--version");
        ALL.forEach((name, command) -> {
            if (name.equals(first) || whole) {
                line.addSubcommand(command.get());
            }
        });
        return line
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.colours() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(120)
                .setExecutionExceptionHandler((exception, _, _) -> {
                    if (exception instanceof ClientFailure failure) {
                        surroundings.err().println(failure.getMessage());
                        return failure.code().number();
                    }
                    throw exception;
                });
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
