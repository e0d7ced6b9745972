package dev.syncline.cli.command;

import java.util.List;

import dev.syncline.cli.file.Configuration;
import dev.syncline.cli.terminal.Surroundings;
import picocli.CommandLine.Option;

/// Which files are meant.
final class FileOptions {

    @Option(names = {"-f", "--file"}, paramLabel = "FILE", required = true, description = "A file, a directory of .yaml files, or - for standard input; may be given several times.")
    private List<String> files = List.of();

    Configuration read(Surroundings surroundings) {
        return Configuration.read(surroundings, files);
    }
}
