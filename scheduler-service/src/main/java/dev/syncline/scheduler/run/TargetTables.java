package dev.syncline.scheduler.run;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;

/// The tables that a run writes, and what speaks against writing them: names that differ only in letter case count as one, for some databases
/// do not tell them apart (A23).
final class TargetTables {

    private final ProjectRevision revision;
    private final Map<TableName, TableName> sources = new HashMap<>();
    private final Set<TableName> read = new HashSet<>();
    private final boolean intoItself;

    TargetTables(ProjectRevision revision) {
        this.revision = revision;
        intoItself = !Collections.disjoint(databases(revision), databasesOf(revision.source()));
    }

    /// Where targets are: by their addresses, and by what their servers say they are. Two connections may lead to one database.
    static List<String> databases(ProjectRevision revision) {
        return revision.targets().stream().map(TargetTables::databasesOf).flatMap(List::stream).distinct().toList();
    }

    // Whoever meets in one of them meets.
    private static List<String> databasesOf(ConnectionRef connection) {
        String address = connection.server() == null ? "connection " + connection.id() : connection.server();
        return connection.identity() == null ? List.of(address) : List.of(address, connection.identity());
    }

    /// Two targets of the project that are one database.
    static Optional<String> sameTwice(ProjectRevision revision) {
        Map<String, ConnectionRef> seen = new HashMap<>();
        for (ConnectionRef target : revision.targets()) {
            for (String database : databasesOf(target)) {
                ConnectionRef other = seen.put(database, target);
                if (other != null) {
                    return Optional.of("Target connections %s and %s lead to the same database; leave one of them out"
                            .formatted(other.name(), target.name()));
                }
            }
        }
        return Optional.empty();
    }

    /// What speaks against writing these tables of a project, as long as it is not saved differently.
    static Optional<String> objection(ProjectRevision revision, Collection<TableName> tables) {
        return sameTwice(revision).or(() -> new TargetTables(revision).addAll(tables));
    }

    /// Takes tables in, and says what speaks against the first one that cannot be.
    Optional<String> addAll(Collection<TableName> tables) {
        tables.forEach(table -> read.add(folded(table)));
        return tables.stream().map(this::add).flatMap(Optional::stream).findFirst();
    }

    /// Takes a table in, or says what speaks against it.
    Optional<String> add(TableName source) {
        Optional<String> unusable = TableNames.objection(source);
        if (unusable.isPresent()) {
            return unusable;
        }
        TableName target = revision.targetOf(source);
        TableName other = sources.putIfAbsent(folded(target), source);
        if (other != null && !other.equals(source)) {
            return Optional.of("Tables %s and %s would both become %s in the target; give them different schemas or leave one out"
                    .formatted(other, source, target));
        }
        if (intoItself && (folded(target).equals(folded(source)) || read.contains(folded(target)))) {
            return Optional.of("Table %s would be written over %s, which is read from the same database; change the naming or the target"
                    .formatted(source, target));
        }
        return Optional.empty();
    }

    private static TableName folded(TableName name) {
        return new TableName(name.schema().toLowerCase(Locale.ROOT), name.table().toLowerCase(Locale.ROOT));
    }

    static List<TableName> of(ProjectRevision revision, List<TableName> tables) {
        return tables.stream().map(revision::targetOf).toList();
    }
}
