package dev.syncline.config.project;

import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Preconditions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tables of projects")
@RestController
@RequestMapping("/api/v1/projects/{id}")
class TableController {

    private final Projects projects;

    TableController(Projects projects) {
        this.projects = projects;
    }

    @Operation(summary = "The chosen tables of a project with their names in the targets and their policies, page by page")
    @GetMapping("/tables")
    ResponseEntity<Page<ChosenTable>> tables(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String schema,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        SavedRevision saved = projects.project(id);
        return ResponseEntity.ok()
                .eTag(Preconditions.etag(saved.document().revision()))
                .body(projects.tables(saved.document(), schema, search, cursor, limit));
    }

    @Operation(
            summary = "Change the policies of many tables at once, as the project's next revision",
            description = "Each edit selects chosen tables by name, schema or a part of their name; what it does not name stays as it is. It is checked like every save, and where no policy is another afterwards, nothing is saved.")
    @PatchMapping("/table-policies")
    ResponseEntity<PatchedPolicies> patch(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody TablePoliciesPatch patch) {
        PatchedPolicies patched = projects.patch(id, ifMatch, patch);
        return ResponseEntity.ok().eTag(Preconditions.etag(patched.revision())).body(patched);
    }
}
