package dev.syncline.scheduler.run;

import java.net.URI;
import java.util.UUID;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.record.RunReader;
import dev.syncline.scheduler.record.RunView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Begins and cancels runs.
@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/runs")
class RunActions {

    private static final Problem FINISHED = new Problem("run-finished", HttpStatus.CONFLICT, "The run has ended");

    private static final Problem UNDER_WAY = new Problem("run-in-progress", HttpStatus.CONFLICT, "The run has not ended");

    private final RunStarter starter;
    private final Decisions decisions;
    private final RunReader reader;

    RunActions(RunStarter starter, Decisions decisions, RunReader reader) {
        this.starter = starter;
        this.decisions = decisions;
        this.reader = reader;
    }

    @Operation(
            summary = "Execute a project now, all its tables, a part of them or one table by itself",
            description = "A request that is repeated with the same Idempotency-Key answers with the run that the first one began. "
                    + "With `configuration` the unsaved project is executed and not saved.")
    @PostMapping
    ResponseEntity<RunView> start(
            @RequestBody RunRequest request, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        UUID run = starter.start(request, key);
        return ResponseEntity.accepted().location(URI.create("/api/v1/runs/" + run)).body(reader.read(run));
    }

    @Operation(
            summary = "Execute an earlier run once more, or only its tables that failed, with the revision used then",
            description = "Later changes of the project have no effect on it. The earlier run must have ended.")
    @PostMapping("/{id}/repeat")
    ResponseEntity<RunView> repeat(
            @PathVariable UUID id,
            @RequestBody RepeatRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        RunView earlier = reader.read(id);
        if (earlier.finishedAt() == null) {
            throw new ApiException(UNDER_WAY, "Run %s has not ended (%s); wait for its end or cancel it".formatted(id, earlier.state()));
        }
        UUID run = starter.repeat(id, request.failedOnly(), key);
        return ResponseEntity.accepted().location(URI.create("/api/v1/runs/" + run)).body(reader.read(run));
    }

    /// @param failedOnly only the tables that failed, or all that the run had
    record RepeatRequest(boolean failedOnly) {}

    @Operation(summary = "Cancel a run; what had begun is stopped and cleaned up")
    @PostMapping("/{id}/cancel")
    ResponseEntity<RunView> cancel(@PathVariable UUID id) {
        RunView run = reader.read(id);
        if (run.finishedAt() != null) {
            throw new ApiException(FINISHED, "Run %s has ended (%s), so there is nothing to cancel".formatted(id, run.state()));
        }
        decisions.cancel(id);
        return ResponseEntity.accepted().body(reader.read(id));
    }
}
