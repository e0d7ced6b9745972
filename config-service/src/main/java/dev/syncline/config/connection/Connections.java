package dev.syncline.config.connection;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.installation.Change;
import dev.syncline.config.installation.Installation;
import dev.syncline.config.listing.Searched;
import dev.syncline.config.listing.Sorting;
import dev.syncline.config.listing.Sorting.Column;
import dev.syncline.config.secret.SealedSecret;
import dev.syncline.config.secret.SecretBox;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.project.ProjectEvent.ConnectionsChanged;
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

/// The stored connections.
@Component
public class Connections {

    private static final Problem IN_USE = new Problem("connection-in-use", HttpStatus.CONFLICT, "Projects use the connection");
    private static final Problem NAME_TAKEN = new Problem("name-taken", HttpStatus.CONFLICT, "The name is taken");
    private static final int PROJECTS_NAMED = 5;
    private static final long UNSAVED = 0;
    private static final String USED = "(SELECT count(DISTINCT c.project_id) FROM project_connection c WHERE c.connection_id = connection.id)";
    private static final Map<String, Column> SORTED_BY = Map.of(
            "id", new Column("id", true),
            "name", new Column("lower(name)", false),
            "kind", new Column("kind", false),
            "host", new Column("host", false),
            "projects", new Column(USED, true),
            "changed", new Column("CAST(extract(epoch FROM changed_at) * 1000000 AS bigint)", true),
            "tested", new Column("CAST(coalesce(extract(epoch FROM tested_at), 0) * 1000000 AS bigint)", true));

    private final ConnectionRepository repository;
    private final SecretBox secrets;
    private final Installation installation;
    private final Outbox outbox;
    private final Clock clock;

