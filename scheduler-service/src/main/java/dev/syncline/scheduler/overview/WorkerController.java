package dev.syncline.scheduler.overview;

import java.util.Objects;

import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows which workers there are.
@Tag(name = "Overview")
@RestController
@RequestMapping("/api/v1/workers")
class WorkerController {

    private final WorkerReader reader;

    WorkerController(WorkerReader reader) {
        this.reader = reader;
    }

    @Operation(summary = "Workers that have spoken within the last hour, with what they have in hand, page by page")
    @GetMapping
    Page<WorkerView> workers(@RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        String after = Objects.requireNonNullElse(Page.decode(cursor), "").replace("\0", "");
        return Page.of(reader.workers(after, Cursors.limit(limit) + 1), limit, WorkerView::id);
    }
}
