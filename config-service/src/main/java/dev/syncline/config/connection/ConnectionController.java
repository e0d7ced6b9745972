package dev.syncline.config.connection;

import java.net.URI;
import java.util.List;

import dev.syncline.config.check.Audit;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Preconditions;
import dev.syncline.kit.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Connections")
@RestController
@RequestMapping("/api/v1")
class ConnectionController {

    private static final long UNSAVED = 0;

    private final Connections connections;
    private final ConnectionTester tester;
    private final ConnectionCheck check;
    private final List<Descriptor> kinds;

    ConnectionController(Connections connections, ConnectionTester tester) {
        this.connections = connections;
        this.tester = tester;
        this.kinds = Dialects.all().stream().map(Dialect::descriptor).toList();
        this.check = new ConnectionCheck(kinds);
    }

    @Operation(summary = "The kinds of databases, with their options")
    @GetMapping("/connection-kinds")
    List<Descriptor> kinds() {
        return kinds;
    }

    @Operation(summary = "All connections, page by page")
    @GetMapping("/connections")
    Page<ConnectionView> list(@RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        return connections.page(cursor, limit);
    }

    @Operation(summary = "Make a connection")
    @PostMapping("/connections")
    ResponseEntity<ConnectionView> create(@RequestBody ConnectionRequest request) {
        SavedConnection saved = connections.create(check.check(request));
        return ResponseEntity.created(URI.create("/api/v1/connections/" + saved.id()))
                .eTag(Preconditions.etag(saved.version()))
                .body(ConnectionView.of(saved));
    }

    @Operation(summary = "One connection, without its secret")
    @GetMapping("/connections/{id}")
    ResponseEntity<ConnectionView> read(@PathVariable long id) {
        return answer(connections.connection(id));
    }

    @Operation(summary = "Change a connection; without a secret the stored one stays")
    @PutMapping("/connections/{id}")
    ResponseEntity<ConnectionView> edit(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ConnectionRequest request) {
        return answer(connections.edit(id, ifMatch, check.check(request)));
    }

    @Operation(summary = "Delete a connection that no project uses")
    @DeleteMapping("/connections/{id}")
    ResponseEntity<Void> delete(
            @PathVariable long id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        connections.delete(id, ifMatch);
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Try whether a saved connection works")
    @PostMapping("/connections/{id}/test")
    ConnectionTrial test(@PathVariable long id) {
        ConnectionSettings settings = connections.settings(id);
        Audit.record("connection.tested", id);
        return tester.test(settings);
    }

    @Operation(summary = "Try whether a connection works before it is saved")
    @PostMapping("/connections/test")
    ConnectionTrial test(@RequestBody ConnectionRequest request) {
        ConnectionDraft draft = check.check(request);
        if (draft.secret() == null) {
            throw new ApiException(Problem.INVALID, "The connection cannot be tried: secret is missing; it may be empty where the user has no password");
        }
        Audit.record("connection.tested", UNSAVED);
        return tester.test(draft.settings(UNSAVED, UNSAVED, draft.secret()));
    }

    private static ResponseEntity<ConnectionView> answer(SavedConnection saved) {
        return ResponseEntity.ok().eTag(Preconditions.etag(saved.version())).body(ConnectionView.of(saved));
    }
}
