package dev.syncline.config.schema;

import java.util.List;

import jakarta.validation.constraints.NotNull;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Preconditions;
import dev.syncline.kit.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Schema changes")
@RestController
@RequestMapping("/api/v1/projects/{id}/schema-changes")
class SchemaController {

    private static final int FIRST_PAGE = 100;

    private final SchemaChanges changes;

    SchemaController(SchemaChanges changes) {
        this.changes = changes;
    }

    @Operation(summary = "What has become of the source, with what the next run does with it, page by page; the source is not asked")
    @GetMapping
    ResponseEntity<SchemaChangeList> list(
            @PathVariable long id,
            @Schema(allowableValues = {"pending", "accepted", "ignored"}) @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        return answer(changes.list(id, state(state), cursor, limit));
    }

    @Operation(summary = "Look at the source now, by its catalogue only, and answer what is pending")
    @PostMapping("/check")
    ResponseEntity<SchemaChangeList> check(@PathVariable long id) {
        changes.check(id);
        return answer(changes.list(id, ChangeState.PENDING, null, FIRST_PAGE));
    }

    /// @param ids of pending changes
    /// @param all in place of ids: all that are pending
    /// @param comment why; kept with the revision where one is made
    record Settling(@Nullable List<@NotNull Long> ids, @Nullable Boolean all, @Nullable String comment) {}

    @Operation(
            summary = "Accept pending changes",
            description = "A new table is chosen and one that has gone is taken out, in a new revision of the project. Of columns it is noted that they are known as they are now.")
    @PostMapping("/accept")
    ResponseEntity<Settlement> accept(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Settling settling) {
        return answer(changes.settle(id, ifMatch, ChangeState.ACCEPTED, ids(settling), settling.comment()));
    }

    @Operation(
            summary = "Ignore pending changes",
            description = "A new table is not copied, and where the project copies new tables that makes a new revision. One that has gone stays chosen. Of columns it is noted that they are known as they are now; a run does with them what the policies say.")
    @PostMapping("/ignore")
    ResponseEntity<Settlement> ignore(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Settling settling) {
        return answer(changes.settle(id, ifMatch, ChangeState.IGNORED, ids(settling), settling.comment()));
    }

    private static @Nullable List<Long> ids(Settling settling) {
        if (Boolean.TRUE.equals(settling.all())) {
            return null;
        }
        if (settling.ids() == null || settling.ids().isEmpty() || settling.ids().contains(null)) {
            throw new ApiException(Problem.INVALID, "No change was named; give ids, or all");
        }
        return settling.ids();
    }

    private static @Nullable ChangeState state(@Nullable String word) {
        return switch (word) {
            case null -> null;
            case "pending" -> ChangeState.PENDING;
            case "accepted" -> ChangeState.ACCEPTED;
            case "ignored" -> ChangeState.IGNORED;
            default -> throw new ApiException(Problem.INVALID, "state is not one of pending, accepted, ignored");
        };
    }

    private static ResponseEntity<SchemaChangeList> answer(SchemaChangeList list) {
        return ResponseEntity.ok().eTag(Preconditions.etag(list.revision())).body(list);
    }

    private static ResponseEntity<Settlement> answer(Settlement settlement) {
        return ResponseEntity.ok().eTag(Preconditions.etag(settlement.revision())).body(settlement);
    }
}
