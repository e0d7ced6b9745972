package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;

/// What a project would write over its own source, or twice into one database.
public final class Overwriting {

    private final ProjectRevision project;
    private final BiPredicate<ConnectionRef, ConnectionRef> same;
    private final Optional<TableName> overwritten;

    /// @param same whether two connections lead to the same database
    Overwriting(ProjectRevision project, BiPredicate<ConnectionRef, ConnectionRef> same) {
        this.project = project;
        this.same = same;
        Map<TableName, TableName> sources = new HashMap<>();
        project.tables().forEach(table -> sources.putIfAbsent(NameCheck.folded(table), table));
        this.overwritten = project.tables().stream().map(table -> sources.get(NameCheck.folded(project.targetOf(table)))).filter(Objects::nonNull).findFirst();
    }

    /// By what the servers have said, and by their addresses as the revision has them.
    public static Overwriting asIdentified(ProjectRevision project) {
        return new Overwriting(project, ConnectionRef::sameDatabase);
    }

    void check(Findings findings) {
        for (ConnectionRef target : project.targets()) {
            intoItself(target).ifPresent(flaw ->
                    findings.add("targetConnectionIds", Flaw.of(FindingCode.OVERWRITES_SOURCE, flaw).with("connection", target.id())));
            twice(target).ifPresent(flaw ->
                    findings.add("targetConnectionIds", Flaw.of(FindingCode.SAME_TARGET_TWICE, flaw).with("connection", target.id())));
        }
    }

    /// What stops loads into a target, as sentences.
    public List<Flaw> problems(ConnectionRef target) {
        List<Flaw> problems = new ArrayList<>();
        intoItself(target).ifPresent(flaw -> problems.add(Flaw.of(FindingCode.OVERWRITES_SOURCE, "The targets " + flaw)));
        twice(target).ifPresent(flaw -> problems.add(Flaw.of(FindingCode.SAME_TARGET_TWICE, "The targets " + flaw)));
        return problems;
    }

    private Optional<String> intoItself(ConnectionRef target) {
        return overwritten.filter(_ -> same.test(project.source(), target))
                .map(table -> "name connection %d '%s', the same database as the source%s: %s would be overwritten by what is read from it; choose another schema naming"
                        .formatted(target.id(), target.name(), although(project.source(), target), table));
    }

    private Optional<String> twice(ConnectionRef target) {
        return project.targets().stream()
                .takeWhile(other -> other.id() != target.id())
                .filter(other -> same.test(other, target))
                .findFirst()
                .map(other -> "name the connections %d '%s' and %d '%s', which are the same database%s; leave one out"
                        .formatted(other.id(), other.name(), target.id(), target.name(), although(other, target)));
    }

    private static String although(ConnectionRef one, ConnectionRef other) {
        return Objects.equals(one.server(), other.server())
                ? ""
                : " by what the server says it is, though by another address (where it is a server of its own that was made of a copy of the other one's files, set the option 'identity' of its connection to 'address')";
    }
}
