package dev.syncline.cli.command;

import dev.syncline.cli.api.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "What lets bash or zsh complete words: source <(syncline completion).")
final class CompletionCommand extends ClientCommand {

    @Spec
    private CommandSpec own = CommandSpec.create();

    @Override
    ExitCode run() {
        surroundings().out().print(AutoComplete.bash("syncline", own.root().commandLine()));
        return ExitCode.OK;
    }
}
