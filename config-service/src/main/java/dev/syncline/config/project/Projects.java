package dev.syncline.config.project;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.connection.Connections;
import dev.syncline.config.installation.Change;
import dev.syncline.config.installation.Installation;
import dev.syncline.config.listing.Searched;
import dev.syncline.config.listing.Sorting;
import dev.syncline.config.listing.Sorting.Column;
import dev.syncline.config.project.PolicyPatch.Patched;
import dev.syncline.config.project.ProjectRepository.SortedProject;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ProjectEvent.ProjectDeleted;
import dev.syncline.contracts.project.ProjectEvent.ProjectSaved;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Preconditions;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// The stored projects. A save, its revision and the news of it are one transaction.
@Component
public class Projects {

    private static final Problem NAME_TAKEN = new Problem("name-taken", HttpStatus.CONFLICT, "The name is taken");
    private static final long UNSAVED = 0;
    private static final Map<String, Column> SORTED_BY = Map.of(
            "id", new Column("p.id", true),
            "name", new Column("lower(p.name)", false),
            "source", new Column("lower(s.name)", false),
            "tables", new Column("p.tables", true),
            "saved", new Column("CAST(extract(epoch FROM p.changed_at) * 1000000 AS bigint)", true));

    private final ProjectRepository repository;
    private final ProjectCheck check;
    private final SourceLook sources;
    private final KnownTables known;
    private final Installation installation;
    private final ProjectTopic topic;
    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final Clock clock;

