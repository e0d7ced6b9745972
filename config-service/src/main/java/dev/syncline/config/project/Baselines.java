package dev.syncline.config.project;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.table.TableName;

/// What schemas held when a project was saved.
final class Baselines {

    private Baselines() {}

    /// The same, with some tables that are not new any more.
    static List<BaselineSchema> with(List<BaselineSchema> baseline, Collection<TableName> known) {
        return baseline.stream()
                .map(schema -> new BaselineSchema(
                        schema.schema(),
                        Stream.concat(
                                        schema.tables().stream(),
                                        known.stream().filter(table -> table.schema().equals(schema.schema())).map(TableName::table))
                                .distinct()
                                .sorted()
                                .toList()))
                .toList();
    }
}
