package dev.syncline.console.session;

import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;

import dev.syncline.console.access.Caller;
import dev.syncline.console.access.Caller.Way;
import dev.syncline.console.access.Callers;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where else one is signed in.
@Tag(name = "Sign-in")
@RestController
@RequestMapping("/api/v1/sessions")
class OwnSessionsController {

    private final UserSessions sessions;

    OwnSessionsController(UserSessions sessions) {
        this.sessions = sessions;
    }

    @Operation(summary = "One's own sessions, the last used first")
    @GetMapping
    List<UserSessions.Shown> all(HttpServletRequest request) {
        return sessions.of(account(), Objects.requireNonNull(request.getSession(false)).getId());
    }

    @Operation(summary = "End one of one's own sessions")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String id) {
        if (!sessions.end(account(), id)) {
            throw new ApiException(Problem.NOT_FOUND, "You have no such session; it may have ended");
        }
    }

    private static long account() {
        Caller caller = Callers.present();
        Long account = caller.account();
        if (account == null || caller.way() == Way.TOKEN) {
            throw new ApiException(Problem.CONFLICT, "Sessions are seen and ended by a user who is signed in, and not by a token");
        }
        return account;
    }
}
