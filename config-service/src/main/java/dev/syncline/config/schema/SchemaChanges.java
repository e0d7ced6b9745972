package dev.syncline.config.schema;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.config.project.KnownTable;
import dev.syncline.config.project.KnownTables;
import dev.syncline.config.project.Projects;
import dev.syncline.config.project.Settled;
import dev.syncline.config.schema.FoundChange.Place;
import dev.syncline.config.schema.SchemaLook.Seen;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Preconditions;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Finds what has become of a source, and remembers what people have said of it.
@Component
class SchemaChanges {

    private final SchemaRepository repository;
    private final KnownTables known;
    private final Projects projects;
    private final SchemaLook source;
    private final SchemaNews news;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SchemaChanges(
            SchemaRepository repository,
            KnownTables known,
            Projects projects,
            SchemaLook source,
            SchemaNews news,
            TransactionTemplate transactions,
            Clock clock) {
        this.repository = repository;
        this.known = known;
        this.projects = projects;
        this.source = source;
        this.news = news;
        this.transactions = transactions;
        this.clock = clock;
    }

    SchemaChangeList list(long id, @Nullable ChangeState state, @Nullable String cursor, int limit) {
        ProjectRevision project = projects.present(id);
        Page<StoredChange> page = Page.of(
                repository.page(id, state, Cursors.afterId(cursor), Cursors.limit(limit) + 1), limit, change -> Long.toString(change.id()));
        SchemaRepository.Check last = repository.lastCheck(id).orElse(null);
        Function<TableName, TablePlan> plans = project.plans();
        return new SchemaChangeList(
                id,
                project.revision(),
                last == null ? null : last.at(),
                last == null ? null : last.failure(),
                repository.pending(id),
                page.items().stream().map(change -> SchemaChangeView.of(change, plans, project)).toList(),
                page.next());
    }

    /// Looks at the source now. Asks it outside of any transaction.
    ///
    /// @throws SyncException where it cannot be asked
    void check(long id) {
        ProjectRevision project = projects.present(id);
        Seen seen;
        try {
            seen = source.at(project);
        } catch (SyncException e) {
            repository.checked(id, e.failure().message(), clock.instant());
            throw e;
        }
        transactions.executeWithoutResult(_ -> keep(project, seen));
    }

    private void keep(ProjectRevision project, Seen seen) {
        long id = project.projectId();
        // What was saved meanwhile is looked at next time.
        if (!repository.lock(id) || projects.present(id).revision() != project.revision()) {
            return;
        }
        Instant now = clock.instant();
        List<FoundChange> found = compared(project, seen);
        Map<Place, StoredChange> pending = byPlace(repository.all(id, ChangeState.PENDING));
        Map<Place, StoredChange> ignored = byPlace(repository.all(id, ChangeState.IGNORED));
        Set<Place> present = found.stream().map(FoundChange::place).collect(Collectors.toSet());
        List<Long> over = new ArrayList<>();
        pending.forEach((place, change) -> addIf(!present.contains(place), over, change));
        // Once the table is as it was, its next change is told again.
        ignored.forEach((place, change) -> addIf(place.kind().isAboutTheTable() && !present.contains(place), over, change));
        repository.delete(over);
        List<FoundChange> begun = new ArrayList<>();
        for (FoundChange change : found) {
            StoredChange before = pending.get(change.place());
            if (before != null) {
                repository.update(before.id(), change);
            } else if (!change.kind().isAboutTheTable() || !ignored.containsKey(change.place())) {
                repository.insert(id, change, now);
                begun.add(change);
            }
        }
        repository.checked(id, null, now);
        if (!begun.isEmpty()) {
            news.tell(project, begun, repository.pending(id), now);
        }
    }

    private static void addIf(boolean wanted, List<Long> ids, StoredChange change) {
        if (wanted) {
            ids.add(change.id());
        }
    }

