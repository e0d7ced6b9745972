package dev.syncline.cli.command;

import java.util.List;

import dev.syncline.cli.file.Configuration;
import dev.syncline.cli.file.Labels;
import dev.syncline.cli.terminal.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which files are meant.
final class FileOptions {

    @Option(names = {"-f", "--file"}, paramLabel = "FILE", required = true, description = "A file, a directory of .yaml files, or - for standard input; may be given several times.")
    private List<String> files = List.of();

    @Mixin
    private LabelOptions labels = new LabelOptions();

    @Option(names = "--managed-by", paramLabel = "NAME", description = "Who manages what the files say, where they do not say it themselves.")
    private @Nullable String manager;

    Configuration read(Surroundings surroundings) {
        Configuration all = Configuration.read(surroundings, files);
        Configuration meant = labels().wanted().isEmpty() ? all : all.labelled(labels());
        return manager == null ? meant : meant.managedBy(manager);
    }

    Labels labels() {
        return labels.wanted();
    }
}
