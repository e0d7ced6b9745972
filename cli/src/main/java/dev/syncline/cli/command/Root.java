package dev.syncline.cli.command;

import dev.syncline.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

/// The word `syncline` itself.
@Command(
        name = "syncline",
        mixinStandardHelpOptions = true,
        versionProvider = ClientVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Copies tables from one database to others. Names are given as they are, numbers as #12.", ""},
        footer = {
            "",
            "The installation of this machine, from a checkout: demo, up, down, bench, service NAME; 'syncline up --help' has their options.",
            "",
            "It ends with 0 when all went well, 1 when a run failed, 2 when words or files are wrong, 3 when nobody answers or",
            "it is not allowed, 4 when something differs or was changed by others, 5 when time is up, 130 after Ctrl-C."
        })
public record Root(Surroundings surroundings) {}
