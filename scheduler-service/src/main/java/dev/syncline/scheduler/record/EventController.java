package dev.syncline.scheduler.record;

import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Shows what happens to runs while it happens.
@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/events")
class EventController {

    private final RunFollowing following;

    EventController(RunFollowing following) {
        this.following = following;
    }

    @Operation(
            summary = "What happens to all runs, as it happens: one stream for lists and overviews, and for the run whose page is open",
            description = "Server-sent events: `run` for each run that changes, and `reset` where so much has changed that it is to be read again page by page; with `run` "
                    + "also that run's present state and its tables, as in /runs/{id}/events. It does not end. Who connects again with Last-Event-ID is told what has changed since.")
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @RequestParam(required = false) @Nullable UUID run,
            @RequestParam(required = false) @Nullable String tables,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return following.follow(new Watch(true, run, Watch.Tables.of(tables), Watch.after(lastEventId)));
    }
}
