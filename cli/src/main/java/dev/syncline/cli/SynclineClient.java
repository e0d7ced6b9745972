package dev.syncline.cli;

import dev.syncline.cli.command.Commands;
import dev.syncline.cli.terminal.Surroundings;

/// The program `syncline` of people and their scripts.
public final class SynclineClient {

    private SynclineClient() {}

    public static void main(String[] arguments) {
        System.exit(execute(Surroundings.present(), arguments));
    }

    /// @return the exit code
    static int execute(Surroundings surroundings, String... arguments) {
        return Commands.execute(surroundings, arguments);
    }
}
