package dev.syncline.config.project;

import java.net.URI;
import java.util.List;

import dev.syncline.config.check.Finding;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.kit.audit.ChangesNothing;
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

@Tag(name = "Projects")
@RestController
@RequestMapping("/api/v1/projects")
class ProjectController {

    private final Projects projects;

    ProjectController(Projects projects) {
        this.projects = projects;
    }

    @Operation(
            summary = "Projects, page by page",
            description = "search is a part of the name of a project or of one of its connections. sort is id, name, source, tables or saved, after a hyphen for the greatest first.")
    @GetMapping
    Page<ProjectSummary> list(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable Long connection,
            @RequestParam(defaultValue = "id") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        return projects.page(search, connection, sort, cursor, limit);
    }

    @Operation(summary = "Save a new project")
    @PostMapping
    ResponseEntity<ProjectView> create(@RequestBody ProjectRequest request) {
        SavedProject made = projects.create(request);
        SavedRevision saved = made.saved();
        long id = saved.document().projectId();
        return ResponseEntity.created(URI.create("/api/v1/projects/" + id)).eTag(etag(saved)).body(ProjectView.of(saved, made.findings()));
    }

    @Operation(summary = "Check an unsaved configuration like a save and return what would be saved; nothing is stored")
    @ChangesNothing
    @PostMapping("/validate")
    CheckedProject validate(@RequestBody ProjectRequest request) {
        return projects.validate(request);
    }

    @Operation(summary = "The names that target tables would get, and what is wrong with them; asks no user's database and needs neither name nor source")
    @ChangesNothing
    @PostMapping("/names")
    NamesView names(@RequestBody ProjectRequest request) {
        return projects.names(request);
    }

    @Operation(summary = "One project as it was last saved")
    @GetMapping("/{id}")
    ResponseEntity<ProjectView> read(@PathVariable long id) {
        return answer(projects.project(id), List.of());
    }

    @Operation(summary = "Save a project anew, as its next revision")
    @PutMapping("/{id}")
    ResponseEntity<ProjectView> edit(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ProjectRequest request) {
        SavedProject edited = projects.edit(id, ifMatch, request);
        return answer(edited.saved(), edited.findings());
    }

    @Operation(summary = "Delete a project; runs that have begun go on")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable long id, @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        projects.delete(id, ifMatch);
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "One revision, as runs get it")
    @GetMapping("/{id}/revisions/{revision}")
    ProjectRevision revision(@PathVariable long id, @PathVariable long revision) {
        return projects.revision(id, revision).document();
    }

    private static ResponseEntity<ProjectView> answer(SavedRevision saved, List<Finding> findings) {
        return ResponseEntity.ok().eTag(etag(saved)).body(ProjectView.of(saved, findings));
    }

    private static String etag(SavedRevision saved) {
        return Preconditions.etag(saved.document().revision());
    }
}