    Projects(
            ProjectRepository repository,
            Connections connections,
            SourceLook sources,
            KnownTables known,
            Installation installation,
            ProjectTopic topic,
            TransactionTemplate transactions,
            Outbox outbox,
            Clock clock) {
        this.repository = repository;
        this.check = new ProjectCheck(connections::findAll);
        this.sources = sources;
        this.known = known;
        this.installation = installation;
        this.topic = topic;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    SavedRevision project(long id) {
        return repository.findPresent(id).orElseThrow(() -> unknown(id));
    }

    /// The configuration that was saved last.
    public ProjectRevision present(long id) {
        return project(id).document();
    }

    /// The configuration that a request describes, checked without asking any user's database; revision 0.
    public ProjectRevision described(ProjectRequest request) {
        return check.check(request, request.projectId() == null ? UNSAVED : request.projectId(), UNSAVED);
    }

    /// How a saved configuration differs from one that a request describes, page by page, whether or not the latter could be saved now.
    Page<Difference.Change> difference(ProjectRevision before, ProjectRequest after, @Nullable String cursor, int limit) {
        return difference(before, check.describe(after.ofOwner(before.ownership()), before.projectId(), UNSAVED), cursor, limit);
    }

    NamesView names(ProjectRequest request) {
        return check.names(request);
    }

    SavedRevision revision(long id, long revision) {
        return repository.findRevision(id, revision)
                .orElseThrow(() -> new ApiException(Problem.NOT_FOUND, "There is no revision %d of project %d".formatted(revision, id)));
    }

    Page<ProjectSummary> page(@Nullable String search, @Nullable Long connection, String sort, @Nullable String cursor, int limit) {
        Sorting sorting = Sorting.of(sort, cursor, SORTED_BY);
        Page<SortedProject> page = Page.of(
                repository.page(sorting, Searched.text(search), connection, Cursors.limit(limit) + 1),
                limit,
                sorted -> sorting.of(sorted.project().id(), sorted.sortKey()));
        return new Page<>(page.items().stream().map(SortedProject::project).toList(), page.next());
    }

    /// How two configurations of a project differ, page by page.
    Page<Difference.Change> difference(ProjectRevision before, ProjectRevision after, @Nullable String cursor, int limit) {
        return page(Difference.between(before, after), cursor, limit);
    }

    /// The chosen tables, in the order in which they were chosen.
    ///
    /// @param schema only its tables; null for all
    /// @param search a part of the table's name; null for all
    Page<ChosenTable> tables(ProjectRevision project, @Nullable String schema, @Nullable String search, @Nullable String cursor, int limit) {
        String sought = Searched.text(search).toLowerCase(Locale.ROOT);
        ChosenTables chosen = ChosenTables.of(project, project.patternPolicies().isEmpty() ? Map.of() : known.find(project.projectId()));
        Page<TableName> page = page(
                project.tables().stream()
                        .filter(table -> schema == null || table.schema().equals(schema))
                        .filter(table -> table.table().toLowerCase(Locale.ROOT).contains(sought))
                        .toList(),
                cursor,
                limit);
        return new Page<>(page.items().stream().map(chosen::of).toList(), page.next());
    }

    /// A cursor says how many have been shown.
    private static <T> Page<T> page(List<T> all, @Nullable String cursor, int limit) {
        int from = (int) Math.min(Cursors.afterId(cursor), all.size());
        int to = (int) Math.min(all.size(), (long) from + Cursors.limit(limit));
        if (from < 0) {
            throw Cursors.notOurs();
        }
        List<T> shown = all.subList(from, to);
        return to == all.size() ? new Page<>(shown, null) : Page.of(all.subList(from, to + 1), limit, _ -> Integer.toString(to));
    }

    Page<RevisionSummary> revisions(long id, @Nullable String cursor, int limit) {
        if (!repository.exists(id)) {
            throw unknown(id);
        }
        long before = Cursors.position(cursor, Long.MAX_VALUE);
        return Page.of(
                repository.revisions(id, before, Cursors.limit(limit) + 1), limit, revision -> Long.toString(revision.revision()));
    }

    SavedProject create(ProjectRequest request) {
        refuseForeignId(request, UNSAVED);
        Looked looked = look(request, UNSAVED);
        CheckedProject checked = looked.checked();
        Why why = new Why(request.comment(), null);
        return save(checked, () -> {
            Change change = installation.change();
            ProjectRevision revision = numbered(checked, installation.nextProject(change), change.after(UNSAVED));
            Instant now = clock.instant();
            save(revision, change, now, why, () -> repository.insert(revision, now));
            learn(revision, looked);
            return project(revision.projectId());
        });
    }

    SavedProject edit(long id, @Nullable String ifMatch, ProjectRequest request) {
        return edit(id, ifMatch, request, null);
    }

    /// Saves an earlier revision anew, if it still can be.
    SavedProject restore(long id, @Nullable String ifMatch, long earlier, @Nullable String comment) {
        return edit(id, ifMatch, ProjectRequest.of(revision(id, earlier).document()).because(comment), earlier);
    }

    /// Changes the policies of many tables; where none is another afterwards, nothing is saved.
    PatchedPolicies patch(long id, @Nullable String ifMatch, TablePoliciesPatch patch) {
        ProjectRevision before = present(id);
        Preconditions.check(subject(id), ifMatch, before.revision());
        Patched patched = PolicyPatch.apply(patch, before);
        if (patched.changed() == 0) {
            return new PatchedPolicies(id, before.revision(), patched.selected(), 0, List.of());
        }
        SavedProject saved = edit(id, Preconditions.etag(before.revision()), patched.request());
        return new PatchedPolicies(id, saved.saved().document().revision(), patched.selected(), patched.changed(), saved.findings());
    }

    /// Saves a project with some tables more and some less. What has appeared in its source beside them goes on being new, which it would not after
    /// another save.
    ///
    /// @param noLongerNew also chosen ones
    public Settled settle(
            long id, @Nullable String ifMatch, List<TableName> chosen, List<TableName> removed, List<TableName> noLongerNew, String comment) {
        ProjectRevision before = present(id);
        TableSelection selection = new TableSelection(before.selection());
        List<TableName> named = chosen.stream().filter(table -> !selection.takes(table)).toList();
        List<TableName> leftOut = noLongerNew.stream().filter(table -> selection.takes(table) && !chosen.contains(table)).toList();
        ProjectRequest request = ProjectRequest.of(before).with(named, removed, leftOut).because(comment);
        SavedProject saved = edit(id, ifMatch, request, null, new Kept(Baselines.with(before.baseline(), noLongerNew), chosen));
        return new Settled(saved.saved().document().revision(), saved.findings());
    }

    private SavedProject edit(long id, @Nullable String ifMatch, ProjectRequest request, @Nullable Long restoredFrom) {
        return edit(id, ifMatch, request, restoredFrom, null);
    }

    /// What is new stays new.
    ///
    /// @param baseline in place of what the source's schemas hold now
    /// @param chosen of the tables that the selection chooses, those that are chosen beside the ones that were
    private record Kept(List<BaselineSchema> baseline, List<TableName> chosen) {

        ProjectRevision of(ProjectRevision before, ProjectRevision now) {
            Set<TableName> known = new HashSet<>(before.tables());
            known.addAll(chosen);
            Set<TableName> named = new HashSet<>(now.namedTables());
            return now.choosing(now.tables().stream().filter(table -> !named.contains(table) && known.contains(table)).toList())
                    .numbered(now.projectId(), UNSAVED, baseline);
        }
    }

    /// @param kept null where the source's schemas are looked at anew
    private SavedProject edit(long id, @Nullable String ifMatch, ProjectRequest request, @Nullable Long restoredFrom, @Nullable Kept kept) {
        refuseForeignId(request, id);
        ProjectRevision before = project(id).document();
        Preconditions.check(subject(id), ifMatch, before.revision());
        Looked looked = look(request.ofOwner(before.ownership()), id);
        ProjectRevision found = kept == null ? looked.checked().revision() : kept.of(before, looked.checked().revision());
        List<Finding> notes = new ArrayList<>(looked.checked().findings());
        notes.addAll(NoLongerNew.notes(before, found));
        notes.addAll(ChangedProperties.notes(before, found));
        CheckedProject checked = CheckedProject.of(found, notes);
        return save(checked, () -> {
            Change change = installation.change();
            long present = lock(id, ifMatch);
            if (topic.revisionOf(id, change.mark()) > present) {
                installation.beginEpoch();
                change = installation.change();
            }
            ProjectRevision revision = numbered(checked, id, change.after(present));
            Instant now = clock.instant();
            save(revision, change, now, new Why(request.comment(), restoredFrom), () -> repository.update(revision, now));
            learn(revision, looked);
            return project(id);
        });
    }

    @Transactional
    void delete(long id, @Nullable String ifMatch) {
        Change change = installation.change();
        long present = lock(id, ifMatch);
        repository.delete(id);
        outbox.add(Topics.PROJECTS, Long.toString(id), new ProjectDeleted(id, present, clock.instant(), change.mark()));
    }

    /// What would be saved, with revision 0; nothing is stored.
    CheckedProject validate(ProjectRequest request) {
        long id = request.projectId() == null ? UNSAVED : request.projectId();
        if (id != UNSAVED && !repository.exists(id)) {
            throw unknown(id);
        }
        return look(request, id).checked();
    }

    /// @param shapes of the source's tables, as far as the check has asked for them
    private record Looked(CheckedProject checked, Map<TableName, TableShape> shapes) {}

    private void learn(ProjectRevision revision, Looked looked) {
        Set<TableName> chosen = new HashSet<>(revision.tables());
        Map<TableName, KnownTable> tables = new HashMap<>();
        looked.shapes.forEach((table, shape) -> {
            if (chosen.contains(table)) {
                tables.put(table, KnownTable.of(shape));
            }
        });
        known.learn(revision.projectId(), tables);
    }

    /// Asks the source, and the targets who they are, so never inside a transaction.
    private Looked look(ProjectRequest request, long id) {
        ProjectRevision described = check.check(request, id, UNSAVED);
        refuseTakenName(described);
        SourceState source = sources.at(described);
        Findings findings = new Findings("The project");
        source.idle().forEach(flaw -> findings.add("selection", flaw));
        ProjectRevision revision = described.choosing(source.chosen());
        if (!source.chosen().isEmpty()) {
            ProjectCheck.checkNames(revision, findings);
        }
        if (!source.baseline().isEmpty() && source.idle().isEmpty()) {
            ListedTables.checkPolicies(revision, source.shapes(), findings);
        }
        ProjectRevision identified = revision.identified(source.identities());
        Overwriting.asIdentified(identified).check(findings);
        List<Finding> notes = new ArrayList<>(source.notes());
        NameCheck.checkColumns(revision, source.shapes(), findings);
        notes.addAll(ColumnCheck.check(revision, source.shapes(), findings));
        findings.throwIfAny();
        return new Looked(CheckedProject.of(identified.numbered(id, UNSAVED, source.baseline()), notes), source.shapes());
    }

    private SavedProject save(CheckedProject checked, Supplier<SavedRevision> work) {
        return new SavedProject(Objects.requireNonNull(transactions.execute(_ -> work.get())), checked.findings());
    }

    private static ProjectRevision numbered(CheckedProject checked, long id, long revision) {
        return checked.revision().numbered(id, revision, checked.revision().baseline());
    }

    private long lock(long id, @Nullable String ifMatch) {
        long present = repository.lockRevision(id).orElseThrow(() -> unknown(id));
        Preconditions.check(subject(id), ifMatch, present);
        return present;
    }

    private void save(ProjectRevision revision, Change change, Instant now, Why why, Runnable statement) {
        refuseTakenName(revision);
        try {
            statement.run();
            repository.insertRevision(revision, now, CalledBy.presentName(), why);
            repository.replaceConnections(revision);
        } catch (DuplicateKeyException _) { // somebody has taken the name since
            throw taken(revision);
        } catch (DataIntegrityViolationException _) {
            throw new ApiException(Problem.CONFLICT, "The project was not saved: one of its connections has just been deleted");
        }
        outbox.add(Topics.PROJECTS, Long.toString(revision.projectId()), new ProjectSaved(revision.projectId(), revision, now, change.mark()));
    }

    private void refuseTakenName(ProjectRevision revision) {
        if (repository.nameIsTaken(revision.projectName(), revision.projectId())) {
            throw taken(revision);
        }
    }

    private static void refuseForeignId(ProjectRequest request, long id) {
        if (request.projectId() != null && request.projectId() != id) {
            Findings findings = new Findings("The project");
            findings.add("projectId", Flaw.of(FindingCode.NOT_APPLICABLE, "is not the project of this address; leave it out"));
            findings.throwIfAny();
        }
    }

    private static String subject(long id) {
        return "Project %d".formatted(id);
    }

    private static ApiException taken(ProjectRevision revision) {
        return new ApiException(
                NAME_TAKEN,
                "There is a project named '%s' already; choose another name".formatted(revision.projectName()),
                Map.of("findings", List.of(Finding.of("name", Flaw.of(FindingCode.DUPLICATE, "is another project's already")))));
    }

    private static ApiException unknown(long id) {
        return new ApiException(Problem.NOT_FOUND, "There is no project %d".formatted(id));
    }
}
