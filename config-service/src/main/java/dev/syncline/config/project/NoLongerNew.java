package dev.syncline.config.project;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Flaw;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;

/// A save begins a new count of new tables (A13): what had appeared before it and was copied is not new any more, and goes on being
/// copied only where it is chosen. That must not happen unnoticed.
final class NoLongerNew {

    private NoLongerNew() {}

    static List<Finding> notes(ProjectRevision before, ProjectRevision now) {
        Map<String, BaselineSchema> held = before.watched().stream().collect(Collectors.toMap(BaselineSchema::schema, Function.identity()));
        Set<TableName> chosen = new HashSet<>(now.tables());
        Predicate<TableName> wanted = before.newTables();
        List<TableName> left = now.baseline().stream()
                .filter(schema -> held.containsKey(schema.schema()))
                .flatMap(schema -> appeared(Objects.requireNonNull(held.get(schema.schema())), schema))
                .filter(table -> !chosen.contains(table) && wanted.test(table))
                .toList();
        if (left.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.note(Flaw.of(FindingCode.NO_LONGER_NEW, "What has appeared in the source since the save before is not new any more, and is copied only where it is chosen: %s; choose those that are to be copied"
                .formatted(Some.of(left))).with("tables", Some.of(left))));
    }

    private static Stream<TableName> appeared(BaselineSchema before, BaselineSchema now) {
        Set<String> known = new HashSet<>(before.tables());
        return now.tables().stream().filter(table -> !known.contains(table)).map(table -> new TableName(now.schema(), table));
    }
}
