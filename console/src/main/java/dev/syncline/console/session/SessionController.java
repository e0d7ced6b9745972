package dev.syncline.console.session;

import java.util.Locale;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import dev.syncline.console.access.Caller;
import dev.syncline.console.access.Caller.Way;
import dev.syncline.console.access.Callers;
import dev.syncline.console.access.ReadableText;
import dev.syncline.console.user.Account;
import dev.syncline.console.user.Users;
import dev.syncline.contracts.audit.AuditWay;
import dev.syncline.kit.audit.Audited;
import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Signing in and out, and who one is.
@Tag(name = "Sign-in")
@RestController
@RequestMapping("/api/v1")
class SessionController {

    private static final int SHORTEST = 12;
    private static final Problem REFUSED = new Problem("sign-in-refused", HttpStatus.UNAUTHORIZED, "User and password do not fit");
    private static final Problem TOO_MANY = new Problem("too-many-tries", HttpStatus.TOO_MANY_REQUESTS, "Too many wrong passwords");

    private final Users users;
    private final SignInLimit limit;
    private final UserSessions sessions;

    SessionController(Users users, SignInLimit limit, UserSessions sessions) {
        this.users = users;
        this.limit = limit;
        this.sessions = sessions;
    }

    record SignIn(@NotBlank @Size(max = 100) String user, @NotBlank @Size(max = 1000) String password) {

        @Override
        public String toString() {
            return "SignIn[%s]".formatted(user);
        }
    }

    record NewPassword(@NotBlank @Size(max = 1000) String present, @NotBlank @Size(min = SHORTEST, max = 72) String wanted) {

        @Override
        public String toString() {
            return "NewPassword[hidden]";
        }
    }

    /// @param mustChangePassword whether nothing else is open before
    record Me(String name, String role, boolean mustChangePassword) {

        static Me of(Caller caller) {
            return new Me(caller.name(), caller.role().name().toLowerCase(Locale.ROOT), caller.way() == Way.FIRST_SESSION);
        }
    }

    @Operation(summary = "Sign in, with a session that a cookie keeps")
    @PostMapping("/session")
    Me signIn(@RequestBody @Valid SignIn body, HttpServletRequest request) {
        ReadableText.check("user", body.user);
        String address = request.getRemoteAddr();
        // Only the name of somebody who is known: who types the password into the wrong field is not to find it in the audit.
        Audited.as(request, new CalledBy(users.nameLike(body.user).orElse(null), AuditWay.NONE, null, address));
        if (limit.isReached(body.user, address)) {
            throw new ApiException(TOO_MANY, "There were too many wrong passwords for this user from this address; wait a minute");
        }
        Account account = users.signIn(body.user, body.password).orElseThrow(() -> {
            limit.failed(body.user, address);
            return new ApiException(REFUSED, "User and password do not fit, or the user is locked");
        });
        sessions.open(request, account);
        Audited.as(request, new CalledBy(account.name(), AuditWay.SESSION, account.role().name(), address));
        return new Me(account.name(), account.role().name().toLowerCase(Locale.ROOT), account.mustChangePassword());
    }

    @Operation(summary = "Sign out")
    @DeleteMapping("/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    @Operation(summary = "Who one is")
    @GetMapping("/me")
    Me me() {
        return Me.of(Callers.present());
    }

    @Operation(summary = "Change one's own password, which ends one's other sessions")
    @PutMapping("/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@RequestBody @Valid NewPassword body, HttpServletRequest request) {
        Caller caller = Callers.present();
        Long id = caller.account();
        if (id == null || caller.way() == Way.TOKEN) {
            throw new ApiException(Problem.CONFLICT, "A password is changed by its user, signed in, and not by a token");
        }
        String address = request.getRemoteAddr();
        if (limit.isReached(caller.name(), address)) {
            throw new ApiException(TOO_MANY, "There were too many wrong passwords for this user from this address; wait a minute");
        }
        if (users.signIn(caller.name(), body.present).isEmpty()) {
            limit.failed(caller.name(), address);
            throw new ApiException(Problem.INVALID, "The present password is another one");
        }
        if (body.wanted.equals(body.present)) {
            throw new ApiException(Problem.INVALID, "The new password is the present one; choose another");
        }
        users.changePassword(id, body.wanted);
        sessions.endOthers(id, Objects.requireNonNull(request.getSession(false)).getId());
    }
}