    /// Tables that were not known are known from here on.
    private List<FoundChange> compared(ProjectRevision project, Seen seen) {
        List<FoundChange> found = new ArrayList<>(seen.changes());
        Map<TableName, KnownTable> before = known.find(project.projectId());
        Map<TableName, KnownTable> unknown = new HashMap<>();
        seen.tables().forEach((table, now) -> {
            KnownTable then = before.get(table);
            if (then == null) {
                unknown.put(table, now);
            } else {
                found.addAll(FoundChange.of(table, then, now));
            }
        });
        known.learn(project.projectId(), unknown);
        Set<TableName> chosen = new HashSet<>(project.tables());
        before.keySet().stream().filter(table -> !chosen.contains(table)).forEach(table -> known.forget(project.projectId(), table));
        return found;
    }

    private static Map<Place, StoredChange> byPlace(List<StoredChange> changes) {
        return changes.stream().collect(Collectors.toMap(change -> change.change().place(), Function.identity(), (_, last) -> last));
    }

    /// What people have said of some changes: a new table is chosen, or not new any more; one that has gone is taken out, or stays. Of columns it is only
    /// noted, for what a run does with them is what the policies say.
    ///
    /// @param state accepted or ignored
    /// @param ids null for all that are pending
    Settlement settle(long id, @Nullable String ifMatch, ChangeState state, @Nullable List<Long> ids, @Nullable String comment) {
        ProjectRevision project = projects.present(id);
        Preconditions.check("Project %d".formatted(id), ifMatch, project.revision());
        List<StoredChange> chosen = chosen(id, ids);
        List<TableName> news = of(chosen, ChangeKind.TABLE_NEW);
        List<TableName> gone = state == ChangeState.ACCEPTED ? of(chosen, ChangeKind.TABLE_GONE) : List.of();
        Settled saved = new Settled(project.revision(), List.of());
        boolean watched = news.stream().anyMatch(project.newTables());
        if (state == ChangeState.ACCEPTED && !news.isEmpty() || watched || !gone.isEmpty()) {
            String why = comment != null ? comment : state == ChangeState.ACCEPTED ? "Schema changes accepted" : "Schema changes ignored";
            saved = projects.settle(id, Preconditions.etag(project.revision()), state == ChangeState.ACCEPTED ? news : List.of(), gone, news, why);
        }
        transactions.executeWithoutResult(_ -> note(id, state, chosen));
        return new Settlement(id, saved.revision(), chosen.size(), saved.findings());
    }

    private void note(long id, ChangeState state, List<StoredChange> changes) {
        repository.lock(id);
        Map<TableName, KnownTable> before = known.find(id);
        Map<TableName, KnownTable> now = new HashMap<>();
        for (StoredChange change : changes) {
            TableName table = change.change().table();
            KnownTable then = now.getOrDefault(table, before.get(table));
            if (then != null && !change.change().kind().isAboutTheTable()) {
                now.put(table, change.in(then));
            }
        }
        known.replace(id, now);
        repository.settle(changes.stream().map(StoredChange::id).toList(), state, CalledBy.presentName(), clock.instant());
    }

    private List<StoredChange> chosen(long id, @Nullable List<Long> ids) {
        List<StoredChange> pending = repository.all(id, ChangeState.PENDING);
        if (ids == null) {
            return pending;
        }
        Map<Long, StoredChange> byId = pending.stream().collect(Collectors.toMap(StoredChange::id, Function.identity()));
        Set<Long> wanted = new LinkedHashSet<>(ids);
        if (!byId.keySet().containsAll(wanted)) {
            wanted.removeAll(byId.keySet());
            throw new ApiException(
                    Problem.CONFLICT, "Project %d has no pending schema changes %s: somebody has settled them, or the source has changed again; read the list anew"
                            .formatted(id, wanted.stream().limit(10).toList()));
        }
        return wanted.stream().map(byId::get).map(Objects::requireNonNull).toList();
    }

    private static List<TableName> of(List<StoredChange> changes, ChangeKind kind) {
        return changes.stream().map(StoredChange::change).filter(change -> change.kind() == kind).map(FoundChange::table).toList();
    }
}
