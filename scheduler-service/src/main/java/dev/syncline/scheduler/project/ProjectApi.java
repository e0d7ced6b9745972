package dev.syncline.scheduler.project;

import dev.syncline.contracts.project.PresentAnswer;
import dev.syncline.contracts.project.PresentQuestion;
import dev.syncline.contracts.project.ProjectRevision;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.node.ObjectNode;

/// What config-service answers about projects.
interface ProjectApi {

    @PostExchange("/api/v1/projects/validate")
    ProjectRevision validate(@RequestBody ObjectNode configuration);

    @PostExchange("/internal/v1/projects/present")
    PresentAnswer present(@RequestBody PresentQuestion question);

    @GetExchange("/api/v1/projects/{id}/revisions/{revision}")
    ProjectRevision revision(@PathVariable long id, @PathVariable long revision);
}
