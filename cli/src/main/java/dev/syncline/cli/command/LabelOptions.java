package dev.syncline.cli.command;

import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.cli.file.Labels;
import dev.syncline.cli.terminal.Field;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// Which things of a list are meant.
final class LabelOptions {

    static final Field MANAGED_BY = Field.of("MANAGED BY", "managedBy");
    static final Field LABELS = Field.of("LABELS", one -> one.path("labels").properties().stream()
            .map(label -> label.getKey() + '=' + label.getValue().asString())
            .collect(Collectors.joining(","))).onlyWide();

    @Option(names = {"-l", "--label"}, paramLabel = "NAME=VALUE", description = "Only what has this label; may be given several times.")
    private List<String> labels = List.of();

    List<JsonNode> among(List<JsonNode> all) {
        Labels wanted = wanted();
        return all.stream().filter(one -> wanted.match(one.path("labels"))).toList();
    }

    Labels wanted() {
        return Labels.of(labels);
    }
}
