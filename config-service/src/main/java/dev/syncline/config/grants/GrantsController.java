package dev.syncline.config.grants;

import dev.syncline.config.project.ProjectRequest;
import dev.syncline.kit.audit.ChangesNothing;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Grants")
@RestController
@RequestMapping("/api/v1/projects")
class GrantsController {

    private final Rights rights;

    GrantsController(Rights rights) {
        this.rights = rights;
    }

    @Operation(summary = "The least rights that a project needs in its source and targets, as statements for an administrator; nothing is executed")
    @GetMapping("/{id}/grants")
    ProjectGrants saved(@PathVariable long id) {
        return rights.saved(id);
    }

    @Operation(summary = "The same for an unsaved configuration")
    @ChangesNothing
    @PostMapping("/grants")
    ProjectGrants unsaved(@RequestBody ProjectRequest request) {
        return rights.unsaved(request);
    }

    @Operation(summary = "The statements for one of a project's connections as plain text, to be piped into the engine's own client")
    @GetMapping(path = "/{id}/grants/{connectionId}", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    String ofConnection(@PathVariable long id, @PathVariable long connectionId) {
        String sql = rights.saved(id).sqlFor(connectionId);
        if (sql.isEmpty()) {
            throw new ApiException(Problem.NOT_FOUND, "Project %d does not use connection %d".formatted(id, connectionId));
        }
        return sql;
    }
}
