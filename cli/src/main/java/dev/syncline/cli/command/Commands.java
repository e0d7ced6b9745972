package dev.syncline.cli.command;

import java.io.PrintWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// All commands.
public final class Commands {

    private Commands() {}

    /// @return the exit code
    public static int execute(Surroundings surroundings, String... arguments) {
        return of(surroundings).execute(arguments);
    }

    static CommandLine of(Surroundings surroundings) {
        CommandLine line = new CommandLine(new Root(surroundings))
                .addSubcommand(new LoginCommand())
                .addSubcommand(new ContextCommand())
                .addSubcommand(new ConnectionCommands())
                .addSubcommand(new DiscoverCommand())
                .addSubcommand(new ProjectCommands())
                .addSubcommand(new RunCommand())
                .addSubcommand(new RunCommands())
                .addSubcommand(new PlanCommands())
                .addSubcommand(new FileCommands.Plan())
                .addSubcommand(new FileCommands.Diff())
                .addSubcommand(new FileCommands.Apply())
                .addSubcommand(new FileCommands.Validate())
                .addSubcommand(new FileCommands.ExportAll())
                .addSubcommand(new FileCommands.Schema())
                .addSubcommand(new AlertCommands())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new CompletionCommand());
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
