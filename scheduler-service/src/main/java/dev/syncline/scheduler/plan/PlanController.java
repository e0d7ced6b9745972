package dev.syncline.scheduler.plan;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

import dev.syncline.kit.audit.ChangesNothing;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
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
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Plans")
@RestController
@RequestMapping("/api/v1/plans")
class PlanController {

    private static final int SHOWN = 5;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final ExecutionPlans plans;
    private final PlanRepository repository;

    PlanController(ExecutionPlans plans, PlanRepository repository) {
        this.plans = plans;
        this.repository = repository;
    }

    @Operation(summary = "What a plan would mean: a sentence and the next five times it is due; nothing is stored")
    @ChangesNothing
    @PostMapping("/preview")
    PlanPreview preview(@RequestBody ExecutionPlan plan) {
        return plans.preview(plan);
    }

    @Operation(summary = "Save a new plan for a project")
    @PostMapping
    ResponseEntity<PlanView> create(@RequestBody ExecutionPlan plan) {
        StoredPlan stored = plans.create(plan);
        return ResponseEntity.created(URI.create("/api/v1/plans/" + stored.id()))
                .eTag(Preconditions.etag(stored.version()))
                .body(PlanView.of(stored, plans.now(), SHOWN));
    }

    @Operation(summary = "Plans, page by page")
    @GetMapping
    Page<PlanView> list(
            @RequestParam(required = false) @Nullable Long project,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        Instant now = plans.now();
        Page<StoredPlan> page = Page.of(repository.page(project, Cursors.afterId(cursor), Cursors.limit(limit) + 1), limit, stored -> Long.toString(stored.id()));
        return new Page<>(page.items().stream().map(stored -> PlanView.of(stored, now, SHOWN)).toList(), page.next());
    }

    @Operation(summary = "One plan, with the next five times it is due")
    @GetMapping("/{id}")
    ResponseEntity<PlanView> read(@PathVariable long id) {
        return answer(plans.read(id));
    }

    @Operation(summary = "Change a plan; what has been due until now is decided on by its old words")
    @PutMapping("/{id}")
    ResponseEntity<PlanView> edit(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ExecutionPlan plan) {
        return answer(plans.edit(id, ifMatch, plan));
    }

    @Operation(
            summary = "Enable or disable a plan, and leave the rest as it is",
            description = "Without If-Match the plan is changed whatever it is now. What would have been due while it was not enabled is not made up for.")
    @PatchMapping("/{id}")
    ResponseEntity<PlanView> enable(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Change change) {
        Boolean enabled = change.enabled();
        if (enabled == null) {
            throw new ApiException(Problem.INVALID, "Say whether plan %d is to be enabled: {\"enabled\": true} or {\"enabled\": false}".formatted(id));
        }
        return answer(plans.enable(id, ifMatch == null ? "*" : ifMatch, enabled));
    }

    record Change(@Nullable Boolean enabled) {}

    @Operation(summary = "Delete a plan; runs that it has made go on, and their records stay")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable long id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        plans.delete(id, ifMatch);
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "What became of each instant at which the plan was due, the latest first, page by page")
    @GetMapping("/{id}/fires")
    Page<Fire> firings(
            @PathVariable long id, @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        plans.read(id);
        List<Fire> firings = repository.firings(id, before(cursor), Cursors.limit(limit) + 1);
        return Page.of(firings, limit, fire -> fire.dueAt().toString());
    }

    private ResponseEntity<PlanView> answer(StoredPlan stored) {
        return ResponseEntity.ok().eTag(Preconditions.etag(stored.version())).body(PlanView.of(stored, plans.now(), SHOWN));
    }

    private static Instant before(@Nullable String cursor) {
        String position = Page.decode(cursor);
        try {
            return position == null ? END_OF_TIME : Instant.parse(position);
        } catch (DateTimeParseException _) {
            throw Cursors.notOurs();
        }
    }
}
