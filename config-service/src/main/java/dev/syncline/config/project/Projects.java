package dev.syncline.config.project;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import dev.syncline.config.check.Audit;
import dev.syncline.config.check.Findings;
import dev.syncline.config.connection.Connections;
import dev.syncline.config.installation.Change;
import dev.syncline.config.installation.Installation;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.project.ProjectEvent.ProjectDeleted;
import dev.syncline.contracts.project.ProjectEvent.ProjectSaved;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.kit.outbox.Outbox;
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

    private final ProjectRepository repository;
    private final ProjectCheck check;
    private final SourceLook sources;
    private final Installation installation;
    private final ProjectTopic topic;
    private final TransactionTemplate transactions;
    private final Outbox outbox;
    private final Clock clock;

    Projects(
            ProjectRepository repository,
            Connections connections,
            SourceLook sources,
            Installation installation,
            ProjectTopic topic,
            TransactionTemplate transactions,
            Outbox outbox,
            Clock clock) {
        this.repository = repository;
        this.check = new ProjectCheck(connections::findAll);
        this.sources = sources;
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

    NamesView names(ProjectRequest request) {
        return check.names(request);
    }

    SavedRevision revision(long id, long revision) {
        return repository.findRevision(id, revision)
                .orElseThrow(() -> new ApiException(Problem.NOT_FOUND, "There is no revision %d of project %d".formatted(revision, id)));
    }

    Page<ProjectSummary> page(@Nullable String cursor, int limit) {
        return Page.of(
                repository.page(Cursors.afterId(cursor), Cursors.limit(limit) + 1), limit, project -> Long.toString(project.id()));
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
        CheckedProject checked = check(request, UNSAVED);
        return save(checked, () -> {
            Change change = installation.change();
            ProjectRevision revision = numbered(checked, installation.nextProject(change), change.after(UNSAVED));
            Instant now = clock.instant();
            save(revision, change, now, () -> repository.insert(revision, now));
            Audit.record("project.created", revision.projectId());
            return project(revision.projectId());
        });
    }

    SavedProject edit(long id, @Nullable String ifMatch, ProjectRequest request) {
        refuseForeignId(request, id);
        ProjectRevision before = project(id).document();
        Preconditions.check(subject(id), ifMatch, before.revision());
        CheckedProject checked = check(request, id);
        List<String> notes = new ArrayList<>(checked.notes());
        notes.addAll(NoLongerNew.notes(before, checked.revision()));
        notes.addAll(ChangedProperties.notes(before, checked.revision()));
        return save(new CheckedProject(checked.revision(), notes), () -> {
            Change change = installation.change();
            long present = lock(id, ifMatch);
            if (topic.revisionOf(id, change.mark()) > present) {
                installation.beginEpoch();
                change = installation.change();
            }
            ProjectRevision revision = numbered(checked, id, change.after(present));
            Instant now = clock.instant();
            save(revision, change, now, () -> repository.update(revision, now));
            Audit.record("project.changed", id);
            return project(id);
        });
    }

    @Transactional
    void delete(long id, @Nullable String ifMatch) {
        Change change = installation.change();
        long present = lock(id, ifMatch);
        repository.delete(id);
        outbox.add(Topics.PROJECTS, Long.toString(id), new ProjectDeleted(id, present, clock.instant(), change.mark()));
        Audit.record("project.deleted", id);
    }

    /// What would be saved, with revision 0; nothing is stored.
    CheckedProject validate(ProjectRequest request) {
        long id = request.projectId() == null ? UNSAVED : request.projectId();
        if (id != UNSAVED && !repository.exists(id)) {
            throw unknown(id);
        }
        return check(request, id);
    }

    /// Asks the source, and the targets who they are, so never inside a transaction.
    private CheckedProject check(ProjectRequest request, long id) {
        ProjectRevision revision = check.check(request, id, UNSAVED);
        refuseTakenName(revision);
        SourceState source = sources.at(revision);
        Findings findings = new Findings("The project");
        ProjectRevision identified = revision.identified(source.identities());
        Overwriting.asIdentified(identified).check(findings);
        List<String> notes = new ArrayList<>(source.notes());
        NameCheck.checkColumns(revision, source.shapes(), findings);
        notes.addAll(ColumnCheck.check(revision, source.shapes(), findings));
        findings.throwIfAny();
        return new CheckedProject(identified.numbered(id, UNSAVED, source.baseline()), notes);
    }

    private SavedProject save(CheckedProject checked, Supplier<SavedRevision> work) {
        return new SavedProject(Objects.requireNonNull(transactions.execute(_ -> work.get())), checked.notes());
    }

    private static ProjectRevision numbered(CheckedProject checked, long id, long revision) {
        return checked.revision().numbered(id, revision, Objects.requireNonNull(checked.revision().baseline()));
    }

    private long lock(long id, @Nullable String ifMatch) {
        long present = repository.lockRevision(id).orElseThrow(() -> unknown(id));
        Preconditions.check(subject(id), ifMatch, present);
        return present;
    }

    private void save(ProjectRevision revision, Change change, Instant now, Runnable statement) {
        refuseTakenName(revision);
        try {
            statement.run();
            repository.insertRevision(revision, now, Audit.who());
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
            findings.add("projectId", "is not the project of this address; leave it out");
            findings.throwIfAny();
        }
    }

    private static String subject(long id) {
        return "Project %d".formatted(id);
    }

    private static ApiException taken(ProjectRevision revision) {
        return new ApiException(NAME_TAKEN, "There is a project named '%s' already; choose another name".formatted(revision.projectName()));
    }

    private static ApiException unknown(long id) {
        return new ApiException(Problem.NOT_FOUND, "There is no project %d".formatted(id));
    }
}
