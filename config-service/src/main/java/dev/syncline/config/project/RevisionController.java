package dev.syncline.config.project;

import dev.syncline.config.project.Difference.Change;
import dev.syncline.kit.audit.ChangesNothing;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Preconditions;
import io.swagger.v3.oas.annotations.Operation;
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

@Tag(name = "Revisions")
@RestController
@RequestMapping("/api/v1/projects/{id}")
class RevisionController {

    private final Projects projects;

    RevisionController(Projects projects) {
        this.projects = projects;
    }

    @Operation(summary = "The revisions of a project, newest first: who has saved each, when and why")
    @GetMapping("/revisions")
    Page<RevisionSummary> revisions(
            @PathVariable long id, @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        return projects.revisions(id, cursor, limit);
    }

    @Operation(summary = "The project as it was last saved, in the shape in which it is saved")
    @GetMapping("/request")
    ResponseEntity<ProjectRequest> request(@PathVariable long id) {
        SavedRevision saved = projects.project(id);
        return ResponseEntity.ok().eTag(Preconditions.etag(saved.document().revision())).body(ProjectRequest.of(saved.document()));
    }

    @Operation(summary = "A revision in the shape in which a project is saved, to be looked at in a form or saved again")
    @GetMapping("/revisions/{revision}/request")
    ProjectRequest request(@PathVariable long id, @PathVariable long revision) {
        return ProjectRequest.of(projects.revision(id, revision).document());
    }

    @Operation(
            summary = "How two revisions of a project differ, field by field, page by page",
            description = "Without to, how a revision differs from the present one.")
    @GetMapping("/difference")
    Page<Change> difference(
            @PathVariable long id,
            @RequestParam long from,
            @RequestParam(required = false) @Nullable Long to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "200") int limit) {
        SavedRevision after = to == null ? projects.project(id) : projects.revision(id, to);
        return projects.difference(projects.revision(id, from).document(), after.document(), cursor, limit);
    }

    @Operation(
            summary = "How an unsaved configuration differs from a revision, field by field, page by page; nothing is stored",
            description = "Without from, how it differs from the present one.")
    @ChangesNothing
    @PostMapping("/difference")
    Page<Change> difference(
            @PathVariable long id,
            @RequestBody ProjectRequest request,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "200") int limit) {
        SavedRevision before = from == null ? projects.project(id) : projects.revision(id, from);
        return projects.difference(before.document(), request, cursor, limit);
    }

    /// @param comment why
    record Restoring(@Nullable String comment) {}

    @Operation(summary = "Save an earlier revision anew, as the project's next one; it is checked like every save")
    @PostMapping("/revisions/{revision}/restore")
    ResponseEntity<ProjectView> restore(
            @PathVariable long id,
            @PathVariable long revision,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody(required = false) @Nullable Restoring restoring) {
        SavedProject restored = projects.restore(id, ifMatch, revision, restoring == null ? null : restoring.comment());
        return ResponseEntity.ok()
                .eTag(Preconditions.etag(restored.saved().document().revision()))
                .body(ProjectView.of(restored.saved(), restored.findings()));
    }
}