    Connections(ConnectionRepository repository, SecretBox secrets, Installation installation, Outbox outbox, Clock clock) {
        this.repository = repository;
        this.secrets = secrets;
        this.installation = installation;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @throws ApiException where there is none
    public SavedConnection connection(long id) {
        return repository.find(id).orElseThrow(() -> unknown(id));
    }

    /// Those of the connections that there are, by id.
    public Map<Long, SavedConnection> findAll(Collection<Long> ids) {
        return repository.findAll(ids).stream().collect(Collectors.toMap(SavedConnection::id, Function.identity()));
    }

    /// How to reach a connection, with its secret.
    ///
    /// @throws ApiException where there is none
    public ConnectionSettings settings(long id) {
        ConnectionRepository.Stored stored = repository.findWithSecret(id).orElseThrow(() -> unknown(id));
        SavedConnection saved = stored.connection();
        return new ConnectionSettings(
                id,
                saved.name(),
                saved.version(),
                saved.kind(),
                saved.host(),
                saved.port(),
                saved.database(),
                saved.user(),
                secrets.open(owner(id), stored.secret()),
                saved.options(),
                saved.writable());
    }

    Page<ConnectionView> page(
            @Nullable String search, @Nullable String kind, @Nullable Boolean writable, String sort, @Nullable String cursor, int limit) {
        Sorting sorting = Sorting.of(sort, cursor, SORTED_BY);
        List<ListedConnection> oneMore = repository.page(sorting, Searched.text(search), Searched.word("kind", kind), writable, Cursors.limit(limit) + 1);
        Page<ListedConnection> page = Page.of(oneMore, limit, listed -> sorting.of(listed.connection().id(), listed.sortKey()));
        return new Page<>(page.items().stream().map(ConnectionView::of).toList(), page.next());
    }

    /// @throws ApiException where there is none
    ConnectionView view(long id) {
        return ConnectionView.of(repository.findListed(id).orElseThrow(() -> unknown(id)));
    }

    Page<ConnectionUse> uses(long id, @Nullable String cursor, int limit) {
        SavedConnection _ = connection(id);
        return Page.of(repository.uses(id, Cursors.afterId(cursor), Cursors.limit(limit) + 1), limit, use -> Long.toString(use.projectId()));
    }

    /// How to reach a connection as somebody has edited it and not saved it yet; where no secret is given, the stored one goes where it has gone before.
    ///
    /// @throws ApiException where it would go elsewhere
    ConnectionSettings settings(long id, ConnectionDraft draft) {
        ConnectionSettings saved = settings(id);
        if (draft.secret() == null) {
            refuseElsewhere(id, draft, connection(id), "tested");
        }
        return draft.settings(UNSAVED, UNSAVED, draft.secret() == null ? saved.secret() : draft.secret());
    }

    /// Remembers what came of a test of the connection as it is saved.
    void tested(ConnectionSettings settings, ConnectionTrial trial) {
        repository.tested(settings.id(), settings.version(), trial.isGood(), trial.summary(), clock.instant());
    }

    private static void refuseElsewhere(long id, ConnectionDraft draft, SavedConnection saved, String done) {
        if (draft.leadsElsewhereThan(saved)) {
            throw new ApiException(
                    Problem.INVALID,
                    "Connection %d was not %s: whoever changes its kind, host, port or user gives its secret again".formatted(id, done),
                    Map.of("findings", List.of(Finding.of("secret", Flaw.of(FindingCode.SECRET_NEEDED, "is needed again, for it would go elsewhere")))));
        }
    }

    @Transactional
    SavedConnection create(ConnectionDraft draft) {
        if (draft.secret() == null) {
            throw secretIsMissing();
        }
        String secret = draft.secret();
        Change change = change();
        long id = installation.nextConnection(change);
        refuseTakenName(draft, id);
        storing(draft, () -> repository.insert(id, change.after(0), draft, secrets.seal(owner(id), secret), clock.instant()));
        return connection(id);
    }

    @Transactional
    SavedConnection edit(long id, @Nullable String ifMatch, ConnectionDraft draft) {
        Change change = change();
        SavedConnection saved = repository.findForUpdate(id).orElseThrow(() -> unknown(id));
        Preconditions.check("Connection %d".formatted(id), ifMatch, saved.version());
        if (draft.secret() == null) {
            refuseElsewhere(id, draft, saved, "changed");
        }
        if (!draft.kind().equals(saved.kind())) {
            refuseUsed(id, "its kind cannot change");
        }
        refuseTakenName(draft, id);
        SealedSecret secret = draft.secret() == null ? repository.secret(id) : secrets.seal(owner(id), draft.secret());
        storing(draft, () -> repository.update(id, change.after(saved.version()), draft, secret, clock.instant()));
        return connection(id);
    }

    @Transactional
    void delete(long id, @Nullable String ifMatch) {
        change();
        SavedConnection saved = repository.findForUpdate(id).orElseThrow(() -> unknown(id));
        Preconditions.check("Connection %d".formatted(id), ifMatch, saved.version());
        refuseUsed(id, "it cannot be deleted");
        try {
            repository.delete(id);
        } catch (DataIntegrityViolationException _) { // a project has taken it since
            throw new ApiException(IN_USE, "Connection %d is used by a project: it cannot be deleted".formatted(id));
        }
    }

    // Without the news, a restore that loses nothing but connections would go unnoticed, and their ids and versions would be handed out again.
    private Change change() {
        Change change = installation.change();
        outbox.add(Topics.PROJECTS, "connections", new ConnectionsChanged(clock.instant(), change.mark()));
        return change;
    }

    static String owner(long id) {
        return "connection:" + id;
    }

    private void refuseUsed(long id, String consequence) {
        List<String> projects = repository.projectsUsing(id, PROJECTS_NAMED);
        if (!projects.isEmpty()) {
            throw new ApiException(
                    IN_USE,
                    "Connection %d is used by the projects %s: %s; choose another connection there first".formatted(id, projects, consequence));
        }
    }

    private void refuseTakenName(ConnectionDraft draft, long id) {
        if (repository.nameIsTaken(draft.name(), id)) {
            throw taken(draft);
        }
    }

    private static void storing(ConnectionDraft draft, Runnable statement) {
        try {
            statement.run();
        } catch (DuplicateKeyException _) { // somebody has taken the name since
            throw taken(draft);
        }
    }

    private static ApiException taken(ConnectionDraft draft) {
        return new ApiException(
                NAME_TAKEN,
                "There is a connection named '%s' already; choose another name".formatted(draft.name()),
                Map.of("findings", List.of(Finding.of("name", Flaw.of(FindingCode.DUPLICATE, "is another connection's already")))));
    }

    /// What to throw where a connection that is not saved yet comes without its secret.
    static ApiException secretIsMissing() {
        return Findings.refusal("The connection", "secret", Flaw.of(FindingCode.MISSING, "is missing; it may be empty where the user has no password"));
    }

    private static ApiException unknown(long id) {
        return new ApiException(Problem.NOT_FOUND, "There is no connection %d".formatted(id));
    }
}
