package dev.syncline.scheduler.run;

import java.net.URI;
import java.util.UUID;

import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.record.RunReader;
import dev.syncline.scheduler.record.RunView;
import dev.syncline.scheduler.record.TableRecord;
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
class RunCommandController {

    private static final Problem FINISHED = new Problem("run-finished", HttpStatus.CONFLICT, "The run has ended");

    private static final Problem UNDER_WAY = new Problem("run-in-progress", HttpStatus.CONFLICT, "The run has not ended");

    private static final Problem NOT_NOW = new Problem("table-not-open", HttpStatus.CONFLICT, "That cannot be done with the table now");

    private final RunStarter starter;
    private final RunCommands commands;
    private final RunReader reader;

    RunCommandController(RunStarter starter, RunCommands commands, RunReader reader) {
        this.starter = starter;
        this.commands = commands;
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
        UUID run = starter.repeat(id, Boolean.TRUE.equals(request.failedOnly()), key);
        return ResponseEntity.accepted().location(URI.create("/api/v1/runs/" + run)).body(reader.read(run));
    }

    /// @param failedOnly only the tables that failed; all that the run had where it is missing
    record RepeatRequest(@Nullable Boolean failedOnly) {}

    @Operation(
            summary = "Cancel one table of a run that goes on; what had begun of it is stopped and cleaned up",
            description = "The run goes on with its other tables, and fails in the end, since this one was not executed.")
    @PostMapping("/{id}/tables/{tableId}/cancel")
    ResponseEntity<TableRecord> cancelTable(@PathVariable UUID id, @PathVariable UUID tableId) {
        return onTable(id, tableId, TableWish.CANCEL);
    }

    @Operation(
            summary = "Try one table of a run that goes on again: at once where it waits for its next attempt, once more where it has failed or was cancelled",
            description = "Targets that have the table already are left as they are.")
    @PostMapping("/{id}/tables/{tableId}/retry")
    ResponseEntity<TableRecord> retryTable(@PathVariable UUID id, @PathVariable UUID tableId) {
        return onTable(id, tableId, TableWish.RETRY);
    }

    private ResponseEntity<TableRecord> onTable(UUID id, UUID tableId, TableWish wish) {
        reader.readTable(id, tableId);
        commands.onTable(id, tableId, wish, CalledBy.presentName()).ifPresent(objection -> {
            throw new ApiException(NOT_NOW, objection);
        });
        return ResponseEntity.accepted().body(reader.readTable(id, tableId));
    }

    @Operation(summary = "Cancel a run; what had begun is stopped and cleaned up")
    @PostMapping("/{id}/cancel")
    ResponseEntity<RunView> cancel(@PathVariable UUID id) {
        RunView run = reader.read(id);
        if (run.finishedAt() != null) {
            throw new ApiException(FINISHED, "Run %s has ended (%s), so there is nothing to cancel".formatted(id, run.state()));
        }
        commands.cancel(id, CalledBy.presentName());
        return ResponseEntity.accepted().body(reader.read(id));
    }
}
