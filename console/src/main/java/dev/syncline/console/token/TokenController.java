package dev.syncline.console.token;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import dev.syncline.console.access.Caller;
import dev.syncline.console.access.Caller.Way;
import dev.syncline.console.access.Callers;
import dev.syncline.console.access.ReadableText;
import dev.syncline.console.access.Role;
import dev.syncline.console.access.Secrets;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// A user's own tokens, for programs that act in the user's name.
@Tag(name = "Tokens")
@RestController
@RequestMapping("/api/v1/tokens")
class TokenController {

    private static final int MOST_DAYS = 366;

    private final Tokens tokens;
    private final Clock clock;

    TokenController(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /// @param role at most the caller's; the caller's where it is missing
    /// @param days until it ends
    record NewToken(@NotBlank @Size(max = 100) String name, @Nullable Role role, @Min(1) @Max(MOST_DAYS) int days) {}

    /// @param token to be kept by the caller, for it is not shown again
    record MadeToken(Token known, String token) {

        @Override
        public String toString() {
            return "MadeToken[%s]".formatted(known);
        }
    }

    @Operation(summary = "One's own tokens, without what opens")
    @GetMapping
    List<Token> all() {
        return tokens.of(account());
    }

    @Operation(summary = "Make a token, which is shown this once")
    @PostMapping
    ResponseEntity<MadeToken> make(@RequestBody @Valid NewToken body) {
        ReadableText.check("name", body.name);
        Caller caller = Callers.present();
        long account = account();
        Role role = body.role == null ? caller.role() : body.role;
        if (!caller.role().includes(role)) {
            throw new ApiException(Problem.INVALID, "role %s is more than yours, %s".formatted(role, caller.role()));
        }
        String secret = Secrets.token();
        Instant end = clock.instant().plus(Duration.ofDays(body.days));
        Token made = tokens.add(account, body.name, secret, role, end)
                .orElseThrow(() -> new ApiException(Problem.CONFLICT, "You have a token '%s' already; take it back, or choose another name".formatted(body.name)));
        return ResponseEntity.created(URI.create("/api/v1/tokens/" + made.id())).body(new MadeToken(made, secret));
    }

    @Operation(summary = "Take a token back")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeBack(@PathVariable long id) {
        if (!tokens.remove(account(), id)) {
            throw new ApiException(Problem.NOT_FOUND, "You have no token %d".formatted(id));
        }
    }

    /// A token makes no tokens: who has found one could keep a door open with it.
    private static long account() {
        Caller caller = Callers.present();
        Long account = caller.account();
        if (account == null || caller.way() == Way.TOKEN) {
            throw new ApiException(Problem.CONFLICT, "Tokens are seen, made and taken back by a user who is signed in, and not by a token");
        }
        return account;
    }
}
