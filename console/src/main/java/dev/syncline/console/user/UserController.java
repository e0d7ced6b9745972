package dev.syncline.console.user;

import java.net.URI;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import dev.syncline.console.access.Role;
import dev.syncline.console.access.Secrets;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Preconditions;
import dev.syncline.kit.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Decides who may sign in, and what they may do.
@Tag(name = "Users")
@RestController
@RequestMapping("/api/v1/users")
class UserController {


    private final Users users;
    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    UserController(Users users, FindByIndexNameSessionRepository<? extends Session> sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    record NewUser(
            @NotNull @Pattern(regexp = Users.NAMES, message = "has letters, digits and . _ @ + - and begins with one of the first two; api, service and system are taken") String name,
            @NotNull Role role) {}

    /// @param resetPassword whether a new first password is made; the user's sessions end then
    record Edit(@NotNull Role role, boolean enabled, boolean resetPassword) {}

    /// @param firstPassword to be given to the user, for it is not shown again; null where none was made
    record Answer(Account user, @Nullable String firstPassword) {

        @Override
        public String toString() {
            return "Answer[%s]".formatted(user);
        }
    }

    @Operation(summary = "All users")
    @GetMapping
    List<Account> all() {
        return users.all();
    }

    @Operation(summary = "Add a user, with a first password that is shown this once and has to be changed")
    @PostMapping
    ResponseEntity<Answer> add(@RequestBody @Valid NewUser body) {
        String password = Secrets.password();
        Account user = users.add(body.name, password, body.role)
                .orElseThrow(() -> new ApiException(Problem.CONFLICT, "There is a user '%s' already; choose another name".formatted(body.name)));
        return ResponseEntity.created(URI.create("/api/v1/users/" + user.id())).eTag(Preconditions.etag(user.version())).body(new Answer(user, password));
    }

    @Operation(summary = "Change a user's role, lock or unlock the user, or make a new first password")
    @PutMapping("/{id}")
    @Transactional
    public ResponseEntity<Answer> edit(@PathVariable long id, @RequestBody @Valid Edit body, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Account present = known(id);
        Preconditions.check("User %s".formatted(present.name()), ifMatch, present.version());
        if (!(body.role == Role.ADMIN && body.enabled) && !users.hasOtherAdministrator(id)) {
            throw lastAdministrator(present);
        }
        Account edited = users.edit(
                        new Account(id, present.name(), body.role, body.enabled, present.mustChangePassword(), present.createdAt(), present.signedInAt(), 0), present.version())
                .orElseThrow(() -> new ApiException(Problem.STALE, "User %s was changed meanwhile; read it again".formatted(present.name())));
        String password = null;
        if (body.resetPassword) {
            password = Secrets.password();
            users.resetPassword(id, password);
            edited = known(id);
        }
        if (body.resetPassword || !body.enabled) {
            endSessions(id);
        }
        return ResponseEntity.ok().eTag(Preconditions.etag(edited.version())).body(new Answer(edited, password));
    }

    @Operation(summary = "Remove a user, with the user's tokens and sessions")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void remove(@PathVariable long id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Account present = known(id);
        Preconditions.check("User %s".formatted(present.name()), ifMatch, present.version());
        if (!users.hasOtherAdministrator(id)) {
            throw lastAdministrator(present);
        }
        users.remove(id);
        endSessions(id);
    }

    private Account known(long id) {
        return users.find(id).orElseThrow(() -> new ApiException(Problem.NOT_FOUND, "There is no user %d".formatted(id)));
    }

    private static ApiException lastAdministrator(Account user) {
        return new ApiException(Problem.CONFLICT, "%s is the only administrator who may sign in; make another one first".formatted(user.name()));
    }

    private void endSessions(long id) {
        sessions.findByPrincipalName(Long.toString(id)).keySet().forEach(sessions::deleteById);
    }
}
