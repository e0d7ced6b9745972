package dev.syncline.config.preview;

import java.time.Duration;

import dev.syncline.config.project.ProjectRequest;
import dev.syncline.kit.audit.ChangesNothing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Preview")
@RestController
@RequestMapping("/api/v1/projects")
class PreviewController {

    private static final String LOOK = "At most how long the source's rows are looked at for values that a target cannot hold, such as PT2S; as long as the installation is set up for, at most and where nothing is said";

    private final Previews previews;

    PreviewController(Previews previews) {
        this.previews = previews;
    }

    @Operation(summary = "What a run of a project would do, page by page of its tables; source and targets are only read")
    @GetMapping("/{id}/preview")
    Preview saved(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = LOOK) @RequestParam(required = false) @Nullable Duration look) {
        return previews.saved(id, cursor, limit, look);
    }

    @Operation(summary = "What a run of an unsaved configuration would do; nothing is stored")
    @ChangesNothing
    @PostMapping("/preview")
    Preview unsaved(
            @RequestBody ProjectRequest request,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = LOOK) @RequestParam(required = false) @Nullable Duration look) {
        return previews.unsaved(request, cursor, limit, look);
    }
}
