package dev.syncline.config.connection;

import java.net.URI;
import java.util.List;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Preconditions;
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
    private final List<ConnectionKind> kinds;

    ConnectionController(Connections connections, ConnectionTester tester) {
        this.connections = connections;
        this.tester = tester;
        List<Descriptor> descriptors = Dialects.all().stream().map(Dialect::descriptor).toList();
        this.kinds = descriptors.stream().map(ConnectionKind::of).toList();
        this.check = new ConnectionCheck(descriptors);
    }

    @Operation(summary = "The kinds of databases, with all that a form for a connection needs to be drawn, and what can be said of how tables are made")
    @GetMapping("/connection-kinds")
    List<ConnectionKind> kinds() {
        return kinds;
    }

    @Operation(
            summary = "Connections, page by page",
            description = "search is a part of a name, host, database or user. sort is id, name, kind, host, projects, changed or tested, after a hyphen for the greatest first.")
    @GetMapping("/connections")
    Page<ConnectionView> list(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable Boolean allowWriteOperations,
            @RequestParam(defaultValue = "id") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        return connections.page(search, kind, allowWriteOperations, sort, cursor, limit);
    }

    @Operation(summary = "The projects that use a connection, page by page")
    @GetMapping("/connections/{id}/projects")
    Page<ConnectionUse> uses(
            @PathVariable long id, @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        return connections.uses(id, cursor, limit);
    }

    @Operation(summary = "Make a connection")
    @PostMapping("/connections")
    ResponseEntity<ConnectionView> create(@RequestBody ConnectionRequest request) {
        SavedConnection saved = connections.create(check.check(request));
        return ResponseEntity.created(URI.create("/api/v1/connections/" + saved.id()))
                .eTag(Preconditions.etag(saved.version()))
                .body(connections.view(saved.id()));
    }

    @Operation(summary = "One connection, without its secret")
    @GetMapping("/connections/{id}")
    ResponseEntity<ConnectionView> read(@PathVariable long id) {
        return answer(connections.view(id));
    }

    @Operation(summary = "Change a connection; without a secret the stored one stays")
    @PutMapping("/connections/{id}")
    ResponseEntity<ConnectionView> edit(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ConnectionRequest request) {
        return answer(connections.view(connections.edit(id, ifMatch, check.check(request)).id()));
    }

    @Operation(summary = "Delete a connection that no project uses")
    @DeleteMapping("/connections/{id}")
    ResponseEntity<Void> delete(
            @PathVariable long id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        connections.delete(id, ifMatch);
        return ResponseEntity.noContent().build();
    }

    @Operation(
            summary = "Try whether a saved connection works, or with a body, whether it would after an edit",
            description = "Without a body the answer is kept as the connection's last test. With one nothing is kept, and without a secret in it the stored one is taken, as long as kind, host, port and user are those that are saved.")
    @PostMapping("/connections/{id}/test")
    ConnectionTrial test(@PathVariable long id, @RequestBody(required = false) @Nullable ConnectionRequest edited) {
        ConnectionSettings settings = edited == null ? connections.settings(id) : connections.settings(id, check.check(edited));
        ConnectionTrial trial = tester.test(settings);
        if (edited == null) {
            connections.tested(settings, trial);
        }
        return trial;
    }

    @Operation(summary = "Try whether a connection works before it is saved")
    @PostMapping("/connections/test")
    ConnectionTrial test(@RequestBody ConnectionRequest request) {
        ConnectionDraft draft = check.check(request);
        if (draft.secret() == null) {
            throw Connections.secretIsMissing();
        }
        return tester.test(draft.settings(UNSAVED, UNSAVED, draft.secret()));
    }

    private static ResponseEntity<ConnectionView> answer(ConnectionView view) {
        return ResponseEntity.ok().eTag(Preconditions.etag(view.version())).body(view);
    }
}
