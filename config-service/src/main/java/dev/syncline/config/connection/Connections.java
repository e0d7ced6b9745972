package dev.syncline.config.connection;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.config.check.Audit;
import dev.syncline.config.installation.Change;
import dev.syncline.config.installation.Installation;
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

    Page<ConnectionView> page(@Nullable String cursor, int limit) {
        List<SavedConnection> oneMore = repository.page(Cursors.afterId(cursor), Cursors.limit(limit) + 1);
        return Page.of(oneMore.stream().map(ConnectionView::of).toList(), limit, view -> Long.toString(view.id()));
    }

    @Transactional
    SavedConnection create(ConnectionDraft draft) {
        if (draft.secret() == null) {
            throw new ApiException(Problem.INVALID, "The connection cannot be taken: secret is missing; it may be empty where the user has no password");
        }
        Change change = change();
        long id = installation.nextConnection(change);
        refuseTakenName(draft, id);
        storing(draft, () -> repository.insert(id, change.after(0), draft, secrets.seal(owner(id), draft.secret()), clock.instant()));
        Audit.record("connection.created", id);
        return connection(id);
    }

    @Transactional
    SavedConnection edit(long id, @Nullable String ifMatch, ConnectionDraft draft) {
        Change change = change();
        SavedConnection saved = repository.findForUpdate(id).orElseThrow(() -> unknown(id));
        Preconditions.check("Connection %d".formatted(id), ifMatch, saved.version());
        if (draft.secret() == null && draft.leadsElsewhereThan(saved)) {
            throw new ApiException(
                    Problem.INVALID,
                    "Connection %d was not changed: whoever changes its kind, host, port or user gives its secret again".formatted(id));
        }
        if (!draft.kind().equals(saved.kind())) {
            refuseUsed(id, "its kind cannot change");
        }
        refuseTakenName(draft, id);
        SealedSecret secret = draft.secret() == null ? repository.secret(id) : secrets.seal(owner(id), draft.secret());
        storing(draft, () -> repository.update(id, change.after(saved.version()), draft, secret, clock.instant()));
        Audit.record("connection.changed", id);
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
        Audit.record("connection.deleted", id);
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
        return new ApiException(NAME_TAKEN, "There is a connection named '%s' already; choose another name".formatted(draft.name()));
    }

    private static ApiException unknown(long id) {
        return new ApiException(Problem.NOT_FOUND, "There is no connection %d".formatted(id));
    }
}
